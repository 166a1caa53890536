"""Several threads, each with a database connection of its own."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from projects.delivery import liveness


def closing(action):
    """It, in a thread of its own: the thread's connection is closed afterwards."""

    def alone():
        try:
            return action()
        finally:
            connection.close()

    return alone


def at_once(*actions):
    """Run them in threads and hand back what they returned."""
    liveness.key()
    with ThreadPoolExecutor(len(actions)) as threads:
        return [each.result() for each in [threads.submit(closing(action)) for action in actions]]
