"""How late, and how exactly once, posts go out, if need be while workers are killed and engines start again.

    .venv/bin/python bench/publish.py [--posts 10000] [--seconds 60] [--workers 4] [--channels 200]
                                      [--kill-every 5] [--restart-broker] [--restart-database]

Starts a house of its own in a temporary folder: engines, web server with the playground, beat and workers as
``make run`` starts them; the developer's data is not touched. Every post is due at its own moment, evenly over
``--seconds`` (0: all at one instant). ``--kill-every 5`` kills a worker with SIGKILL every five seconds; the broker is
restarted once after a third of the time, PostgreSQL after two thirds. What is on the playground in the end is counted
there, by its own rows:

  published    confirmed by Rapport          duplicates  posts the playground has more than once
  lost         neither there nor said to be  unconfirmed a person is asked
  late_ms      from the promised moment to the moment the playground stored the post
  out_of_turn  posts stored before an earlier one of their page, among those that went at the first attempt
  load         the machine's load average over the run: neighbours make everything late
"""

import argparse
import contextlib
import datetime as dt
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import httpx
import psutil

ROOT = Path(__file__).resolve().parent.parent
LEAD = 3  # seconds between the last row written and the first post due
START = 240  # seconds for the house to start
PATIENCE = 120  # seconds after the last due moment


def main() -> None:
    asked = arguments()
    folder = Path(tempfile.mkdtemp(prefix="rapport-bench-"))
    try:
        measure(asked, folder)
    finally:
        from agency import embedded

        embedded.leave()
        time.sleep(1)
        shutil.rmtree(folder, ignore_errors=True)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    for name, value in (("posts", 300), ("seconds", 10), ("workers", 4), ("channels", 20)):
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--kill-every", type=float, default=0)
    for engine in ("broker", "database"):
        parser.add_argument(f"--restart-{engine}", action="store_true")
    return parser.parse_args()


def measure(asked: argparse.Namespace, folder: Path) -> None:
    env = environment(folder)
    os.environ.update(env)
    os.environ["DJANGO_SETTINGS_MODULE"] = "agency.settings"
    sys.path.insert(0, str(ROOT))
    manage("migrate", "--verbosity=0", env=env)
    import django

    django.setup()
    house = House(asked, env, folder)
    try:
        house.wait_until_awake()
        killed = run(asked, house, prepare(asked))
    finally:
        house.stop()
    print(
        json.dumps(
            {"bench": "publish", **vars(asked), "killed": killed, **result(), "load": round(os.getloadavg()[1], 1)}
        )
    )
    if unsettled():
        tail = (folder / "parts.log").read_text(errors="replace").splitlines()[-20:]
        sys.exit("\n".join(["Not everything was settled. The parts' last words:", *tail]))


def environment(folder: Path) -> dict[str, str]:
    from socket import socket

    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = {"RAPPORT_DATA": str(folder), "PORT": str(port), "RAPPORT_BASE_URL": f"http://127.0.0.1:{port}"}
    inherited = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    return inherited | own | {"RAPPORT_DEMO": "1", "LOG_LEVEL": "ERROR"}


def manage(*words: str, env: dict[str, str]) -> None:
    subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=env, check=True)


# --- what is to be published ----------------------------------------------------------------------------------------


def prepare(asked: argparse.Namespace) -> float:
    """Pages, channels, approved posts and their publications; the moment the first is due."""
    from agency.models import User
    from projects.models import Client, Project

    writer = User.objects.create(email="writer@example.org", name="Writer", role="staff")
    client = Client.objects.create(name="Bench")
    project = Project.objects.create(client=client, name="Bench", slug="bench", stage=Project.Stage.ACTIVE)
    channels = [channel(project, number) for number in range(asked.channels)]
    return publications(asked, project, channels, writer)


def channel(project: Any, number: int) -> Any:
    from playground.services.pages import register_page
    from projects.models import Channel

    _, token = register_page(handle=f"bench-{number}", name=f"Bench {number}")
    return Channel.objects.create(
        project=project, network="playground", name=f"Bench {number}", external_id=f"bench-{number}",
        credentials={"token": token},
    )  # fmt: skip


def publications(asked: argparse.Namespace, project: Any, channels: list[Any], writer: Any) -> float:
    from content.models import Post, Publication, Version

    posts = [Post(project=project, title=f"Bench post {number}", author=writer) for number in range(asked.posts)]
    for post in posts:
        post.text, post.content_hash = post.title, hashlib.sha256(post.title.encode()).hexdigest()
        post.approved_hash, post.__dict__["status"] = post.content_hash, Post.Status.APPROVED
    posts = Post.objects.bulk_create(posts, batch_size=1000)
    versions = Version.objects.bulk_create([version_of(post, writer) for post in posts], batch_size=1000)
    rows = []
    first = time.time() + LEAD + asked.posts / 1000
    for number, version in enumerate(versions):
        at = dt.datetime.fromtimestamp(first + number * asked.seconds / asked.posts, dt.UTC)
        row = Publication(project=project, post=version.post, channel=channels[number % len(channels)], version=version)
        row.content_hash, row.scheduled_for, row.due_at = version.content_hash, at, at
        rows.append(row)
    Publication.objects.bulk_create(rows, batch_size=1000)
    return first


def version_of(post: Any, writer: Any) -> Any:
    from content.models import Version

    snapshot = {"text": post.text, "link": "", "targets": [], "pictures": []}
    return Version(post=post, number=1, content_hash=post.content_hash, created_by=writer, snapshot=snapshot)


# --- the house ------------------------------------------------------------------------------------------------------


