"""Publications that are ready to go, and a network that does what a test tells it."""

import datetime as dt
import hashlib
from dataclasses import dataclass, field

from django.utils import timezone

from content.models import Post, Publication
from projects.networks.base import CredentialsRevoked, Renewed, Sent
from projects.networks.limits import limits_for
from tests.factories.content import PostFactory, PublicationFactory, VersionFactory
from tests.factories.projects import ChannelFactory


def ready(*, channel=None, due_in=0.0, text="Three signs that the baby is ready", snapshot=None, **fields):
    """A publication of an approved post, due in so many seconds (negative: due since)."""
    channel = channel or ChannelFactory()
    digest = hashlib.sha256(text.encode()).hexdigest()
    moment = timezone.now() + dt.timedelta(seconds=due_in)
    post = PostFactory(
        project=channel.project, text=text, status=Post.Status.APPROVED, content_hash=digest, approved_hash=digest
    )
    content = {"title": post.title, "text": text, "link": "", "targets": [], "pictures": []} | (snapshot or {})
    version = VersionFactory(post=post, content_hash=digest, snapshot=content)
    return PublicationFactory(
        post=post, channel=channel, version=version, **{"scheduled_for": moment, "due_at": moment} | fields
    )


@dataclass
class ScriptedNetwork:
    """A fake network: ``on_send`` and ``on_find`` are what it does, one after the other; the last one stays.

    Each is an error to raise, a ``Sent``, None (a look that sees nothing) or a function of what was sent.
    """

    on_send: list = field(default_factory=lambda: [posted])
    on_find: list = field(default_factory=lambda: [None])
    repeat_after: dt.timedelta | None = dt.timedelta(0)
    sent: list = field(default_factory=list)
    looked: list = field(default_factory=list)
    budgets: list = field(default_factory=list)
    renewed: Renewed | Exception | None = None
    on_check: Exception | None = None
    renewals: int = 0
    limits = limits_for("playground")

    def __call__(self, channel):
        return self

    def send(self, outgoing):
        self.sent.append(outgoing)
        return _play(self.on_send, outgoing)

    def find(self, outgoing, *, since):
        self.looked.append(since)
        return _play(self.on_find, outgoing)

    def check(self):
        if self.on_check:
            raise self.on_check

    def refresh_credentials(self):
        self.renewals += 1
        if self.renewed is None:
            raise CredentialsRevoked("Somebody has to sign in again.")
        return _play([self.renewed], None)

    def remote_id_of(self, url):
        return url.rpartition("/")[2] if url.startswith("https://network.example/") else ""


def posted(outgoing):
    """The network publishes it."""
    return Sent(remote_id=outgoing.idempotency_key.hex[:8], url="https://network.example/posts/1")


def _play(script, outgoing):
    act = script.pop(0) if len(script) > 1 else script[0]
    if isinstance(act, BaseException):
        raise act
    return act(outgoing) if callable(act) else act


def fresh(publication):
    return Publication.objects.get(pk=publication.pk)


def outcomes(publication):
    return list(publication.attempts.values_list("outcome", flat=True))
