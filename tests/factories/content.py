import hashlib

import factory

from content.models import Post, Publication, Target, Version
from tests.factories.agency import UserFactory
from tests.factories.projects import ChannelFactory, ProjectFactory


class PostFactory(factory.django.DjangoModelFactory):
    """A draft with added value, no time, no channel."""

    class Meta:
        model = Post

    project = factory.SubFactory(ProjectFactory)
    author = factory.SubFactory(UserFactory)
    title = factory.Sequence(lambda n: f"Post {n}")
    text = factory.Sequence(lambda n: f"Three signs that the baby is ready, part {n}")
    value_kind = Post.Value.INFORMATIONAL
    value_sentence = "A mother can tell by three signs"
    language = "uk"


class TargetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Target

    post = factory.SubFactory(PostFactory)
    channel = factory.SubFactory(ChannelFactory, project=factory.SelfAttribute("..post.project"))


class VersionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Version

    post = factory.SubFactory(PostFactory)
    number = 1
    snapshot = factory.LazyAttribute(lambda o: {"title": o.post.title, "text": o.post.text})
    content_hash = factory.LazyAttribute(lambda o: hashlib.sha256(o.post.text.encode()).hexdigest())
    created_by = factory.SelfAttribute("post.author")


class PublicationFactory(factory.django.DjangoModelFactory):
    """Waiting, of a version of its post; whether it may go depends on the post's approval."""

    class Meta:
        model = Publication

    post = factory.SubFactory(PostFactory)
    project = factory.SelfAttribute("post.project")
    channel = factory.SubFactory(ChannelFactory, project=factory.SelfAttribute("..project"))
    version = factory.SubFactory(VersionFactory, post=factory.SelfAttribute("..post"))
    content_hash = factory.SelfAttribute("version.content_hash")
