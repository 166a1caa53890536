"""A running house for journeys: real workers and a real beat beside the test's own web server."""

import subprocess
from contextlib import contextmanager, suppress

import psutil
from django.conf import settings

from agency.supervisor import PARTS, WORKER, WORKER_ENV


@contextmanager
def running_house(env, url, log):
    """Workers and beat on the test's database and broker, ended with their children when the journey is over."""
    env = env | WORKER_ENV | {"RAPPORT_BASE_URL": url, "PLAYGROUND_URL": f"{url}/playground"}
    worker = [*WORKER, "--queues=urgent,batch,reports", "--concurrency=2"]
    start = {"cwd": settings.BASE_DIR, "env": env, "stdout": log, "stderr": log, "start_new_session": True}
    parts = [subprocess.Popen(command, **start) for command in (worker, PARTS["beat"])]
    try:
        yield
    finally:
        for part in parts:
            _end(part)


def _end(part):
    """With everything it started."""
    with suppress(psutil.NoSuchProcess):
        family = [*psutil.Process(part.pid).children(recursive=True), psutil.Process(part.pid)]
        for process in family:
            with suppress(psutil.NoSuchProcess):
                process.kill()
    part.wait()
