"""PyPI's ``mastodon-mock``: the API of Mastodon with statuses, notifications, polls and search in memory.

Every test takes a page of its own, so nothing has to be cleared between them.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from tests.networks.servers.process import free_port, running

PAGES = 120
NEXT = count(1)


@dataclass(frozen=True)
class Mastodon:
    """``url``: where the server is; tokens are ``<name>_token``, the names ``page1`` … and ``olena``."""

    url: str

    def new_page(self) -> str:
        return f"page{next(NEXT)}"


@contextmanager
def serving(folder: Path) -> Iterator[Mastodon]:
    port = free_port()
    host = f"127.0.0.1:{port}"
    config = folder / "mastodon.toml"
    config.write_text("\n".join(_settings()))
    command = [sys.executable, "-m", "mastodon_mock", "serve", "--config", str(config), "--in-memory",
               "--host", "127.0.0.1", "--port", str(port), "--domain", host, "--log-level", "warning"]  # fmt: skip
    url = f"http://{host}"
    with running(command, ready=f"{url}/api/v2/instance", log=folder / "mastodon.log"):
        yield Mastodon(url)


def _settings() -> Iterator[str]:
    for name in ("olena", *(f"page{number}" for number in range(1, PAGES + 1))):
        yield "[[seed.accounts]]"
        yield f'username = "{name}"'
        yield f'display_name = "{name.title()}"'
        yield f'access_token = "{name}_token"'
