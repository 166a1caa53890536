import datetime as dt
import hashlib
import io

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from content.models import (
    Answer,
    Campaign,
    Folder,
    HashtagGroup,
    Media,
    Post,
    PostMedia,
    PostTemplate,
    Publication,
    Series,
    Slot,
    Target,
    Version,
)
from content.services import drafts, reviews, submission
from tests.factories.agency import UserFactory
from tests.factories.projects import AgreementFactory, ChannelFactory, ProjectFactory


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


class MediaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Media

    project = factory.SubFactory(ProjectFactory)
    sha256 = factory.Sequence(lambda n: hashlib.sha256(str(n).encode()).hexdigest())
    file = factory.django.ImageField(width=64, height=48)
    small = factory.django.ImageField(width=64, height=48)
    width, height = 64, 48
    alt = "A bowl of green puree with a pink spoon"
    uploaded_by = factory.SubFactory(UserFactory)


class FilmFactory(MediaFactory):
    """A row of a video; its file is no film."""

    kind = Media.Kind.VIDEO
    file = factory.django.FileField(filename="film.mp4", data=b"not a film")
    poster = factory.django.ImageField(width=64, height=48)
    seconds = 12.0


class FolderFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Folder

    project = factory.SubFactory(ProjectFactory)
    name = factory.Sequence(lambda n: f"Folder {n}")


class PictureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PostMedia

    post = factory.SubFactory(PostFactory)
    media = factory.SubFactory(MediaFactory, project=factory.SelfAttribute("..post.project"))
    alt = factory.SelfAttribute("media.alt")


class HashtagGroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HashtagGroup

    project = factory.SubFactory(ProjectFactory)
    name = factory.Sequence(lambda n: f"Group {n}")
    tags = "#прикорм #малюк"


class PostTemplateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PostTemplate

    project = factory.SubFactory(ProjectFactory)
    title = factory.Sequence(lambda n: f"Beginning {n}")
    text = "{brand} answers: {question}"


class SlotFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Slot

    project = factory.SubFactory(ProjectFactory)
    weekday = 2
    time = dt.time(12)


class CampaignFactory(factory.django.DjangoModelFactory):
    """A month, from today on."""

    class Meta:
        model = Campaign

    project = factory.SubFactory(ProjectFactory)
    name = factory.Sequence(lambda n: f"Campaign {n}")
    starts_on = factory.LazyFunction(dt.date.today)
    ends_on = factory.LazyAttribute(lambda o: o.starts_on + dt.timedelta(days=30))


class SeriesFactory(factory.django.DjangoModelFactory):
    """Every Tuesday, four times; without occurrences."""

    class Meta:
        model = Series

    project = factory.SubFactory(ProjectFactory)
    weekdays = (1,)
    starts_on = factory.LazyFunction(dt.date.today)
    time = dt.time(9)
    time_zone = factory.SelfAttribute("project.time_zone")
    count = 4
    created_by = factory.SubFactory(UserFactory)


class AnswerFactory(factory.django.DjangoModelFactory):
    """Somebody's entry that counts."""

    class Meta:
        model = Answer

    post = factory.SubFactory(PostFactory)
    person_key = factory.Sequence(lambda n: f"playground:account-{n}")
    person_name = factory.Sequence(lambda n: f"Oksana Number{n}")
    text = "Kotyk, every evening"
    said_at = factory.LazyFunction(lambda: dt.datetime.now(dt.UTC))


def image_file(name="spoon.jpg", *, size=(64, 48), kind="JPEG", mode="RGB", **save):
    """A small photo as a browser would send it."""
    out = io.BytesIO()
    Image.new(mode, size, "green" if mode != "L" else 90).save(out, kind, **save)
    return SimpleUploadedFile(name, out.getvalue(), content_type=f"image/{kind.lower()}")


def tomorrow(project, days=1):
    """A local day of the project that is still to come."""
    return (dt.datetime.now(project.zone) + dt.timedelta(days=days)).date()


def draft(people, **fields):
    """A draft of the team's copywriter with one channel, ready for review."""
    channel = fields.pop("channel", None) or ChannelFactory(project=people.project)
    fields = {
        "title": "First spoon",
        "text": "Three signs that the baby is ready",
        "value_kind": Post.Value.INFORMATIONAL,
        "value_sentence": "A mother can tell by three signs",
    } | fields
    return drafts.create(project=people.project, by=people.copywriter, channels=[channel], **fields)


def submitted(people, **fields):
    """In review: its version."""
    post = draft(people, **fields)
    return submission.submit(post=post, by=people.copywriter)


def with_client(people, **fields):
    """Passed our review: its version."""
    if not hasattr(people.project.client, "agreement"):
        AgreementFactory(client=people.project.client)
    version = submitted(people, **fields)
    reviews.approve(version=version, value="informational", by=people.manager)
    version.post = Post.objects.get(pk=version.post_id)
    return version
