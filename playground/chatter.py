"""Made-up followers with something to say, in three languages, for those who practise answering."""

import random

from playground.models import Comment, Page
from playground.refusals import bad_value
from playground.services.comments import comment
from playground.services.pages import account_named

COUNT = 20
UNDER_POSTS = 5
MIXED = "mixed"
MOODS = {MIXED: "Of every kind", "positive": "Praise", "negative": "Complaints", "questions": "Questions"}

PEOPLE = [
    "Олена Ткачук", "Андрій Мельник", "Ірина Бондар", "Тарас Кравець", "Соломія Гнатюк", "Богдан Шевчук",
    "Анна Смирнова", "Дмитрий Орлов", "Екатерина Белова", "Павел Зайцев", "Марина Котова", "Илья Громов",
    "Emma Collins", "Jack Murphy", "Olivia Stone", "Daniel Reed", "Grace Palmer", "Liam Foster",
]  # fmt: skip

PHRASES = {
    "positive": [
        "Дякую, все приїхало за день. Так тримати!",
        "Оце сервіс: подзвонили, перепитали, все підказали.",
        "Беремо у вас уже третій рік, жодного разу не підвели.",
        "Дуже гарна ідея, поділилася з подругами.",
        "Спасибо, ребята, всё работает как часы.",
        "Лучшее, что я пробовала за последний год.",
        "Приятно удивлён: вежливо, быстро и без навязывания.",
        "Очень полезная подборка, сохранила себе.",
        "Love this, exactly what I was looking for.",
        "Great support, my question was solved in five minutes.",
        "Been a customer since spring and still happy.",
        "This made my morning, thank you.",
    ],
    "negative": [
        "Третій день чекаю на відповідь, телефон ніхто не бере.",
        "Прийшло зламане, а гроші повертати не хочуть. Жах.",
        "Раніше було краще, тепер якість просто ніяка.",
        "Навіщо писати «доставка за день», якщо їде тиждень?",
        "Обманули с ценой: на сайте одна, в магазине другая.",
        "Нахамили по телефону и бросили трубку, больше ни ногой.",
        "Приложение опять не работает, сколько можно.",
        "Деньги списали дважды, поддержка молчит. Отвратительно.",
        "Terrible experience, the parcel arrived damaged.",
        "I have been waiting for a refund for two weeks. Never again.",
        "Your app crashes every time I try to pay.",
        "Rude staff and a broken promise, very disappointed.",
    ],
    "questions": [
        "А у Львові це можна купити?",
        "Підкажіть, до котрої ви працюєте в суботу?",
        "Чи буде знижка для тих, хто вже замовляв?",
        "Скільки коштує доставка до Одеси?",
        "Подскажите, есть ли размер побольше?",
        "А можно вернуть, если не подойдёт?",
        "Когда снова будет в наличии?",
        "Сколько действует гарантия?",
        "Do you ship to Poland?",
        "Is there a version without sugar?",
        "How long does the delivery take?",
        "Can I change the address after ordering?",
    ],
}


def write_comments(*, page: Page, mood: str = MIXED, count: int = COUNT) -> list[Comment]:
    """``count`` comments by several people under the page's newest posts; raises ``Refused`` where it has none."""
    posts = list(page.posts.public().newest_first()[:UNDER_POSTS])
    if not posts:
        raise bad_value("page", f"{page.name} has no posts yet. Publish one, and its followers have something to say.")
    phrases = PHRASES.get(mood) or [phrase for phrases in PHRASES.values() for phrase in phrases]
    said = random.choices(phrases, k=count)  # noqa: S311  (nothing here is a secret)
    people = [account_named(name) for name in random.sample(PEOPLE, k=8)]
    for post in posts:
        post.page = page
    return [comment(post=random.choice(posts), text=text, by=random.choice(people))[0] for text in said]  # noqa: S311