class House:
    """The parts of a running house, some of which are killed again and again."""

    def __init__(self, asked: argparse.Namespace, env: dict[str, str], folder: Path) -> None:
        from agency.supervisor import PARTS, WORKER_ENV

        self.env, self.worker_env, self.worker = env, env | WORKER_ENV, PARTS["urgent"]
        self.log = open(folder / "parts.log", "wb")  # noqa: SIM115 (closed with the house)
        self.always = [self.start(PARTS["web"], env), self.start(PARTS["beat"], self.worker_env)]
        self.serial = 0
        self.workers = [self.start_worker() for _ in range(asked.workers)]

    def start(self, command: list[str], env: dict[str, str]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(command, cwd=ROOT, env=env, start_new_session=True, stdout=self.log, stderr=self.log)

    def start_worker(self) -> subprocess.Popen[bytes]:
        self.serial += 1
        return self.start([*self.worker, f"--hostname=bench{self.serial}@%h"], self.worker_env)

    def wait_until_awake(self) -> None:
        """Until the web server answers and beat and a worker have shown themselves, and a little longer."""
        deadline = time.time() + START
        while time.time() < deadline:
            with contextlib.suppress(httpx.HTTPError, KeyError, ValueError):
                parts = httpx.get(f"{self.env['RAPPORT_BASE_URL']}/healthz", timeout=10, trust_env=False).json()[
                    "parts"
                ]
                if parts["beat"]["ok"] and parts["worker urgent"]["ok"]:
                    break
            time.sleep(0.5)
        time.sleep(5)

    def kill_one(self) -> None:
        """A worker, parent and child at once; another one takes its place as a supervisor would see to it."""
        victim = random.randrange(len(self.workers))
        kill(self.workers[victim])
        self.workers[victim] = self.start_worker()

    def stop(self) -> None:
        for process in [*self.workers, *self.always]:
            kill(process)
        self.log.close()


def kill(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def restart(engine: str) -> None:
    """The engine ends, as when its machine is updated; its keeper starts it again on the same port."""
    keeper = json.loads((Path(os.environ["RAPPORT_DATA"]) / engine / "state.json").read_text())["keeper"]
    for process in psutil.Process(keeper).children():
        process.send_signal(signal.SIGINT)


def run(asked: argparse.Namespace, house: House, first: float) -> int:
    """Kill and restart while there is work, until everything is settled; how many workers were killed."""
    last = first + asked.seconds
    killed, next_kill = 0, first + asked.kill_every
    restarts = [(first + asked.seconds / 3, "valkey")] * asked.restart_broker
    restarts += [(first + asked.seconds * 2 / 3, "postgres")] * asked.restart_database
    while time.time() < first or (unsettled() and time.time() < last + PATIENCE):
        if restarts and restarts[0][0] < time.time():
            restart(restarts.pop(0)[1])
        if asked.kill_every and next_kill < time.time() < last:
            house.kill_one()
            killed, next_kill = killed + 1, next_kill + asked.kill_every
        time.sleep(0.1)
    time.sleep(1)
    return killed


def unsettled() -> bool:
    from django.db import DatabaseError, connection

    from content.models import Publication

    try:
        busy = Publication.objects.filter(status__in=["waiting", "sending"]).exists()
        return busy or Publication.objects.filter(status="unconfirmed", due_at__isnull=False).exists()
    except DatabaseError:  # it is just being restarted
        connection.close()
        return True


# --- what came of it ------------------------------------------------------------------------------------------------


def result() -> dict[str, Any]:
    from content.models import Attempt, Publication
    from playground.models import Post as RemotePost

    promised = dict(Publication.objects.values_list("post__text", "scheduled_for"))
    there = Counter(RemotePost.objects.values_list("text", flat=True))
    late = sorted(
        (at - promised[text]).total_seconds() * 1000
        for text, at in RemotePost.objects.values_list("text", "created_at")
    )
    status = Counter(Publication.objects.values_list("status", flat=True))
    honest = set(Publication.objects.exclude(status="published").values_list("post__text", flat=True))
    false = set(Publication.objects.filter(status="published").values_list("post__text", flat=True)) - set(there)
    return {
        "published": status["published"],
        "duplicates": sum(there.values()) - len(there),
        "lost": len(set(promised) - set(there) - honest) + len(false),
        "unconfirmed": status["unconfirmed"],
        "other": {name: count for name, count in status.items() if name not in ("published", "unconfirmed")},
        "attempts": dict(Counter(Attempt.objects.values_list("outcome", flat=True))),
        "out_of_turn": out_of_turn(),
        "late_ms": {name: round(value) for name, value in percentiles(late).items()},
        "posts_per_s": round(len(late) / spread, 1) if (spread := span()) else None,
    }


def out_of_turn() -> int:
    from django.db.models import Count

    from content.models import Publication

    times = dict(_stored())
    calm = Publication.objects.annotate(tries=Count("attempts")).filter(tries=1).order_by("scheduled_for", "pk")
    newest: dict[int, Any] = {}
    wrong = 0
    for text, channel in calm.values_list("post__text", "channel"):
        if text in times:
            wrong += channel in newest and times[text] < newest[channel]
            newest[channel] = max(newest.get(channel, times[text]), times[text])
    return wrong


def _stored() -> list[tuple[str, dt.datetime]]:
    from playground.models import Post as RemotePost

    return list(RemotePost.objects.values_list("text", "created_at"))


def percentiles(values: list[float]) -> dict[str, float]:
    if not values:
        return {}
    last = len(values) - 1
    return {"p50": values[last // 2], "p99": values[int(last * 0.99)], "max": values[last]}


def span() -> float:
    """Seconds between the first and the last post the playground stored."""
    from django.db.models import Max, Min

    from playground.models import Post as RemotePost

    times = RemotePost.objects.aggregate(first=Min("created_at"), last=Max("created_at"))
    return (times["last"] - times["first"]).total_seconds() if times["first"] else 0.0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
