import pytest

from tests.networks.servers import mastodon


@pytest.fixture(scope="session")
def mastodon_server(tmp_path_factory):
    with mastodon.serving(tmp_path_factory.mktemp("mastodon")) as server:
        yield server
