import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from monitoring.ingest import ingest
from monitoring.models import Author, Mention, MentionDay, MentionHour
from projects.networks.base import RemoteComment
from tests.factories.content import PublicationFactory
from tests.factories.monitoring import SourceFactory

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 10, 14, 22, 30, tzinfo=dt.UTC)


def comment(number=1, text="Жахливе обслуговування, ніколи більше не куплю", **fields):
    facts = {
        "external_id": f"c{number}",
        "text": text,
        "published_at": AT,
        "author_id": f"a{number}",
        "author_name": f"Оксана {number}",
    }
    return RemoteComment(**facts | fields)


def test_a_comment_becomes_a_labelled_mention():
    source = SourceFactory()

    assert ingest(source, [comment()]) == 1

    mention = source.mentions.get()
    assert (mention.tonality, mention.language, mention.published_at) == ("negative", "uk", AT)
    assert mention.author.name == "Оксана 1"


def test_the_same_batch_again_adds_nothing_anywhere():
    source = SourceFactory()
    batch = [comment(1), comment(2)]
    ingest(source, batch)

    assert ingest(source, batch) == 0
    assert Mention.objects.count() == 2
    assert sum(MentionDay.objects.values_list("count", flat=True)) == 2
    assert sum(MentionHour.objects.values_list("count", flat=True)) == 2


def test_a_comment_twice_in_one_batch_is_one_mention():
    source = SourceFactory()

    assert ingest(source, [comment(1), comment(1)]) == 1


def test_our_own_replies_are_not_mentions():
    assert ingest(SourceFactory(), [comment(is_own=True)]) == 0


def test_a_comment_finds_the_publication_it_stands_under():
    source = SourceFactory()
    publication = PublicationFactory(
        channel=source.channel, post__project=source.project, remote_id="p7", status="published"
    )

    ingest(source, [comment(post_id="p7")])

    assert source.mentions.get().publication == publication


def test_a_comment_never_finds_another_projects_publication():
    source = SourceFactory()
    PublicationFactory(remote_id="p7", status="published")

    ingest(source, [comment(post_id="p7")])

    assert source.mentions.get().publication is None


def test_days_are_counted_in_the_projects_own_zone():
    source = SourceFactory()
    ingest(source, [comment()])

    assert MentionDay.objects.get().day == AT.astimezone(ZoneInfo("Europe/Kyiv")).date() == dt.date(2026, 10, 15)


def test_promo_is_stored_but_not_counted():
    source = SourceFactory()

    ingest(source, [comment(text="Реклама! Промокод SALE20 на все: https://a.example https://b.example #ad")])

    assert source.mentions.get().is_promo
    assert not MentionDay.objects.exists()


def test_text_that_postgresql_cannot_hold_is_stored_without_the_impossible():
    source = SourceFactory()

    ingest(source, [comment(text="a\x00b \ud800 c", author_name="\x00\udfff")])

    mention = source.mentions.get()
    assert mention.text == "ab  c"
    assert mention.author.name == "a1"


def test_one_author_of_two_comments_is_stored_once_with_the_latest_name():
    source = SourceFactory()
    later = AT + dt.timedelta(hours=1)

    ingest(source, [comment(2, author_id="a", author_name="New", published_at=later)])
    ingest(source, [comment(1, author_id="a", author_name="Newer")])

    assert Author.objects.get().name == "Newer"


def test_thirty_comments_cost_as_many_queries_as_three(django_assert_num_queries):
    source = SourceFactory()
    with CaptureQueriesContext(
        connection,
    ) as three:
        ingest(source, [comment(number) for number in range(3)])

    with django_assert_num_queries(len(three)):
        ingest(source, [comment(number) for number in range(100, 130)])


def did(letters):
    return f"did:web:{'a' * 60}.{letters * 60}.example"


@pytest.mark.parametrize(
    "strange",
    [
        {"author_id": did("b")},
        {"author_id": "a\x001"},
        {"external_id": f"at://{did('b')}/app.bsky.feed.post/{'k' * 100}"},
        {"external_id": ""},
    ],
)
def test_comment_whose_ids_cannot_be_kept_is_left_out_alone(strange):
    source = SourceFactory()

    assert ingest(source, [comment(**strange), comment(2)]) == 1
    assert source.mentions.get().external_id == "c2"


@pytest.mark.parametrize(
    "strange",
    [
        {"author_followers": 3_000_000_000},
        {"author_followers": -1},
        {"author_url": "https://m.example/\x00" + "x" * 400},
        {"url": "https://m.example/\x00"},
        {"parent_id": "p" * 300},
        {"post_id": "p\x00"},
        {"published_at": dt.datetime(1, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=14)))},
    ],
)
def test_strange_facts_about_a_comment_keep_nobody_from_hearing_it(strange):
    source = SourceFactory()

    assert ingest(source, [comment(**strange), comment(2)]) == 2
    assert len([mention.published_at for mention in source.mentions.all()]) == 2


def test_impossible_number_of_followers_is_not_believed():
    ingest(SourceFactory(), [comment(author_followers=3_000_000_000)])

    assert Author.objects.get().followers is None


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,<p>", "//evil.example/", "/channels/back/"])
def test_address_that_is_none_of_the_web_is_not_kept(address):
    source = SourceFactory()

    ingest(source, [comment(url=address, author_url=address)])

    mention = source.mentions.select_related("author").get()
    assert (mention.url, mention.author.url) == ("", "")
