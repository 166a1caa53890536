import datetime as dt

from django.utils import timezone

from agency import guessing
from content.models import Approval, ApprovalBatch, ClientComment, Post
from content.services import approvals, deadlines, drafts, letters, reviews, rounds, submission
from content.services.approvals import Voice
from tests.factories.content import tomorrow, with_client
from tests.factories.projects import AgreementFactory, ClientMemberFactory


def letter(people, *versions):
    """The path of the link in the letter to the approver."""
    _, address = letters.ask(
        project=people.project, posts=[version.post for version in versions], to_name="Hanna Ivaniuk",
        to_email=people.approver.email, to_user=people.approver, by=people.manager,
    )  # fmt: skip
    return "/a/" + address.rpartition("/a/")[2]


def text_of(browser, page):
    return browser.get(page).content.decode()


def test_a_yes_of_several_says_who_is_missing_and_can_be_taken_back(people, client):
    ClientMemberFactory(client=people.project.client, user__name="Petro Hrytsenko")
    rounds.set_rounds(project=people.project, rounds="all", by=people.manager)
    version = with_client(people)
    page = letter(people, version)
    client.post(f"{page}answer/", {"version": version.pk, "decision": "yes"})
    assert "Petro has not looked" in text_of(client, page)
    client.post(f"{page}undo/", {"approval": Approval.objects.get().pk})
    assert Approval.objects.get().taken_back_at
    assert "One post for your yes" in text_of(client, page)


def test_what_silence_means_is_said_before_it_happens_and_can_be_stopped_after(people, client):
    AgreementFactory(client=people.project.client, on_silence="publish", approve_hours=2)
    version = with_client(people, day=tomorrow(people.project, days=9), time=dt.time(9))
    page = letter(people, version)
    before = text_of(client, page)
    assert "it goes out, as agreed" in before
    assert "Nothing goes out without you" not in before
    client.post(f"{page}seen/")
    deadlines.pass_deadlines(now=timezone.now() + dt.timedelta(days=2))
    assert "By the agreement of" in text_of(client, page)
    client.post(f"{page}undo/", {"approval": Approval.objects.get().pk})
    assert Post.objects.get().status == "with_client"
    assert "It waits for you" in text_of(client, page)


def test_what_changed_since_the_yes_is_shown_in_the_next_letter(people, client):
    version = with_client(people)
    approvals.approve(version=version, voice=Voice(user=people.approver))
    post = submission.reopen(post=version.post, by=people.copywriter)
    drafts.save(post=post, revision=post.revision, by=people.copywriter, changes={"text": "Four signs"})
    newer = submission.submit(post=post, by=people.copywriter)
    reviews.approve(version=newer, value="informational", by=people.manager)
    page = text_of(client, letter(people, newer))
    assert "Changed since you approved" in page
    assert "<ins>Four</ins>" in page


def test_a_question_by_link_decides_nothing(people, client):
    version = with_client(people)
    page = letter(people, version)
    client.post(f"{page}say/{version.post_id}/", {"text": "Which spoon is it?"})
    assert ClientComment.objects.get().by_name == "Hanna Ivaniuk"
    assert Post.objects.get().status == "with_client"
    assert "Which spoon is it?" in text_of(client, page)
    assert client.post(f"{page}say/{version.post_id}/", {"text": " "}).status_code == 422
    assert client.post(f"{page}say/{version.post_id + 1}/", {"text": "Hello"}).status_code == 404


def test_an_approver_with_an_account_finds_what_they_answered(people, signed_in):
    version = with_client(people, title="First spoon")
    approvals.ask_changes(version=version, comment="The price is old", voice=Voice(user=people.approver))
    page = text_of(signed_in(people.approver), "/approvals/answered/")
    assert "First spoon" in page
    assert "The price is old" in page


def test_reading_on_the_page_of_ones_own_opens_the_letter(people, signed_in):
    letter(people, with_client(people))
    browser = signed_in(people.approver)
    browser.get("/approvals/")
    assert ApprovalBatch.objects.get().opened_at is None
    browser.post("/approvals/seen/")
    assert ApprovalBatch.objects.get().opened_at


def test_guessing_links_is_slowed_down_and_stops_nobody_with_a_link(people, client, monkeypatch):
    monkeypatch.setattr(guessing, "MOST", 3)
    page = letter(people, with_client(people))
    assert [client.get(f"/a/guess-{n}/").status_code for n in range(4)] == [404, 404, 404, 429]
    assert client.get(page).status_code == 200
