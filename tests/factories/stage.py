"""A page of the real playground that is one of our channels."""

from dataclasses import dataclass

from playground.models import Page
from playground.services.comments import comment
from playground.services.faults import switch_on
from playground.services.pages import account_named, register_page
from projects.models import Channel
from tests.factories.projects import ChannelFactory


@dataclass
class Stage:
    """A channel of ours and the page of the playground behind it."""

    channel: Channel
    page: Page

    def fault(self, kind, **settings):
        return switch_on(page=self.page, kind=kind, **settings)

    def texts(self):
        return list(self.page.posts.standing().order_by("pk").values_list("text", flat=True))

    def ask(self, post_id, text):
        """A visitor's comment under a post of the page."""
        said, _ = comment(post=self.page.posts.get(pk=post_id), text=text, by=account_named("Olena"))
        return said

    @classmethod
    def set_up(cls):
        page, token = register_page(handle="lullaby", name="Lullaby")
        return cls(channel=ChannelFactory(external_id="lullaby", credentials={"token": token}), page=page)
