"""A table that became drafts, three of its rows refused, and a client's calendar."""

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile

from agency.permissions import Role
from content.models import PostImport
from content.services import feeds, import_steps, imports
from reports.demo.calendar import Clock
from reports.demo.projects import House

SENT = "ovechka"
HEADER = "Тема;Текст;Дата;Час;Цінність;Користь;Формат"
ROWS = (
    ("Шапка на мороз", "Яка шапка гріє краще: у два шари чи з флісом?", 16, "10:00", "інформаційна", "питання"),
    ("Перший сніг", "Покажіть, у чому ваші малюки зустріли перший сніг.", 17, "12:00", "емоційна", "інтерактив"),
    ("Комбінезон на виріст", "Скільки сантиметрів запасу брати на зиму.", 18, "10:00", "інформаційна", "допис"),
    ("Розпродаж", "Усе за пів ціни.", 19, "25:00", "інформаційна", "акція"),
    ("Рукавички на шнурку", "Як не загубити жодної до весни.", 20, "полудень", "інформаційна", "допис"),
    ("Вечір у пледі", "Що ви читаєте вдома, коли надворі темно?", 21, "18:00", "тепла", "питання"),
)


def build_tables(house: House, clock: Clock) -> None:
    """As its copywriter would have done it, through the same services, in the same transaction."""
    project = house.projects[SENT]
    writer = project.seats.select_related("user").get(role=Role.COPYWRITER).user
    manager = project.seats.select_related("user").get(role=Role.MANAGER).user
    lines = [HEADER, *(_line(*row, clock=clock) for row in ROWS)]
    file = SimpleUploadedFile("План на зиму.csv", "\n".join(lines).encode("cp1251"))
    job = imports.start(project=project, file=file, by=writer)
    _work()
    imports.confirm(postimport=PostImport.objects.get(pk=job.pk), by=writer, partly=True)
    _work()
    feeds.make(client=project.client, by=manager)


def _line(title: str, text: str, days: int, hour: str, value: str, form: str, *, clock: Clock) -> str:
    day = clock.today + dt.timedelta(days=days)
    return f"{title};{text};{day:%d.%m.%Y};{hour};{value};Мама знає, що обрати;{form}"


def _work() -> None:
    """What a worker does between the two looks of a person."""
    while import_steps.step():
        pass
