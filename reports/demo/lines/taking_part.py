"""Words of the posts people take part in, and of the ideas."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Asked:
    """A past post of ``slug`` that went out at least ``days_ago``; ``days`` are counted from its own day."""

    slug: str
    days_ago: int
    format: str
    title: str
    text: str
    language: str
    details: dict[str, Any] = field(default_factory=dict)
    days: dict[str, int] = field(default_factory=dict)


ASKED = (
    Asked(
        "ovechka", 9, "promotion", "Плед за історію",
        "Розкажіть у коментарях, хто у вашому домі першим займає плед. Трьом оповідачам надішлемо новий.", "uk",
        {
            "rules": "Один коментар від людини. Переможців обираємо жеребкуванням, плед надсилаємо по Україні.",
            "prizes": [{"name": "Плед «Вечір»", "winners": 1}, {"name": "Плед «Ранок»", "winners": 2}],
            "barred": "Працівники агенції та «Овечки»", "bars_winners_days": 90,
        },
        {"opens_on": 0, "closes_on": 4},
    ),
    Asked(
        "zerno-coffee", 1, "promotion", "Пачка за ранок",
        "Покажіть словами свій ранковий ритуал. Двом надішлемо по пачці нового обсмаження.", "uk",
        {
            "rules": "Один коментар від людини, до вечора неділі.", "barred": "Працівники обсмажувальні",
            "prizes": [{"name": "Пачка 250 г", "winners": 2}],
        },
        {"opens_on": 0, "closes_on": 9},
    ),
    Asked(
        "litera", 4, "survey", "Про що наступний четвер",
        "Обираємо тему наступної зустрічі разом. Про що поговоримо в четвер?", "uk",
        {"question": "Про що говоримо в четвер?",
         "options": ["Листування письменників", "Детективи між війнами", "Як читати поезію вголос"]},
        {"closes_on": 12},
    ),
    Asked(
        "topotun", 7, "offline", "Прогулка со слингами",
        "В субботу гуляем со слингами. Встречаемся у фонтана, идём не спеша, у нас есть чай.", "ru",
        {"place": "Мариинский парк, у фонтана", "address": "Киев, ул. Грушевского, 5", "capacity": 60},
        {"opens_on": 2, "closes_on": 2},
    ),
    Asked(
        "papuga-english", 2, "question", "Питання дня: перше слово",
        "Яке англійське слово ви колись зрозуміли зовсім не так? Найкращу відповідь процитуємо.", "uk",
        {"asked": "Яке слово ви зрозуміли не так?"},
        {"closes_on": 6},
    ),
)  # fmt: skip

# project, whose seat had it, the idea, from where, the words it came from
IDEAS = (
    ("topotun", "moderator", "Как другие мамы собирают сумку на прогулку", "mention",
     "Вы единственные, кто отвечает в три ночи. А что вы берёте с собой?"),
    ("ovechka", "copywriter", "Плед і кіт: хто кого гріє", "person", ""),
    ("yavir-bank", "moderator", "Навіщо банк питає, звідки гроші", "mention",
     "Чому я маю пояснювати, звідки в мене гроші?"),
    ("romashka", "moderator", "Що фармацевт ніколи не порадить сам", "advantage",
     "У вас чесно кажуть, коли ліки не потрібні"),
    ("litera", "copywriter", "Закладки, які люди забувають у книжках", "person", ""),
    ("polyn", "copywriter", "Щоденник тестувальниці за сім днів", "campaign", "Запуск крему"),
    ("papuga-english", "moderator", "Помилки, з яких усі сміялися, і ніхто не образився", "person", ""),
    ("nitka-tees", "copywriter", "Після першого прання: чесне фото", "reply", "Періть навиворіт при тридцяти градусах"),
)  # fmt: skip
