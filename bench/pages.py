"""What the main pages cost: SQL queries, bytes, nodes and server time, on the demo and on ten times its comments.

    .venv/bin/python bench/pages.py [--times 1 10] [--requests 15]

Each size has a folder of its own, with its own engines; the developer's data is not touched. Prints a table and one
JSON line. Goals: at most 12 queries, 60 KB and 60 ms (median), and no growth of queries and bytes with the data.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
GOALS = {"queries": 12, "kb": 60, "ms": 60}
GROWTH = 1.1
# page, who of the demo opens it, name of the address, whose object it shows
PAGES = (
    ("picture", "head", "reports:picture", ""),
    ("teams", "head", "projects:teams", ""),
    ("intake", "head", "projects:leads", ""),
    ("projects", "head", "projects:projects", ""),
    ("before sleep", "manager", "reports:evening", ""),
    ("review queue", "manager", "content:review-queue", ""),
    ("project", "manager", "projects:project", "project"),
    ("report", "manager", "reports:project-report", "project"),
    ("calendar", "copywriter", "content:calendar", ""),
    ("composer", "copywriter", "content:post", "draft"),
    ("inbox", "moderator", "moderation:inbox", ""),
    ("case", "moderator", "moderation:case", "case"),
    ("monitoring", "moderator", "monitoring:mentions", ""),
    ("notifications", "moderator", "agency:notifications", ""),
    ("approvals", "approver", "content:approvals", ""),
)


class Nodes(HTMLParser):
    """Counts elements."""

    count = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.count += 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--times", type=int, nargs="+", default=[1, 10])
    parser.add_argument("--requests", type=int, default=15)
    parser.add_argument("--here", action="store_true", help="measure the installation of this environment")
    asked = parser.parse_args()
    if asked.here:
        print(json.dumps(list(measure(asked.requests))))
        return
    report({times: in_a_house_of_its_own(times, asked.requests) for times in asked.times})


def in_a_house_of_its_own(times: int, requests: int) -> list[dict[str, Any]]:
    folder = Path(tempfile.mkdtemp(prefix="rapport-bench-"))
    env = os.environ | {"RAPPORT_DATA": str(folder), "RAPPORT_ENGINES": "fast", "DATABASE_POOL": "0"}
    try:
        for command in (["migrate", "--verbosity=0"], ["collectstatic", "--noinput", "--verbosity=0"]):
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=env, check=True)
        demo = ["manage.py", "demo", "--times", str(times)]
        subprocess.run([sys.executable, *demo], cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
        here = [sys.executable, __file__, "--here", "--requests", str(requests)]
        said = subprocess.run(here, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True)
        return json.loads(said.stdout.splitlines()[-1])
    finally:
        time.sleep(2)  # the engines stop by themselves when nobody uses them any more
        shutil.rmtree(folder, ignore_errors=True)


def measure(requests: int) -> Iterator[dict[str, Any]]:
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "agency.settings"
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from agency.demo_people import BY_WHO
    from agency.models import User

    for page, who, name, thing in PAGES:
        user = User.objects.get(email=BY_WHO[who].email)
        browser = Client(HTTP_HOST="127.0.0.1")
        browser.force_login(user)
        url = address(name, thing, user)
        browser.get(url)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = browser.get(url)
        nodes = Nodes()
        nodes.feed(response.content.decode())
        yield {
            "page": page,
            "who": who,
            "status": response.status_code,
            "queries": len(queries),
            "kb": round(len(response.content) / 1000, 1),
            "nodes": nodes.count,
            "ms": round(statistics.median(timed(browser, url) for _ in range(requests)), 1),
        }


def address(name: str, thing: str, user: Any) -> str:
    """Of the page, with the first of the things it shows that this person has."""
    from django.urls import reverse

    from content.models import Post
    from moderation.models import Case
    from projects.models import Project

    match thing:
        case "project":
            first = Project.objects.visible_to(user).active().order_by("pk").first()
            return reverse(name, args=[first.slug])
        case "draft":
            first = Post.objects.visible_to(user).filter(author=user, status=Post.Status.DRAFT).order_by("pk").first()
        case "case":
            first = Case.objects.visible_to(user).order_by("answer_due_at", "pk").first()
        case _:
            return reverse(name)
    return reverse(name, args=[first.pk])


def timed(browser: Any, url: str) -> float:
    started = time.perf_counter()
    browser.get(url)
    return (time.perf_counter() - started) * 1000


def report(sizes: dict[int, list[dict[str, Any]]]) -> None:
    """The table, what misses its goal, and everything as JSON."""
    first, *others = sizes.values()
    heads = "  ".join(f"{'SQL':>4} {'KB':>6} {'nodes':>6} {'ms':>7}" for _ in sizes)
    print(f"{'':32}" + "  ".join(f"{'demo x ' + str(times):>26}" for times in sizes))
    print(f"{'page':16}{'who':16}{heads}")
    for rows in zip(first, *others, strict=True):
        figures = "  ".join(f"{row['queries']:>4} {row['kb']:>6} {row['nodes']:>6} {row['ms']:>7}" for row in rows)
        print(f"{rows[0]['page']:16}{rows[0]['who']:16}{figures}  {', '.join(missed(rows))}")
    print(json.dumps({str(times): rows for times, rows in sizes.items()}))


def missed(rows: tuple[dict[str, Any], ...]) -> list[str]:
    """The goals a page misses."""
    over = [f"{name} > {most}" for name, most in GOALS.items() if any(row[name] > most for row in rows)]
    grown = [name for name in ("queries", "kb") if rows[-1][name] > max(rows[0][name] * GROWTH, rows[0][name] + 1)]
    return [
        *over,
        *(f"{name} grow" for name in grown),
        *({"not 200"} if any(row["status"] != 200 for row in rows) else ()),
    ]


if __name__ == "__main__":
    main()
