import datetime as dt

import pytest

from content.models import Post, Review
from content.services import drafts, planning, reviews, submission
from tests.factories.content import draft, submitted, tomorrow
from tests.factories.people import people_around


def status_of(version):
    return Post.objects.get(pk=version.post_id).status


def decide(browser, version, decision="approve", value="informational", comment=""):
    typed = {"decision": decision, "value": value, "comment": comment}
    return browser.post(f"/versions/{version.pk}/decide/", typed)


def test_the_queue_shows_what_goes_out_first_first(people, signed_in):
    for days, title in ((3, "Later"), (1, "Sooner")):
        submitted(people, title=title, day=tomorrow(people.project, days), time=dt.time(9))
    submitted(people, title="Some day")
    text = signed_in(people.manager).get("/review/").content.decode()
    assert text.index("Sooner") < text.index("Later") < text.index("Some day")


def test_the_queue_holds_nothing_of_ones_own_and_nothing_foreign(people, signed_in):
    own = draft(people, title="My own")
    Post.objects.filter(pk=own.pk).update(author=people.manager)
    submission.submit(post=own, by=people.manager)
    submitted(people_around(), title="Foreign")
    text = signed_in(people.manager).get("/review/").content.decode()
    assert "My own" not in text
    assert "Foreign" not in text


def test_the_queue_goes_on_by_key(people, signed_in):
    titles = {submitted(people, title=f"Post {n:02}").post.title for n in range(27)}
    browser = signed_in(people.manager)
    first = browser.get("/review/").content.decode()
    after = first.partition("?after=")[2].partition('"')[0]
    second = browser.get(f"/review/?after={after}").content.decode()
    shown = [{title for title in titles if title in text} for text in (first, second)]
    assert [len(found) for found in shown] == [25, 2]
    assert shown[0] | shown[1] == titles


@pytest.mark.parametrize("role", ["copywriter", "moderator", "approver", "expert"])
def test_the_queue_is_for_reviewers(people, signed_in, role):
    assert signed_in(getattr(people, role)).get("/review/").status_code == 403


@pytest.mark.parametrize(
    ("role", "status"), [("copywriter", 403), ("moderator", 403), ("approver", 404), ("outsider", 404)]
)
def test_the_desk_is_for_reviewers(people, signed_in, role, status):
    version = submitted(people)
    browser = signed_in(getattr(people, role))
    assert browser.get(f"/review/{version.post_id}/").status_code == status
    assert decide(browser, version).status_code == status
    assert status_of(version) == "in_review"


def test_the_desk_shows_the_value_and_what_changed(people, signed_in):
    version = submitted(people)
    reviews.send_back(version=version, value="none", comment="No", by=people.manager)
    post = Post.objects.get(pk=version.post_id)
    drafts.save(post=post, revision=post.revision, by=people.copywriter, changes={"text": "Four signs"})
    submission.submit(post=post, by=people.copywriter)
    text = signed_in(people.manager).get(f"/review/{post.pk}/").content.decode()
    assert "Changes since version 1" in text
    assert "<ins>Four</ins>" in text
    assert "A mother can tell by three signs" in text


def test_approve_goes_on_to_the_next_with_a_way_back(people, signed_in):
    one, two = submitted(people), submitted(people)
    browser = signed_in(people.manager)
    answer = decide(browser, one, comment="Like a friend")
    assert answer["Location"] == f"/review/{two.post_id}/"
    assert status_of(one) == "with_client"
    browser.post(f"/reviews/{Review.objects.get().pk}/undo/")
    assert status_of(one) == "in_review"


def test_the_last_verdict_goes_back_to_the_queue(people, signed_in):
    answer = decide(signed_in(people.manager), submitted(people))
    assert answer["Location"] == "/review/"


def test_return_needs_a_reason_beside_the_field(people, signed_in):
    version = submitted(people)
    answer = decide(signed_in(people.manager), version, "return", "none", " ")
    assert answer.status_code == 422
    assert "Say what should change" in answer.content.decode()
    assert status_of(version) == "in_review"


def test_return_keeps_the_words_when_they_are_too_long(people, signed_in):
    words = "x" * 4001
    answer = decide(signed_in(people.manager), submitted(people), "return", "none", words)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_return_with_a_reason(people, signed_in):
    version = submitted(people)
    decide(signed_in(people.manager), version, "return", "none", "Scares more than it helps")
    assert status_of(version) == "draft"
    assert Review.objects.get().comment == "Scares more than it helps"


def test_no_value_no_approval(people, signed_in):
    answer = decide(signed_in(people.manager), submitted(people), value="none")
    assert answer.status_code == 422
    assert "Without added value" in answer.content.decode()


def test_the_author_is_told_that_somebody_else_reviews(people, signed_in):
    post = draft(people)
    Post.objects.filter(pk=post.pk).update(author=people.manager)
    version = submission.submit(post=post, by=people.manager)
    browser = signed_in(people.manager)
    assert "somebody else reviews it" in browser.get(f"/review/{post.pk}/").content.decode()
    answer = decide(browser, version)
    assert answer.status_code == 403
    assert "somebody else reviews it" in answer.content.decode()
    assert status_of(version) == "in_review"


def test_a_verdict_on_an_old_version_is_refused(people, signed_in):
    version = submitted(people)
    planning.schedule(post=version.post, day=tomorrow(people.project), time=dt.time(9), by=people.manager)
    assert decide(signed_in(people.manager), version).status_code == 409
    assert not Review.objects.exists()


def test_a_verdict_twice_is_one(people, signed_in):
    version = submitted(people)
    browser = signed_in(people.manager)
    decide(browser, version)
    assert decide(browser, version).status_code == 409
    assert Review.objects.count() == 1


def test_what_the_author_wrote_is_text_and_not_markup(people, signed_in):
    nasty = "<script>alert(1)</script>"
    version = submitted(people, title=nasty, text=nasty, value_sentence=nasty)
    text = signed_in(people.manager).get(f"/review/{version.post_id}/").content.decode()
    assert nasty not in text


def test_the_queue_takes_the_same_queries_for_one_post_and_three(people, signed_in, queries):
    browser, counts = signed_in(people.manager), []
    for number in (1, 3):
        for _ in range(number):
            submitted(people)
        counts.append(queries(lambda: browser.get("/review/")))
    assert counts[0] == counts[1] <= 10


def test_the_desk_takes_the_same_queries_with_one_waiting_and_three(people, signed_in, queries):
    browser, version, counts = signed_in(people.manager), submitted(people), []
    for number in (0, 3):
        for _ in range(number):
            submitted(people)
        counts.append(queries(lambda: browser.get(f"/review/{version.post_id}/")))
    assert counts[0] == counts[1] <= 12
