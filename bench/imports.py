"""What a table of 10,000 posts costs: reading, looking at every row, drafts, undoing them, and both ways out.

    .venv/bin/python bench/imports.py [--rows 10000] [--kind csv xlsx]

Runs in a folder of its own, with its own engines; the developer's data is not touched. Every kind is measured in a
process of its own, which does what a worker does. Prints one JSON line: seconds, and how far the process grew (MB).
"""

import argparse
import datetime as dt
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
HEADERS = ("Title", "Text", "Day", "Time", "Pages", "Added value", "What the reader takes away", "Format", "Language")
MEGA = 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--kind", nargs="+", default=["csv", "xlsx"], choices=["csv", "xlsx"])
    parser.add_argument(
        "--here", action="store_true", help="measure the first kind in the database of this environment"
    )
    asked = parser.parse_args()
    if asked.here:
        print(json.dumps(measure(asked.kind[0], asked.rows)))
    else:
        print(json.dumps({"rows": asked.rows} | in_a_house_of_its_own(asked.kind, asked.rows)))


def in_a_house_of_its_own(kinds: list[str], rows: int) -> dict[str, Any]:
    folder = Path(tempfile.mkdtemp(prefix="rapport-bench-"))
    env = os.environ | {"RAPPORT_DATA": str(folder), "RAPPORT_ENGINES": "fast", "DATABASE_POOL": "0"}
    try:
        migrate = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
        subprocess.run(migrate, cwd=ROOT, env=env, check=True)
        return {kind: in_a_process(kind, rows, env) for kind in kinds}
    finally:
        time.sleep(2)  # the engines stop by themselves when nobody uses them any more
        shutil.rmtree(folder, ignore_errors=True)


def in_a_process(kind: str, rows: int, env: dict[str, str]) -> dict[str, Any]:
    here = [sys.executable, __file__, "--here", "--kind", kind, "--rows", str(rows)]
    said = subprocess.run(here, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(said.stdout.splitlines()[-1])


def measure(kind: str, rows: int) -> dict[str, Any]:
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "agency.settings"
    import django

    django.setup()
    from content.models import Post, PostImport
    from content.services import import_steps, imports

    project, head = stage(kind)
    file = table(kind, rows)
    before = grown()
    found: dict[str, Any] = {"file_kb": file.size // 1000}

    def work() -> None:
        while import_steps.step():
            pass

    job = imports.start(project=project, file=file, by=head)
    found["read_s"] = timed(import_steps.step)
    found["judge_s"] = timed(work)
    imports.confirm(postimport=PostImport.objects.get(pk=job.pk), by=head)
    found["write_s"] = timed(work)
    found["drafts"] = Post.objects.filter(project=project).count()
    found["import_grew_mb"] = grown() - before
    found |= exports(Post.objects.filter(project=project))
    imports.undo(postimport=PostImport.objects.get(pk=job.pk), by=head)
    found["undo_s"] = timed(work)
    found["left"] = Post.objects.filter(project=project).count()
    return found


def exports(posts: Any) -> dict[str, float]:
    from content.exchange import tables

    before = grown()
    found = {"export_csv_s": timed(lambda: sum(len(line) for line in tables.csv_lines(posts)))}
    found["export_csv_grew_mb"] = grown() - before
    found["export_xlsx_s"] = timed(lambda: tables.workbook(posts).close())
    return found


def stage(kind: str) -> tuple[Any, Any]:
    """A project with two pages, and its head."""
    from agency.models import User
    from projects.models import Channel, Client, Project

    head = User.objects.create_user(f"{kind}{time.monotonic_ns()}@example.org", name="Head", role="head")
    client = Client.objects.create(name=head.email)
    project = Project.objects.create(client=client, name=kind, slug=f"{kind}-{head.pk}")
    for network in ("vk", "facebook"):
        Channel.objects.create(project=project, network=network, name=f"Lullaby {network}", external_id=network)
    return project, head


def table(kind: str, rows: int) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    lines = [HEADERS, *(row(number) for number in range(rows))]
    return SimpleUploadedFile(f"plan.{kind}", (as_csv if kind == "csv" else as_xlsx)(lines))


def row(number: int) -> tuple[str, ...]:
    day = dt.date.today() + dt.timedelta(days=1 + number % 300)
    text = f"Три ознаки, що малюк готовий, частина {number}. " * 8
    hour = f"{9 + number % 12:02}:{number % 60:02}"
    return (f"Перша ложка {number}", text, f"{day:%d.%m.%Y}", hour, "vk; facebook", "Informational",
            "A mother can tell by three signs", "Question", "uk")  # fmt: skip


def as_csv(lines: list[tuple[str, ...]]) -> bytes:
    import csv
    import io

    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(lines)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(lines: list[tuple[str, ...]]) -> bytes:
    """Written by another process, so that its memory is not ours."""
    code = (
        "import io,json,sys,openpyxl; b=openpyxl.Workbook(write_only=True); s=b.create_sheet();"
        "[s.append(r) for r in json.load(sys.stdin)]; o=io.BytesIO(); b.save(o); sys.stdout.buffer.write(o.getvalue())"
    )
    said = subprocess.run([sys.executable, "-c", code], input=json.dumps(lines).encode(), stdout=subprocess.PIPE)
    return said.stdout


def timed(call: Callable[[], Any]) -> float:
    start = time.perf_counter()
    call()
    return round(time.perf_counter() - start, 1)


def grown() -> float:
    """The most memory this process ever had, in MB."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGA, 1)


if __name__ == "__main__":
    main()
