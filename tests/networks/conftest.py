import pytest

from tests.networks.servers import bluesky, mastodon


@pytest.fixture(scope="session")
def mastodon_server(tmp_path_factory):
    with mastodon.serving(tmp_path_factory.mktemp("mastodon")) as server:
        yield server


@pytest.fixture(scope="session")
def bluesky_server(tmp_path_factory):
    if not bluesky.is_installed():
        pytest.skip("Bluesky's own servers are not installed: run bin/real-networks, it needs Node.js and a compiler.")
    with bluesky.serving(tmp_path_factory.mktemp("bluesky")) as server:
        yield server
