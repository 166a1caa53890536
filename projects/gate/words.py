"""What people say when they have not thought about it yet, in English, Ukrainian and Russian.

A *stem* stands for every word that begins with it (``$``: ends with it too). The rules count what is left of a
sentence once these and the function words are taken away: nothing left, nothing said.
"""

import re
from functools import cache

WORD = re.compile(r"[^\W_]+(?:[’'`-][^\W_]+)*")

_SMALL = """
    a an the and or but so of to in on at by for from with as is are was were be been being it its this that these
    those we us our ours you your they them their there here i me my he she his her all also already too just very
    more most much many some any no not do does did have has had will would should can could may want wants wanted
    need needs like because since who what when where why how every each day year than then into
    і й та або але тому щоб що як у в на з із зі до від для про по за це цей ця ці той та ті ми нас нам наш наша наші
    нашої наших нашого ви вас вам ваш вони їх їхні там тут я мене мій він вона його її є був була були бути буде всі усі
    все усе також вже ще дуже більше багато трохи не ні так хочемо хоче хочу треба потрібно потрібен можна бо коли де
    чому хто кожен кожна кожний день рік роки стати мати маємо
    и или но поэтому чтобы что как в во на с со к ко от для про по за это этот эта эти тот та те мы нас нам наш наша
    наши нашей нашего вы вас вам ваш они их им там тут я меня мой он она его ее есть был была были быть будет все
    тоже также уже еще очень больше много немного не нет да хотим хочет хочу надо нужно нужен можно потому когда где
    почему кто каждый каждая день год годы стать иметь имеем
"""
FUNCTION_WORDS = frozenset(_SMALL.split())

# "Our competitors are there": quoted on the page, never accepted as a reason.
PRESENCE = (
    "competitor", "rival", "everybody", "everyone", "others", "social", "network", "media", "smm", "facebook",
    "instagram", "telegram", "tiktok", "vkontakte", "page", "account", "present", "presence", "fashion", "trend",
    "modern", "must", "boss", "director", "post", "online", "internet", "active",
    "конкурент", "соцмереж", "соціальн", "мереж", "фейсбук", "інстаграм", "телеграм", "тікток", "вконтакт", "сторінк",
    "акаунт", "присутн", "модн", "тренд", "сучасн", "мусим", "директор", "інш", "постити", "інтернет", "активн",
    "соцсет", "социальн", "сет(ь|и|ях|ей)$", "инстаграм", "тикток", "страниц", "аккаунт", "присутств", "современ",
    "должн", "начальник", "други", "постить", "интернет",
)  # fmt: skip

# A direction without a place to arrive at.
VAGUE_AIMS = (
    "aware", "recogni", "known", "image", "reach", "visib", "popular", "loyal", "engag", "activit", "brand", "sale",
    "sell", "promot", "advert", "increas", "improv", "grow", "rais", "boost", "develop", "better", "good", "great",
    "впізнаван", "відом", "імідж", "охопл", "охват", "популярн", "лояльн", "залучен", "активніст", "бренд", "продаж",
    "продава", "продат", "просуван", "розкрут", "реклам", "збільш", "підвищ", "покращ", "розвит", "розвив", "краще",
    "узнаваем", "известн", "имидж", "популярност", "лояльност", "вовлеч", "активност", "продвиж", "раскрут", "увелич",
    "повы", "улучш", "развит", "развив", "лучше",
)  # fmt: skip

# Nobody can count these as they are.
UNCOUNTABLE = (
    "aware", "recogni", "known", "image", "visib", "popular", "loyal", "engag", "activit", "brand", "reputation",
    "presence", "increas", "improv", "grow", "rais", "boost", "better", "good",
    "впізнаван", "відом", "імідж", "популярн", "лояльн", "залучен", "активн", "бренд", "репутац", "присутн", "збільш",
    "підвищ", "покращ", "розвит", "краще",
    "узнаваем", "известн", "имидж", "вовлеч", "присутств", "увелич", "повы", "улучш", "развит", "лучше",
)  # fmt: skip

EVERYBODY = (
    "everybody", "everyone", "anybody", "anyone", "people", "person", "user", "customer", "client", "buyer", "public",
    "audience", "population", "human", "whole", "world", "internet", "social", "network",
    "люд", "клієнт", "покупц", "споживач", "користувач", "аудитор", "населен", "увесь", "весь", "світ$", "інтернет",
    "соцмереж", "кожн", "будь-хто", "будь-як",
    "клиент", "покупател", "потребител", "пользовател", "населени", "мир$", "интернет", "соцсет", "кажд",
    "люб(о|ы)",
)  # fmt: skip


def words(text: str) -> list[str]:
    """The words of ``text``, small letters, ё as е."""
    return [word.replace("ё", "е") for word in WORD.findall(text.lower())]


@cache
def _any_of(stems: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(stems))


def is_about(word: str, stems: tuple[str, ...]) -> bool:
    return _any_of(stems).match(word) is not None


def left_over(text: str, *groups: tuple[str, ...]) -> list[str]:
    """The words that say something: neither function words nor about one of the ``groups`` of stems."""
    return [
        word
        for word in words(text)
        if word not in FUNCTION_WORDS and not any(is_about(word, stems) for stems in groups)
    ]
