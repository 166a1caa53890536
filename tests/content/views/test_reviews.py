import datetime as dt

import pgtrigger
import pytest

from content.models import Post, Remark, Review, Version
from content.selectors.queue import returned_to
from content.services import approvals, drafts, planning, remarks, reviews, submission
from content.services.approvals import Voice
from tests.factories.content import draft, submitted, tomorrow, with_client
from tests.factories.people import people_around


def status_of(version):
    return Post.objects.get(pk=version.post_id).status


def decide(browser, version, decision="approve", value="informational", comment=""):
    typed = {"decision": decision, "value": value, "comment": comment}
    return browser.post(f"/versions/{version.pk}/decide/", typed)


def test_the_queue_shows_first_what_has_waited_longest(people, signed_in):
    versions = {title: submitted(people, title=title) for title in ("Yesterday", "A week ago", "Today")}
    for title, days in (("Yesterday", 1), ("A week ago", 7)):
        handed_in = versions[title].created_at - dt.timedelta(days=days)
        with pgtrigger.ignore("content.Version:immutable"):
            Version.objects.filter(pk=versions[title].pk).update(created_at=handed_in)
    text = signed_in(people.manager).get("/review/").content.decode()
    assert text.index("A week ago") < text.index("Yesterday") < text.index("Today")
    assert "waits 7 days" in text


def test_the_queue_has_a_tab_for_everything_that_waits(people, signed_in):
    back = submitted(people, title="Came back")
    reviews.send_back(version=back, value="none", comment="Scares more than it helps", by=people.manager)
    asked = with_client(people, title="Client asks")
    approvals.ask_changes(version=asked, comment="The price is wrong", voice=Voice(user=people.approver))
    named = submitted(people, title="Named in")
    remarks.write(post=named.post, text=f"@{people.copywriter} whose advice?", by=people.manager)
    browser = signed_in(people.copywriter)
    shown = {kind: browser.get(f"/review/?what={kind}").content.decode() for kind in ("client", "returned", "remarks")}
    assert ("Client asks" in shown["client"], "The price is wrong" in shown["client"]) == (True, True)
    assert ("Came back" in shown["returned"], "Scares more" in shown["returned"]) == (True, True)
    assert ("Named in" in shown["remarks"], "whose advice?" in shown["remarks"]) == (True, True)
    remarks.resolve(remark=Remark.objects.get(), by=people.manager)
    assert "Named in" not in browser.get("/review/?what=remarks").content.decode()


def test_what_has_been_sent_again_waits_for_its_author_no_longer(people):
    version = submitted(people)
    reviews.send_back(version=version, value="none", comment="No", by=people.manager)
    assert [post.pk for post in returned_to(people.copywriter)] == [version.post_id]
    submission.submit(post=Post.objects.get(pk=version.post_id), by=people.copywriter)
    assert list(returned_to(people.copywriter)) == []


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
    after = first.partition("&amp;after=")[2].partition('"')[0]
    second = browser.get(f"/review/?what=review&after={after}").content.decode()
    shown = [{title for title in titles if title in text} for text in (first, second)]
    assert [len(found) for found in shown] == [25, 2]
    assert shown[0] | shown[1] == titles


@pytest.mark.parametrize("role", ["approver", "expert", "author"])
def test_the_queue_is_for_colleagues(people, signed_in, role):
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


def test_the_desk_compares_with_what_one_approved_or_saw_last(people, signed_in):
    first = submitted(people, text="One sign")
    browser = signed_in(people.manager)
    browser.post(f"/versions/{first.pk}/look/")
    for text in ("Two signs", "Three signs"):
        post = submission.reopen(post=first.post, by=people.copywriter)
        drafts.save(post=post, revision=post.revision, by=people.copywriter, changes={"text": text})
        submission.submit(post=post, by=people.copywriter)
    text = browser.get(f"/review/{first.post_id}/").content.decode()
    assert "Changes since version 1" in text
    assert "You looked at it." in text
    assert "<del>One</del><ins>Three</ins>" in text
    chosen = browser.get(f"/review/{first.post_id}/?since=2").content.decode()
    assert "<del>Two</del><ins>Three</ins>" in chosen
    assert "Changes since version 2" in chosen


def test_the_desk_marks_the_words_a_remark_is_about(people, signed_in):
    version = submitted(people, text="Three signs that the baby is ready")
    remarks.write(post=version.post, text="Which?", quote="signs", by=people.manager)
    text = signed_in(people.manager).get(f"/review/{version.post_id}/").content.decode()
    assert '<mark class="remarked">signs<sup><a href="#note-1"' in text


def test_the_desk_knows_its_neighbours(people, signed_in):
    ids = [submitted(people).post_id for _ in range(3)]
    text = signed_in(people.manager).get(f"/review/{ids[1]}/").content.decode()
    assert f'href="/review/{ids[0]}/" aria-keyshortcuts="K"' in text
    assert f'href="/review/{ids[2]}/" aria-keyshortcuts="J"' in text


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
    assert counts[0] == counts[1] <= 14


def test_the_desk_takes_the_same_queries_with_one_waiting_and_three(people, signed_in, queries):
    browser, version, counts = signed_in(people.manager), submitted(people), []
    for number in (0, 3):
        for _ in range(number):
            submitted(people)
        counts.append(queries(lambda: browser.get(f"/review/{version.post_id}/")))
    assert counts[0] == counts[1] <= 20
