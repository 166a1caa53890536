import logging

from agency import links
from agency.celery import app
from agency.redaction import Discreet


def line(message, *args, **more):
    return Discreet().format(logging.makeLogRecord({"msg": message, "args": args} | more))


def test_a_token_is_not_written_and_the_rest_is():
    token = links.make().token
    assert line("Gone: %s", f"/a/{token}/answer/") == "Gone: /a/(token)/answer/"
    assert line("Not Found: /feeds/%s.ics", token) == "Not Found: /feeds/(token).ics"


def test_neither_is_one_in_a_traceback():
    token = links.make().token
    try:
        raise ValueError(f"/a/{token}/")
    except ValueError as error:
        said = line("failed", exc_info=(ValueError, error, error.__traceback__))
    assert token not in said
    assert "ValueError: /a/(token)/" in said


def test_other_paths_stay_readable():
    assert line("Not Found: /projects/topotun/who-says-yes/") == "Not Found: /projects/topotun/who-says-yes/"


def test_workers_keep_the_log_that_leaves_out_secrets():
    before = list(logging.getLogger().handlers)
    app.log.setup_logging_subsystem(loglevel="INFO")
    assert logging.getLogger().handlers == before
