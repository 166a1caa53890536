import pytest

from moderation.models import Relationship
from tests.factories.moderation import CaseFactory
from tests.factories.monitoring import MentionFactory, SourceFactory
from tests.factories.people import people_around
from tests.factories.projects import ChannelFactory


@pytest.fixture
def people(db):
    return people_around()


@pytest.fixture
def make_case(people):
    """Another waiting case of the same project."""

    def make(**fields):
        channel = people.project.channels.first() or ChannelFactory(project=people.project)
        source = channel.sources.first() or SourceFactory(channel=channel)
        mention = MentionFactory(source=source, **fields.pop("mention", {}))
        Relationship.objects.get_or_create(author=mention.author)
        return CaseFactory(mention=mention, **fields)

    return make


@pytest.fixture
def case(make_case):
    return make_case()
