"""What the calendar costs when a month is full: SQL queries, bytes and server time, by how many posts there are.

    .venv/bin/python bench/full_calendar.py [--posts 100 1000 10000] [--requests 11]

Makes a folder of its own with its own engines; the developer's data is not touched. Prints a JSON line for each number
of posts and each view. Goals: at most 12 queries and 150 ms (median) for 1,000 posts, and bytes that stop growing.
"""

import argparse
import datetime as dt
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
VIEWS = ("month", "week", "list")
DAY = dt.date(2030, 3, 13)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--posts", type=int, nargs="+", default=[100, 1_000, 10_000])
    parser.add_argument("--requests", type=int, default=11)
    parser.add_argument("--here", action="store_true", help="fill and measure the installation of this environment")
    asked = parser.parse_args()
    if asked.here:
        measure(asked.posts, asked.requests)
        return
    in_a_house_of_its_own(sys.argv[1:])


def in_a_house_of_its_own(asked: list[str]) -> None:
    folder = Path(tempfile.mkdtemp(prefix="rapport-bench-"))
    env = os.environ | {"RAPPORT_DATA": str(folder), "RAPPORT_ENGINES": "fast", "DATABASE_POOL": "0"}
    try:
        for command in (["migrate", "--verbosity=0"], ["collectstatic", "--noinput", "--verbosity=0"]):
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=env, check=True)
        subprocess.run([sys.executable, __file__, "--here", *asked], cwd=ROOT, env=env, check=True)
    finally:
        time.sleep(2)  # the engines stop by themselves when nobody uses them any more
        shutil.rmtree(folder, ignore_errors=True)


def measure(sizes: list[int], requests: int) -> None:
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "agency.settings"
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    browser = Client(HTTP_HOST="127.0.0.1")
    browser.force_login(head())
    made = 0
    for posts in sizes:
        fill(made, posts)
        made = posts
        for view in VIEWS:
            url = f"/calendar/?day={DAY}&view={view}"
            browser.get(url)
            with CaptureQueriesContext(connection) as queries:
                response = browser.get(url)
            asked = len(queries)  # the next request forgets them
            median = statistics.median(timed(browser, url) for _ in range(requests))
            figures = {"queries": asked, "bytes": len(response.content), "ms": round(median, 1)}
            print(json.dumps({"posts": posts, "view": view, "status": response.status_code} | figures), flush=True)


def head() -> Any:
    from agency.models import User
    from agency.permissions import Role

    return User.objects.create_user("bench@example.org", None, name="Bench Head", role=Role.HEAD)


def fill(already: int, posts: int) -> None:
    """So many posts in the month around :data:`DAY`, over four projects with a page, a slot and a campaign each."""
    from content.models import Post, Target

    rows = [_post(number) for number in range(already, posts)]
    Post.objects.bulk_create(rows, batch_size=1_000)
    targets = (Target(post=row, channel=row.project.channels_known[0]) for row in rows)
    Target.objects.bulk_create(targets, batch_size=1_000)
    with _analyzing() as cursor:
        cursor.execute("ANALYZE")


def _analyzing() -> Any:
    from django.db import connection

    return connection.cursor()


def _post(number: int) -> Any:
    from content import clock
    from content.models import Post

    project, author = projects()[number % 4]
    day = dt.date(2030, 3, 1) + dt.timedelta(days=number % 31)
    at = dt.time(6 + number // 31 % 17, number // 527 % 60)
    return Post(
        project=project, author=author, title=f"Post number {number} with a title of a usual length", day=day, time=at,
        text="Three signs that the baby is ready. " * 12, language="en", time_zone=project.time_zone,
        value_kind="emotional" if number % 2 else "informational",
        scheduled_at=clock.instant(day, at, project.time_zone),
    )  # fmt: skip


KNOWN: list[tuple[Any, Any]] = []


def projects() -> list[tuple[Any, Any]]:
    if not KNOWN:
        from agency.models import User
        from content.models import Campaign, Slot
        from projects.models import Channel, Client, Project

        author = User.objects.get()
        for number in range(4):
            client = Client.objects.create(name=f"Client {number}")
            project = Project.objects.create(client=client, name=f"Project {number}", slug=f"project-{number}")
            project.channels_known = [
                Channel.objects.create(project=project, network="playground", name="Club", external_id=str(number))
            ]
            Slot.objects.create(project=project, weekday=number, time=dt.time(23))
            Campaign.objects.create(
                project=project, name="Spring", starts_on=dt.date(2030, 3, 4), ends_on=dt.date(2030, 3, 24)
            )
            KNOWN.append((project, author))
    return KNOWN


def timed(browser: Any, url: str) -> float:
    started = time.perf_counter()
    browser.get(url)
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
