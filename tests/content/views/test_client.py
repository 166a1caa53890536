import datetime as dt
import re

import pytest
from django.core import mail
from django.utils import timezone

from content.models import Approval, ApprovalBatch, Post
from content.services import approvals, drafts, letters, reviews, submission
from content.services.approvals import Voice
from tests.factories.content import MediaFactory, draft, tomorrow, with_client
from tests.factories.people import people_around


def letter(people, *versions):
    """The path of the link in the letter."""
    _, address = letters.ask(
        project=people.project,
        posts=[version.post for version in versions],
        to_name="Hanna Ivaniuk",
        to_email="hanna@example.org",
        by=people.manager,
    )
    return "/a/" + address.rpartition("/a/")[2]


def status_of(version):
    return Post.objects.get(pk=version.post_id).status


def say(client, page, version, decision="yes", **typed):
    return client.post(f"{page}answer/", {"version": version.pk, "decision": decision} | typed)


def edited_and_passed_again(version, people, text):
    post = submission.reopen(post=version.post, by=people.copywriter)
    drafts.save(post=post, revision=post.revision, by=people.copywriter, changes={"text": text})
    newer = submission.submit(post=post, by=people.copywriter)
    reviews.approve(version=newer, value="informational", by=people.manager)
    return newer


def test_the_link_shows_the_posts_without_an_account(people, client):
    version = with_client(people, day=tomorrow(people.project), time=dt.time(9))
    page = client.get(letter(people, version))
    assert page.status_code == 200
    assert "Three signs that the baby is ready" in page.content.decode()
    assert "One post for your yes" in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"
    assert page["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_the_link_decides_nothing(people, client, method):
    version = with_client(people)
    page = letter(people, version)
    for address in (page, f"{page}?decision=yes", f"{page}answer/?decision=yes&version={version.pk}"):
        getattr(client, method)(address)
    assert status_of(version) == "with_client"
    assert not Approval.objects.exists()
    assert ApprovalBatch.objects.get().opened_at is None


def test_the_browser_says_that_the_letter_was_opened(people, client):
    page = letter(people, with_client(people))
    assert client.post(f"{page}seen/").status_code == 204
    first = ApprovalBatch.objects.get().opened_at
    client.post(f"{page}seen/")
    assert ApprovalBatch.objects.get().opened_at == first


def test_yes_and_undo(people, client):
    version = with_client(people)
    page = letter(people, version)
    answer = say(client, page, version)
    assert answer["Location"] == f"{page}#post-{version.post_id}"
    assert status_of(version) == "approved"
    assert "Everything is answered" in client.get(page).content.decode()
    client.post(f"{page}undo/", {"approval": Approval.objects.get().pk})
    assert status_of(version) == "with_client"


def test_changes_with_chips_and_words(people, client):
    version = with_client(people)
    page = letter(people, version)
    say(client, page, version, "changes", about=["facts", "day"], comment="The courier costs extra")
    assert Approval.objects.get().comment == "Facts or price, day: The courier costs extra"
    assert "You asked: “Facts or price, day: The courier costs extra”" in client.get(page).content.decode()


def test_changes_without_words_are_asked_for_them(people, client):
    version = with_client(people)
    answer = say(client, letter(people, version), version, "changes", comment="  ")
    assert answer.status_code == 422
    assert "Write what should be different" in answer.content.decode()
    assert status_of(version) == "with_client"


def test_too_long_words_are_kept_on_the_page(people, client):
    version, words = with_client(people), "x" * 4001
    answer = say(client, letter(people, version), version, "changes", comment=words)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_post_changed_meanwhile_is_shown_with_what_changed_and_the_words_kept(people, client):
    seen = with_client(people)
    page = letter(people, seen)
    newer = edited_and_passed_again(seen, people, "Four signs that the baby is ready")
    answer = say(client, page, seen, "changes", comment="Three is enough")
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "<del>Three</del><ins>Four</ins> signs" in text
    assert "Three is enough" in text
    assert status_of(seen) == "with_client"
    assert say(client, page, newer).status_code == 302
    assert status_of(seen) == "approved"


def test_opening_after_a_change_shows_it_too(people, client):
    seen = with_client(people)
    page = letter(people, seen)
    edited_and_passed_again(seen, people, "Four signs that the baby is ready")
    assert "Changed since you looked" in client.get(page).content.decode()


def test_a_post_being_edited_shows_nothing_of_the_draft(people, client):
    version = with_client(people)
    page = letter(people, version)
    post = submission.reopen(post=version.post, by=people.copywriter)
    drafts.save(post=post, revision=post.revision, by=people.copywriter, changes={"text": "Secret draft words"})
    text = client.get(page).content.decode()
    assert "Being changed" in text
    assert "Secret draft words" not in text


def test_approve_all_takes_only_what_was_shown(people, client):
    one, two = with_client(people), with_client(people)
    page = letter(people, one, two)
    client.post(f"{page}answer/all/", {"version": [one.pk, two.pk]})
    assert (status_of(one), status_of(two)) == ("approved", "approved")


def test_approve_all_skips_what_changed(people, client):
    one, two = with_client(people), with_client(people)
    page = letter(people, one, two)
    edited_and_passed_again(two, people, "Other words")
    answer = client.post(f"{page}answer/all/", {"version": [one.pk, two.pk]}, follow=True)
    assert (status_of(one), status_of(two)) == ("approved", "with_client")
    assert "1 changed while you were reading" in answer.content.decode()


def test_an_expired_link_says_what_to_do(people, client):
    version = with_client(people)
    page = letter(people, version)
    ApprovalBatch.objects.update(expires_at=timezone.now())
    opened, answer = client.get(page), say(client, page, version)
    assert (opened.status_code, answer.status_code) == (410, 410)
    assert "This link has expired" in opened.content.decode()
    assert people.manager.email in opened.content.decode()
    assert status_of(version) == "with_client"


def test_a_revoked_link_says_what_to_do(people, client):
    version = with_client(people)
    page = letter(people, version)
    letters.revoke(batch=ApprovalBatch.objects.get(), by=people.manager)
    assert "There is a newer letter" in client.get(page).content.decode()
    assert say(client, page, version).status_code == 410
    assert status_of(version) == "with_client"


@pytest.mark.parametrize("token", ["x", "a" * 5000, "é" * 43, "..", "' OR 1=1"])
def test_an_unknown_link_leads_nowhere(db, client, token):
    answer = client.get(f"/a/{token}/")
    assert answer.status_code == 404


def test_a_used_link_shows_the_answer_and_does_not_answer_twice(people, client):
    version = with_client(people)
    page = letter(people, version)
    say(client, page, version)
    assert say(client, page, version, "changes", comment="No").status_code == 409
    assert Approval.objects.count() == 1


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999", "٣"])
def test_a_made_up_version_is_not_found(people, client, version):
    page = letter(people, with_client(people))
    assert client.post(f"{page}answer/", {"version": version, "decision": "yes"}).status_code == 404


def test_a_link_shows_and_answers_nothing_of_another_client(people, client):
    foreign = with_client(people_around(), text="Foreign words")
    page = letter(people, with_client(people))
    assert "Foreign words" not in client.get(page).content.decode()
    assert say(client, page, foreign).status_code == 404
    assert status_of(foreign) == "with_client"


def test_a_link_shows_only_the_pictures_of_its_posts(people, client):
    version = with_client(people, pictures=[{"media": (own := MediaFactory(project=people.project)), "alt": "A spoon"}])
    other = MediaFactory(project=people.project)
    page = letter(people, version)
    assert f"{page}pictures/{own.pk}/" in client.get(page).content.decode()
    assert client.get(f"{page}pictures/{own.pk}/")["Content-Type"] == "image/jpeg"
    assert client.get(f"{page}pictures/{other.pk}/").status_code == 404


def test_what_the_team_wrote_is_text_and_not_markup(people, client):
    nasty = '<img src=x onerror="alert(1)">'
    version = with_client(people, text=nasty, value_sentence=nasty, title=nasty)
    page = letter(people, version)
    assert nasty not in client.get(page).content.decode()
    say(client, page, version, "changes", comment=nasty)
    assert nasty not in client.get(page).content.decode()


def test_the_page_takes_the_same_queries_for_one_post_and_for_three(people, client, django_assert_num_queries):
    one = letter(people, with_client(people))
    three = letter(people, *(with_client(people) for _ in range(3)))
    for page in (one, three):
        with django_assert_num_queries(8):
            client.get(page)


def test_an_approver_with_an_account_sees_and_answers_the_same(people, signed_in):
    version = with_client(people)
    browser = signed_in(people.approver)
    assert "Three signs" in browser.get("/approvals/").content.decode()
    browser.post("/approvals/answer/", {"version": version.pk, "decision": "yes"})
    assert Approval.objects.get().by == people.approver
    assert "Approved" in browser.get("/approvals/").content.decode()


def test_drafts_and_foreign_posts_are_not_for_the_approver(people, signed_in):
    draft(people, text="Unfinished words")
    with_client(people_around(), text="Foreign words")
    text = signed_in(people.approver).get("/approvals/").content.decode()
    assert "Unfinished words" not in text
    assert "Foreign words" not in text


@pytest.mark.parametrize("role", ["head", "manager", "copywriter", "moderator", "expert", "outsider"])
def test_the_approvers_page_is_for_approvers(people, signed_in, role):
    assert signed_in(getattr(people, role)).get("/approvals/").status_code == 403


def test_the_letter_and_the_page_agree(people, client):
    version = with_client(people, day=tomorrow(people.project), time=dt.time(9))
    page = letter(people, version)
    (day,) = re.findall(r"- (\w+ \d+ \w+), 09:00", mail.outbox[0].body)
    assert day in client.get(page).content.decode()


def test_htmx_gets_the_card_and_the_bar(people, client):
    one, two = with_client(people), with_client(people)
    page = letter(people, one, two)
    answer = client.post(f"{page}answer/", {"version": one.pk, "decision": "yes"}, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert text.count("<article") == 1
    assert 'id="client-bar"' in text
    assert "1 of 2" in re.sub(r"<[^>]+>", "", text)
    assert Voice(user=people.approver).name not in text
    assert approvals.waiting_for(people.approver).get().pk == two.post_id
