import datetime as dt

from django.utils import timezone

from content.selectors.mix import Mix, value_mix
from tests.factories.content import PostFactory, PublicationFactory


def published(project, kind, *, days_ago=1):
    post = PostFactory(project=project, value_kind=kind)
    at = timezone.now() - dt.timedelta(days=days_ago)
    return PublicationFactory(post=post, status="published", remote_id="1", published_at=at)


def test_the_mix_counts_each_post_that_went_out_once(people):
    on_one = published(people.project, "emotional")
    PublicationFactory(post=on_one.post, version=on_one.version, status="published", remote_id="2",
                       published_at=timezone.now())  # fmt: skip
    published(people.project, "informational")
    published(people.project, "informational")
    mix = value_mix([people.project])[people.project.pk]
    assert mix == Mix(emotional=1, informational=2)
    assert (mix.total, mix.share, mix.rest) == (3, 33, 67)


def test_the_mix_looks_back_thirty_days(people):
    published(people.project, "emotional", days_ago=31)
    PostFactory(project=people.project, value_kind="emotional")
    assert value_mix([people.project]) == {}
    assert Mix().share is None
