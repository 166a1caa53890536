import pytest
from django.db import connection

from playground.models import Post
from playground.models.words import words_of
from playground.search import query_for
from tests.factories.playground import PlaygroundCommentFactory, PlaygroundPostFactory


def statements(captured):
    """What the database was asked, without the savepoint around an INSERT."""
    return [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]


def test_publishing_takes_two_statements(api, django_assert_max_num_queries):
    with django_assert_max_num_queries(10) as captured:
        api.publish("One", key="k")
    assert [sql.split()[0] for sql in statements(captured)] == ["SELECT", "INSERT"]


@pytest.mark.parametrize("address", ["posts", "comments", "search?q=lviv coffee", "me", "metrics"])
def test_reading_takes_as_many_statements_for_three_as_for_one(api, brand, address, django_assert_max_num_queries):
    def asked():
        with django_assert_max_num_queries(5) as captured:
            api.get(address)
        return len(captured)

    PlaygroundCommentFactory(post=PlaygroundPostFactory(page=brand, text="Lviv coffee"), text="Lviv coffee")
    one = asked()
    for _ in range(2):
        PlaygroundCommentFactory(post=PlaygroundPostFactory(page=brand, text="Lviv coffee"), text="Lviv coffee")
    assert asked() == one


def test_search_uses_its_index(brand):

    rows = Post.objects.annotate(words=words_of("text")).filter(words=query_for("coffee"))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "playground_post_words" in rows.explain()
