import pytest

from tests.networks.servers import mastodon, pds


@pytest.fixture(scope="session")
def mastodon_server(tmp_path_factory):
    with mastodon.serving(tmp_path_factory.mktemp("mastodon")) as server:
        yield server


@pytest.fixture(scope="session")
def pds_server(tmp_path_factory):
    if not pds.is_installed():
        pytest.skip("Bluesky's own server is not installed: run bin/real-networks, it needs Node.js and a compiler.")
    with pds.serving(tmp_path_factory.mktemp("pds")) as server:
        yield server
