import factory

from playground.models import Account, Comment, Page, Post
from playground.services.comments import comment
from playground.tokens import digest


def token_of(page):
    """The token a page of the factory has; a real page's token is known to nobody."""
    return f"token-of-{page.handle}"


class PlaygroundPageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Page

    handle = factory.Sequence(lambda n: f"brand-{n}")
    name = factory.Sequence(lambda n: f"Brand {n}")
    token_digest = factory.LazyAttribute(lambda page: digest(token_of(page)))


class PlaygroundPostFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Post

    page = factory.SubFactory(PlaygroundPageFactory)
    text = factory.Sequence(lambda n: f"Morning coffee, part {n}")


class AccountFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Account

    name = factory.Sequence(lambda n: f"Olena {n}")
    key = factory.LazyAttribute(lambda account: Account.key_of(account.name))


class PlaygroundCommentFactory(factory.django.DjangoModelFactory):
    """Said by a visitor, through the service, so that counters are true."""

    class Meta:
        model = Comment

    post = factory.SubFactory(PlaygroundPostFactory)
    account = factory.SubFactory(AccountFactory)
    text = factory.Sequence(lambda n: f"And in Lviv, number {n}?")
    parent = None

    @classmethod
    def _create(cls, model_class, *args, post, account, text, parent, **kwargs):
        said, _ = comment(post=post, by=account or post.page, text=text, parent=parent)
        for name, value in kwargs.items():
            setattr(said, name, value)
        said.save()
        return said
