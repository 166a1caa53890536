from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

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


@pytest.fixture
def at_once():
    """``at_once(*actions)``: what they return, each in a thread with a database connection of its own."""

    def alone(action):
        try:
            return action()
        finally:
            connection.close()

    def run(*actions):
        with ThreadPoolExecutor(len(actions)) as threads:
            return list(threads.map(alone, actions))

    return run
