"""A real worker, killed with SIGKILL in the middle of an import: no row is lost, none is there twice."""

import os
import signal
from collections import Counter

import pytest

from agency.supervisor import WORKER, WORKER_ENV
from content.models import Post, PostImport
from content.services import imports
from content.tasks import import_posts
from tests.factories.exchange import table, work_off
from tests.factories.people import people_around
from tests.processes import running, wait_until

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]
ROWS = 1_500
PATIENCE = 120
WORDS = [*WORKER[1:], "--queues=batch", "--concurrency=1"]


def status():
    return PostImport.objects.values_list("status", flat=True).get()


def until(env, log, reached):
    """A worker at work until the import has come so far; then it is killed, at once and with all its processes."""
    with running(WORDS, env | WORKER_ENV, log) as worker:

        def is_there():
            import_posts.delay()
            return reached()

        wait_until(is_there, PATIENCE, lambda: worker.said)
        os.killpg(worker.process.pid, signal.SIGKILL)
        worker.process.wait()


def test_a_killed_worker_neither_loses_nor_doubles_a_row(process_env, tmp_path):
    people = people_around()
    file = table(*[f"Title {number};x;;;" for number in range(ROWS)])
    job = imports.start(project=people.project, file=file, by=people.copywriter)
    work_off(job)
    imports.confirm(postimport=job, by=people.copywriter)
    until(process_env, tmp_path / "first.log", Post.objects.exists)
    assert status() == "writing"
    until(process_env, tmp_path / "second.log", lambda: status() == "done")
    titles = Counter(Post.objects.values_list("title", flat=True))
    assert titles == Counter(f"Title {number}" for number in range(ROWS))
