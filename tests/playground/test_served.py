import importlib

import pytest

from agency import urls


@pytest.fixture
def _urls_as_they_were(settings):
    yield
    settings.PLAYGROUND = True
    importlib.reload(urls)


@pytest.mark.usefixtures("_urls_as_they_were")
@pytest.mark.parametrize("served", [True, False])
def test_playground_is_served_only_where_it_is_asked_for(settings, served):
    settings.PLAYGROUND = served
    importlib.reload(urls)
    assert ("playground/" in [str(pattern.pattern) for pattern in urls.urlpatterns]) is served
