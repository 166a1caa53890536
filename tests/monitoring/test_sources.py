import pytest

from monitoring.forms import SearchForm
from monitoring.models import Source
from monitoring.services.sources import listen_to_unheard
from projects.models import Channel
from tests.factories.projects import ChannelFactory

pytestmark = pytest.mark.django_db


def test_only_pages_that_can_be_read_get_a_source():
    heard = ChannelFactory()
    ChannelFactory(network="tiktok")
    assert (listen_to_unheard(), listen_to_unheard()) == (1, 0)
    assert [source.channel for source in Source.objects.all()] == [heard]


def test_only_networks_that_can_be_searched_are_offered():
    searched = ChannelFactory()
    ChannelFactory(network="tiktok")
    assert list(SearchForm(channels=Channel.objects.all()).fields["channel"].queryset) == [searched]
