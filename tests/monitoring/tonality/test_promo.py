import pytest

from monitoring.tonality import Category, label

SELLING = [
    "Реклама. Новая коллекция уже в магазинах",
    "На правах рекламы: ремонт окон",
    "Скидка 30% по промокоду LETO, ссылка в профиле",
    "Заработок без вложений, пиши в личку",
    "Знижки до 50%, переходьте за посиланням https://shop.example/a",
    "Підробіток студентам, пишіть в особисті, t.me/example",
    "Loving my new shoes #ad",
    "Use code SUN10 for free shipping, link in bio",
    "Bitcoin profits every day, DM me now https://coin.example",
    "Schöne Schuhe #werbung",
]
NOT_SELLING = [
    "Ваша реклама надоела",
    "Промокод не работает, верните деньги",
    "Подскажите, промокод на скидку по ссылке ещё действует?",
    "Купила зі знижкою, дуже задоволена",
    "Their discount was a lie",
    "Read the review https://a.example and https://b.example",
]


@pytest.mark.parametrize("text", SELLING)
def test_what_sells_is_promo(text):
    [said] = label([text])

    assert (said.is_promo, said.category) == (True, Category.SPAM)


@pytest.mark.parametrize("text", NOT_SELLING)
def test_what_only_speaks_of_selling_is_not(text):
    assert label([text])[0].is_promo is False
