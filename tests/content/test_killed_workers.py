"""Real worker processes, killed with SIGKILL while they publish to the real playground.

Whatever is killed, every post is on the page exactly once.
"""

import os
import random
import signal
import subprocess
import time
from collections import Counter
from contextlib import suppress

import psutil
import pytest
from django.conf import settings as django_settings

from agency.supervisor import WORKER, WORKER_ENV
from content.models import Publication
from content.tasks import publish_due
from tests.factories.publishing import fresh, outcomes, ready

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]
Status = Publication.Status
PATIENCE = 240  # seconds; a busy machine starts workers slowly
LAST_KILL = 40  # ticks; where a process takes longer to start than it is let live, nothing would ever go out


class Workers:
    """A worker with two processes, as in a running house; this test is its beat."""

    def __init__(self, env, log):
        self.env, self.log = env, log
        self.start()

    def start(self):
        command = [*WORKER, "--queues=urgent", "--concurrency=2", f"--hostname=kill{time.monotonic_ns()}@%h"]
        self.process = subprocess.Popen(
            command,
            cwd=django_settings.BASE_DIR,
            env=self.env,
            start_new_session=True,
            stdout=self.log,
            stderr=self.log,
        )

    def children(self):
        with suppress(psutil.NoSuchProcess):
            return psutil.Process(self.process.pid).children()
        return []

    def kill_child(self):
        """One of its processes; Celery starts another."""
        children = self.children()
        if children:
            with suppress(psutil.NoSuchProcess):
                random.choice(children).kill()

    def kill_all(self):
        """All at once, as when the machine loses power."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def work_until(self, done, *, meanwhile=lambda: None):
        """Tick four times a second until ``done``; fails when that takes too long."""
        deadline = time.monotonic() + PATIENCE
        while not done():
            assert time.monotonic() < deadline, "the workers did not get done"
            publish_due.delay()
            meanwhile()
            time.sleep(0.25)


@pytest.fixture
def workers(stage, process_env, tmp_path, settings):
    with open(tmp_path / "worker.log", "wb") as log:
        running = Workers(process_env | WORKER_ENV | {"PLAYGROUND_URL": settings.PLAYGROUND_URL}, log)
        yield running
        running.kill_all()


def all_settled():
    return not Publication.objects.filter(status__in=[Status.WAITING, Status.SENDING]).exists()


def test_every_post_is_there_once_however_often_workers_are_killed(stage, workers):
    texts = [f"Sign number {number}" for number in range(40)]
    for number, text in enumerate(texts):
        ready(channel=stage.channel, text=text, due_in=2 + number / 10)
    stage.fault("latency", operations=["publish"], latency_ms=100)
    ticks = Counter()

    def kill_now_and_then():
        ticks["all"] += 1
        if ticks["all"] % 4 == 0 and ticks["all"] <= LAST_KILL:
            workers.kill_child()
        if ticks["all"] == 20:
            workers.kill_all()
            workers.start()

    workers.work_until(all_settled, meanwhile=kill_now_and_then)
    there = Counter(stage.texts())
    published = Publication.objects.filter(status=Status.PUBLISHED)
    assert set(there.values()) == {1}
    assert {publication.post.text for publication in published.select_related("post")} <= set(there)
    assert published.count() + Publication.objects.filter(status=Status.UNCONFIRMED).count() == len(texts)
    assert len(there) >= published.count()


def test_worker_killed_while_the_network_still_thinks_publishes_once(stage, workers):
    publication = ready(channel=stage.channel)
    stage.fault("latency", operations=["publish"], latency_ms=2000, remaining=1)
    workers.work_until(lambda: fresh(publication).status == Status.SENDING)
    workers.kill_all()
    workers.start()
    workers.work_until(lambda: fresh(publication).status == Status.PUBLISHED)
    time.sleep(2)  # the first request, whose caller is dead, is carried out as well
    assert stage.texts() == [publication.post.text]
    assert outcomes(publication)[0] == "unconfirmed"


def test_answer_lost_on_the_way_is_found_and_not_repeated(stage, workers):
    publication = ready(channel=stage.channel)
    stage.fault("lost_line", operations=["publish"], remaining=1)
    workers.work_until(lambda: fresh(publication).status == Status.PUBLISHED)
    assert stage.texts() == [publication.post.text]
    assert outcomes(publication) == ["unconfirmed", "found"]
