from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from playground.models import Account, Comment, Follow, Page, Post
from tests.factories.playground import (
    AccountFactory,
    PlaygroundCommentFactory,
    PlaygroundPageFactory,
    PlaygroundPostFactory,
)

EVIL = "<script>alert(1)</script>"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def post(brand):
    return PlaygroundPostFactory(page=brand, text="Нова обсмажка")


def address(post, what=""):
    return f"/playground/posts/{post.pk}/{what}"


def text_of(response):
    return response.content.decode()


def test_home_lists_pages_in_keyset_pages(client, db):
    pages = PlaygroundPageFactory.create_batch(61)
    first = client.get("/playground/")
    assert f"@{pages[59].handle}," in text_of(first)
    assert f"@{pages[60].handle}," not in text_of(first)
    assert f"@{pages[60].handle}," in text_of(client.get("/playground/", {"cursor": first.context["more"]}))


def test_page_shows_its_public_posts_newest_first(client, brand):
    now = timezone.now()
    PlaygroundPostFactory(page=brand, text="Old news", created_at=now - timedelta(days=1))
    PlaygroundPostFactory(page=brand, text="Fresh news", created_at=now)
    PlaygroundPostFactory(page=brand, text="Secret news", hidden=True)
    PlaygroundPostFactory(page=brand, text="Gone news", deleted_at=now)
    shown = text_of(client.get(brand.get_absolute_url()))
    assert shown.index("Fresh news") < shown.index("Old news")
    assert "Secret news" not in shown
    assert "Gone news" not in shown


def test_older_posts_are_a_page_further(client, brand):
    at = timezone.now()
    for number in range(11):
        PlaygroundPostFactory(page=brand, text=f"News {number}.", created_at=at - timedelta(hours=number))
    first = client.get(brand.get_absolute_url())
    second = client.get(brand.get_absolute_url(), {"cursor": first.context["more"]})
    assert [post.text for post in second.context["posts"]] == ["News 10."]


def test_reading_counts_as_views(client, brand, post):
    client.get(brand.get_absolute_url())
    client.get(post.get_absolute_url())
    post.refresh_from_db()
    assert post.views == 2


@pytest.mark.parametrize("state", [{"hidden": True}, {"deleted_at": timezone.now()}])
def test_post_that_is_not_public_is_not_found(client, brand, state):
    post = PlaygroundPostFactory(page=brand, **state)
    assert client.get(post.get_absolute_url()).status_code == 404
    assert client.post(address(post, "comments/"), {"text": "a", "name": "b"}).status_code == 404


def test_post_shows_conversations_newest_first_with_their_answers(client, post):
    first = PlaygroundCommentFactory(post=post, text="First word")
    PlaygroundCommentFactory(post=post, text="Second word")
    PlaygroundCommentFactory(post=post, account=None, text="Our answer", parent=first)
    PlaygroundCommentFactory(post=post, text="Rude word", hidden=True)
    shown = text_of(client.get(post.get_absolute_url()))
    assert shown.index("Second word") < shown.index("First word") < shown.index("Our answer")
    assert "Rude word" not in shown


def test_visitors_words_are_shown_as_words(client, post):
    person = AccountFactory(name=f"{EVIL}-1")
    PlaygroundCommentFactory(post=post, account=person, text=EVIL)
    Post.objects.filter(pk=post.pk).update(text=EVIL, link=f"https://example.org/?{EVIL}")
    Page.objects.update(name=EVIL, about=EVIL)
    pages = [post.get_absolute_url(), person.get_absolute_url(), post.page.get_absolute_url(), "/playground/"]
    for url in [*pages, f"{post.page.get_absolute_url()}panel/", "/playground/search/?q=script"]:
        shown = text_of(client.get(url))
        assert "<script>alert" not in shown
        assert "&lt;script&gt;alert" in shown


# A visitor


def test_first_comment_brings_the_name_along(client, post):
    response = client.post(address(post, "comments/"), {"text": "А у Львові є?", "name": "Олена  Ткачук"})
    comment = Comment.objects.get()
    assert (response.status_code, response["Location"]) == (302, comment.get_absolute_url())
    assert (comment.text, comment.account.name, comment.post) == ("А у Львові є?", "Олена Ткачук", post)
    assert ">Олена Ткачук</a>" in text_of(client.get("/playground/"))


def test_same_name_is_the_same_person(client, post, visitor):
    client.post(address(post, "comments/"), {"text": "Hi", "name": " olena TKACHUK "})
    assert Comment.objects.get().account == visitor


def test_visitor_answers_a_comment(browser_of, post, visitor):
    asked = PlaygroundCommentFactory(post=post)
    browser_of(visitor).post(address(post, "comments/"), {"text": "Так, є", "parent": asked.pk})
    assert Comment.objects.get(parent=asked).account == visitor


@pytest.mark.parametrize("parent", ["x", "-1", "²", str(10**30), "999999"])
def test_answer_to_nothing_is_not_found(browser_of, post, visitor, parent):
    response = browser_of(visitor).post(address(post, "comments/"), {"text": "Так", "parent": parent})
    assert response.status_code == 404
    assert not Comment.objects.exists()


def test_answer_to_a_comment_elsewhere_is_not_found(browser_of, post, visitor):
    elsewhere = PlaygroundCommentFactory()
    response = browser_of(visitor).post(address(post, "comments/"), {"text": "Так", "parent": elsewhere.pk})
    assert response.status_code == 404


