"""The supervisor with parts of our own, in a process of its own."""

import os
import signal
import sys
import textwrap

import psutil
import pytest

from tests.processes import running, wait_until

pytestmark = pytest.mark.worker

SUPERVISE = """
import os, sys
from agency import supervisor
supervisor.PARTS = {parts!r}
house = supervisor.House(env=dict(os.environ), welcome=lambda: print("welcome", flush=True))
house.loop()
sys.exit(0 if house.was_told_to_stop else 1)
"""
STAYS = [sys.executable, "-c", "import os, time; print('pid', os.getpid(), flush=True); time.sleep(60)"]
DEAF = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf'); time.sleep(60)",
]


@pytest.fixture
def supervise(tmp_path):
    """Run a supervisor over the named parts; the engines are somebody else's."""
    env = os.environ | {
        "DATABASE_URL": "postgresql://elsewhere/x",
        "REDIS_URL": "redis://elsewhere",
        "PYTHONUNBUFFERED": "1",
    }

    def start(**parts):
        script = textwrap.dedent(SUPERVISE.format(parts=parts))
        return running(["-c", script], env, tmp_path / "log")

    return start


def pids(said):
    return [int(line.rsplit("pid ", 1)[1]) for line in said.splitlines() if "| pid " in line]


def test_supervisor_told_to_stop_stops_every_part(supervise):
    with supervise(web=STAYS, beat=STAYS) as house:
        wait_until(lambda: len(pids(house.said)) == 2)
        house.process.send_signal(signal.SIGTERM)
        assert house.ends() == 0
        assert not [pid for pid in pids(house.said) if psutil.pid_exists(pid)]


def test_part_that_was_killed_is_started_again(supervise):
    with supervise(web=STAYS) as house:
        wait_until(lambda: len(pids(house.said)) == 1)
        os.kill(pids(house.said)[0], signal.SIGKILL)
        wait_until(lambda: len(pids(house.said)) == 2)
        assert "web ended by itself (code -9); it is started again." in house.said


def test_part_that_cannot_start_ends_the_whole_and_is_named(supervise):
    with supervise(web=[sys.executable, "-c", "exit('no such table')"], beat=STAYS) as house:
        assert house.ends() == 1
        assert house.said.count("no such table") == 3
        assert "web ended 3 times right after its start. Everything is stopped." in house.said


def test_part_that_does_not_listen_is_killed_within_ten_seconds(supervise):
    with supervise(web=DEAF, beat=STAYS) as house:
        house.says("deaf")
        house.process.send_signal(signal.SIGTERM)
        assert house.ends(10) == 0


def test_killed_supervisor_takes_its_parts_along(supervise):
    with supervise(web=STAYS) as house:
        wait_until(lambda: len(pids(house.said)) == 1)
        family = house.family()
        house.process.kill()
        house.process.wait()
        _, alive = psutil.wait_procs(family, timeout=10)
        assert alive == []


def test_killed_make_takes_the_house_along(supervise, monkeypatch, tmp_path):
    script = SUPERVISE.format(parts={"web": STAYS})
    make = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {script!r}])"
    env = os.environ | {"MAKELEVEL": "1", "DATABASE_URL": "postgresql://elsewhere/x", "REDIS_URL": "redis://elsewhere"}
    with running(["-u", "-c", make], env, tmp_path / "log") as house:
        wait_until(lambda: len(pids(house.said)) == 1)
        family = house.family()
        house.process.kill()
        house.process.wait()
        _, alive = psutil.wait_procs(family, timeout=10)
        assert alive == []
