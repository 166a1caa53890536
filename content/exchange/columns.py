"""What a table of posts consists of, and by which names its columns are known."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

NOT_A_LETTER = re.compile(r"[\W_]+")


def bare(name: str) -> str:
    """``Added value:`` is ``added value``: how names are compared."""
    return NOT_A_LETTER.sub(" ", name).strip().casefold()


@dataclass(frozen=True)
class Column:
    """``label`` is how we write it, ``hint`` what belongs into it, ``aliases`` what other people call it."""

    key: str
    label: str
    hint: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> set[str]:
        return {bare(self.key), bare(self.label), *map(bare, self.aliases)}


def _column(key: str, label: str, hint: str = "", aliases: str = "") -> Column:
    return Column(key, label, hint, tuple(filter(None, aliases.split(", "))))


COLUMNS = (
    _column("title", "Title", "What we call it; only we see it", "Topic, Headline, Заголовок, Тема, Название, Назва"),
    _column("text", "Text", "What goes out", "Body, Copy, Caption, Текст, Текст поста, Текст допису"),
    _column("day", "Day", "25.12.2026 or 2026-12-25",
            "Date, Publish date, Дата, День, Дата публикации, Дата публікації"),
    _column("time", "Time", "09:00, where the project is", "Hour, Время, Час, Время публикации, Час публікації"),
    _column("channels", "Pages", "Names or networks, a semicolon between them",
            "Channels, Channel, Page, Network, Networks, Каналы, Канали, Канал, Страницы, Сторінки, Соцсеть, "
            "Соцмережа, Площадка, Майданчик"),
    _column("value_kind", "Added value", "Emotional or informational",
            "Value kind, Value, Ценность, Цінність, Вид ценности, Вид цінності"),
    _column("value_sentence", "What the reader takes away", "One sentence",
            "Value sentence, Takeaway, Польза, Користь, Что получит читатель, Що отримає читач"),
    _column("value_audience", "For whom", "Who should gain from it",
            "Audience, Value audience, Аудитория, Аудиторія, Для кого"),
    _column("format", "Format", "Question, survey, video and so on",
            "Type, Post type, Формат, Тип, Тип поста, Тип допису"),
    _column("link", "Link", "Starts with https://", "URL, Ссылка, Посилання"),
    _column("goal", "Goal", "A goal of the project, by its name", "Goal it serves, Цель, Ціль, Мета"),
    _column("campaign", "Campaign", "A campaign of the project, by its name", "Кампания, Кампанія"),
    _column("language", "Language", "Ukrainian, Russian, English", "Lang, Язык, Мова"),
)  # fmt: skip
# What our own exports say beside it; nothing of it is imported.
OURS_ALONE = (
    _column("project", "Project"),
    _column("status", "Status", aliases="Состояние, Статус, Стан"),
    _column("author", "Author", aliases="Автор"),
)
BY_KEY = {column.key: column for column in (*COLUMNS, *OURS_ALONE)}
_KNOWN = {name: column.key for column in COLUMNS for name in column.names}
_IGNORED = {name for column in OURS_ALONE for name in column.names}


def match(headers: Sequence[str]) -> list[str]:
    """For each column of a file the key of ours, "" for one that is left out; the first of two equal ones counts."""
    taken: list[str] = []
    for header in headers:
        key = _KNOWN.get(bare(header), "")
        taken.append("" if key in taken else key)
    return taken


def unknown(headers: Sequence[str]) -> list[str]:
    """The headers nobody here has heard of."""
    return [one for one in headers if bare(one) and bare(one) not in _KNOWN and bare(one) not in _IGNORED]


def known_count(cells: Sequence[object]) -> int:
    """How many of a row's cells are names of our columns: what a header row is told by."""
    return sum(1 for key in match([str(cell) for cell in cells]) if key)


def is_enough(keys: Sequence[str]) -> bool:
    """Whether a post could come of it at all."""
    return "title" in keys or "text" in keys
