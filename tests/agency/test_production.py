"""The settings of a server: what is refused, what is on."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

KEY = "k" * 64
ASK = """
import json, django
from django.conf import settings
django.setup()
from django.urls import NoReverseMatch, reverse
try:
    demo = reverse("demo:sign_in", args=["head"])
except NoReverseMatch:
    demo = None
names = "SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SESSION_COOKIE_HTTPONLY SECURE_SSL_REDIRECT DEMO DEBUG"
print(json.dumps({name: getattr(settings, name) for name in names.split()} | {"demo": demo}))
"""


def run(*command, **env):
    """A process of its own: settings are read once."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("RAPPORT_", "SECRET_", "DJANGO_"))
    }
    engines = {"RAPPORT_DATA": str(settings.DATA_DIR), "DJANGO_SETTINGS_MODULE": "agency.settings"}
    return subprocess.run(
        [sys.executable, *command],
        cwd=settings.BASE_DIR,
        env=kept | engines | env,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_server_keeps_its_cookies_to_https_and_has_no_demo():
    answer = run("-c", ASK, RAPPORT_PRODUCTION="1", SECRET_KEY=KEY, ALLOWED_HOSTS="rapport.example")

    assert json.loads(answer.stdout) == {
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SECURE_SSL_REDIRECT": True,
        "DEMO": False,
        "DEBUG": False,
        "demo": None,
    }


@pytest.mark.parametrize(
    ("env", "sentence"),
    [
        ({"SECRET_KEY": KEY, "RAPPORT_DEMO": "1"}, "cannot be on together with RAPPORT_PRODUCTION"),
        ({}, "SECRET_KEY is not set. Make one with"),
    ],
)
def test_a_start_that_would_be_unsafe_is_refused_in_words(env, sentence):
    answer = run("manage.py", "check", RAPPORT_PRODUCTION="1", **env)

    assert answer.returncode != 0
    assert sentence in answer.stderr
    assert "Traceback" not in answer.stderr


def test_the_check_for_servers_is_clean():
    answer = run(
        "manage.py", "check", "--deploy", "--fail-level=WARNING",
        RAPPORT_PRODUCTION="1", SECRET_KEY="".join(map(chr, range(40, 120))), ALLOWED_HOSTS="rapport.example",
    )  # fmt: skip

    assert answer.returncode == 0, answer.stderr
