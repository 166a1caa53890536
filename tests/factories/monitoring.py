import datetime as dt

import factory

from monitoring.models import Alert, Author, Mention, Source
from tests.factories.projects import ChannelFactory


class SourceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Source

    channel = factory.SubFactory(ChannelFactory)
    project = factory.SelfAttribute("channel.project")
    kind = Source.Kind.COMMENTS


class AuthorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Author

    project = factory.SubFactory("tests.factories.projects.ProjectFactory")
    network = "playground"
    external_id = factory.Sequence(lambda n: f"author-{n}")
    name = factory.Sequence(lambda n: f"Kateryna Number{n}")


class MentionFactory(factory.django.DjangoModelFactory):
    """A negative comment under one of our posts."""

    class Meta:
        model = Mention

    source = factory.SubFactory(SourceFactory)
    project = factory.SelfAttribute("source.project")
    author = factory.SubFactory(AuthorFactory, project=factory.SelfAttribute("..project"))
    external_id = factory.Sequence(lambda n: f"comment-{n}")
    text = "Футболка села після першого ж прання. Що тепер робити?"
    network = "playground"
    media_type = "social"
    language = "uk"
    published_at = factory.LazyFunction(lambda: dt.datetime.now(dt.UTC))
    tonality = "negative"
    confidence = 0.9


class AlertFactory(factory.django.DjangoModelFactory):
    """An open alarm of a project."""

    class Meta:
        model = Alert

    project = factory.SubFactory("tests.factories.projects.ProjectFactory")
    kind = Alert.Kind.NEGATIVE_SPIKE
    count = 26
    usual = 3
