"""Fixtures of this floor; a real playground page stands behind the channels."""

import pytest

from playground.services.pages import register_page


@pytest.fixture
def playground(transactional_db, live_server, settings):
    """Registers a page on the playground served here: ``playground("lullaby")`` answers its token."""
    settings.PLAYGROUND_URL = f"{live_server.url}/playground"
    return lambda handle: register_page(handle=handle, name=handle.title())[1]