def test_htmx_comment_answers_the_thread_and_the_new_name(client, post):
    response = client.post(address(post, "comments/"), {"text": "Hello", "name": "Jack"}, headers=HTMX)
    shown = text_of(response)
    assert shown.strip().startswith('<section class="pg-sheet pg-thread"')
    assert "Hello" in shown
    assert 'hx-swap-oob="true"' in shown


@pytest.mark.parametrize("text", ["", "   ", "nul\x00", "a" * 1001])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_refused_comment_keeps_what_was_typed(browser_of, post, visitor, text, headers):
    response = browser_of(visitor).post(address(post, "comments/"), {"text": text}, headers=headers)
    assert response.status_code == 422
    assert 'class="error"' in text_of(response)
    assert text.strip("\x00 ") in text_of(response)
    assert not Comment.objects.exists()


def test_comment_may_be_a_thousand_family_pictures_long(browser_of, post, visitor):
    browser_of(visitor).post(address(post, "comments/"), {"text": "👨‍👩‍👧" * 1000})
    assert Comment.objects.count() == 1


@pytest.mark.parametrize(("what", "counter"), [("like/", "likes"), ("share/", "shares")])
def test_second_press_takes_the_reaction_back(browser_of, post, visitor, what, counter):
    browser = browser_of(visitor)
    browser.post(address(post, what))
    post.refresh_from_db()
    assert getattr(post, counter) == 1
    browser.post(address(post, what))
    post.refresh_from_db()
    assert getattr(post, counter) == 0


def test_htmx_like_answers_the_reactions(browser_of, post, visitor):
    shown = text_of(browser_of(visitor).post(address(post, "like/"), headers=HTMX))
    assert shown.strip().startswith(f'<div class="pg-reactions" id="reactions-{post.pk}"')
    assert 'aria-pressed="true">Like <span>1</span>' in shown


def test_like_without_a_name_asks_for_one_first(client, post):
    response = client.post(address(post, "like/"))
    assert response["Location"] == f"/playground/name/?next=%2Fplayground%2Fposts%2F{post.pk}%2F"


def test_follower_is_counted_and_listed(browser_of, brand, visitor):
    browser = browser_of(visitor)
    browser.post(f"{brand.get_absolute_url()}follow/")
    brand.refresh_from_db()
    assert (brand.followers, Follow.objects.get().account) == (1, visitor)
    assert visitor.name in text_of(browser.get(f"{brand.get_absolute_url()}followers/"))


def test_name_leads_back_where_the_visitor_came_from(client, post):
    response = client.post("/playground/name/", {"name": "Emma", "next": post.get_absolute_url()})
    assert response["Location"] == post.get_absolute_url()
    assert Account.objects.get().name == "Emma"


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_name_leads_nowhere_else(client, db, back):
    assert client.post("/playground/name/", {"name": "Emma", "next": back})["Location"] == "/playground/"


@pytest.mark.parametrize("name", ["", " ", "nul\x00", "a" * 61])
def test_name_that_is_none_is_refused(client, db, name):
    assert client.post("/playground/name/", {"name": name}).status_code == 422
    assert not Account.objects.exists()


def test_leaving_forgets_the_name(browser_of, visitor):
    browser = browser_of(visitor)
    browser.post("/playground/name/leave/")
    assert visitor.name not in text_of(browser.get("/playground/"))


def test_cookie_nobody_signed_is_no_name(client, visitor):
    client.cookies["playground_visitor"] = str(visitor.pk)
    assert visitor.name not in text_of(client.get("/playground/"))


def test_visitor_who_talks_without_end_is_slowed_down(browser_of, post, visitor):
    browser = browser_of(visitor)
    answers = [browser.post(address(post, "comments/"), {"text": "Again"}).status_code for _ in range(31)]
    assert answers == [302] * 30 + [429]


def test_forms_are_safe_from_other_sites(post):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address(post, "comments/"), {"text": "a", "name": "b"}).status_code == 403
    assert not Comment.objects.exists()


# Search


def test_search_shows_posts_and_comments(client, post):
    PlaygroundCommentFactory(post=post, text="Обсмажка чудова")
    shown = text_of(client.get("/playground/search/", {"q": "обсмажк"}))
    assert "Нова обсмажка" in shown
    assert "Обсмажка чудова" in shown


@pytest.mark.parametrize("q", ["!!!", "a" * 201])
def test_search_without_words_says_so(client, db, q):
    response = client.get("/playground/search/", {"q": q})
    assert response.status_code == 422
    assert 'class="error"' in text_of(response)


@pytest.mark.parametrize("url", ["/playground/", "/playground/search/?q=a"])
def test_strange_cursor_is_refused_in_words(client, db, url):
    response = client.get(f"{url}{'&' if '?' in url else '?'}cursor=strange")
    assert response.status_code == 422
    assert "This cursor is not one of ours" in text_of(response)


@pytest.mark.parametrize("number", [1, 3])
def test_pages_ask_the_database_the_same_for_one_and_three(client, brand, visitor, number, django_assert_num_queries):
    for _ in range(number):
        post = PlaygroundPostFactory(page=brand, text="coffee")
        root = PlaygroundCommentFactory(post=post, account=visitor, text="coffee")
        PlaygroundCommentFactory(post=post, account=None, parent=root, text="coffee")
    for url, queries in [
        ("/playground/", 1),
        (brand.get_absolute_url(), 6),
        (post.get_absolute_url(), 6),
        ("/playground/search/?q=coffee", 2),
        (visitor.get_absolute_url(), 2),
    ]:
        with django_assert_num_queries(queries):
            client.get(url)
