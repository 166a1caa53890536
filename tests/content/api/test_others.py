import pytest
from django.core import mail
from rest_framework.test import APIClient

from content.models import Approval, ApprovalBatch, Media, Post, Slot
from content.services import approvals, reviews
from content.services.approvals import Voice
from tests.factories.content import SlotFactory, draft, image_file, submitted, with_client
from tests.factories.people import people_around
from tests.factories.projects import ChannelFactory

API = "/api/v1"


def api(user):
    client = APIClient()
    client.force_login(user)
    return client


def status_of(version):
    return Post.objects.get(pk=version.post_id).status


def test_versions_are_read_inside_only(people):
    version = with_client(people)
    row = api(people.moderator).get(f"{API}/versions/{version.pk}/").json()
    assert (row["number"], row["content_hash"]) == (1, version.content_hash)
    assert api(people.approver).get(f"{API}/versions/{version.pk}/").status_code == 403
    assert api(people.outsider).get(f"{API}/versions/{version.pk}/").status_code == 404
    assert api(people.approver).get(f"{API}/versions/").json()["results"] == []


def test_a_version_cannot_be_changed(people):
    version = submitted(people)
    assert api(people.manager).patch(f"{API}/versions/{version.pk}/", {"number": 9}).status_code == 405


def test_a_review_is_listed_inside_and_taken_back_by_its_author(people):
    version = submitted(people)
    review = reviews.approve(version=version, value="emotional", by=people.manager)
    assert [row["id"] for row in api(people.copywriter).get(f"{API}/reviews/").json()["results"]] == [review.pk]
    assert api(people.approver).get(f"{API}/reviews/{review.pk}/").status_code == 403
    assert api(people.head).post(f"{API}/reviews/{review.pk}/take-back/").status_code == 403
    assert api(people.manager).post(f"{API}/reviews/{review.pk}/take-back/").status_code == 200
    assert status_of(version) == "in_review"


def test_an_answer_is_seen_by_both_sides_and_taken_back_by_who_gave_it(people):
    version = with_client(people)
    approval = approvals.approve(version=version, voice=Voice(user=people.approver))
    for role in ("manager", "approver"):
        rows = api(getattr(people, role)).get(f"{API}/approvals/").json()["results"]
        assert [(row["id"], row["content_hash"]) for row in rows] == [(approval.pk, version.content_hash)]
    assert api(people.foreign_client).get(f"{API}/approvals/").json()["results"] == []
    assert api(people.manager).post(f"{API}/approvals/{approval.pk}/take-back/").status_code == 403
    assert api(people.approver).post(f"{API}/approvals/{approval.pk}/take-back/").status_code == 200
    assert status_of(version) == "with_client"
    assert Approval.objects.get().taken_back_at


def letter(people, **said):
    version = with_client(people)
    return {
        "project": people.project.slug,
        "posts": [version.post_id],
        "to_name": "Hanna",
        "to_email": "hanna@example.org",
    } | said


def test_a_letter_is_sent_once_and_its_link_is_told_once(people):
    browser, said = api(people.manager), letter(people)
    first, second = (
        browser.post(f"{API}/client-letters/", said, headers={"Idempotency-Key": "k"}).json() for _ in range(2)
    )
    assert first["id"] == second["id"]
    assert "/a/" in first["link"]
    assert "link" not in second
    assert len(mail.outbox) == 1
    assert "link" not in browser.get(f"{API}/client-letters/{first['id']}/").json()


def test_a_letter_is_revoked_and_sent_again(people):
    browser = api(people.manager)
    first = browser.post(f"{API}/client-letters/", letter(people)).json()
    again = browser.post(f"{API}/client-letters/{first['id']}/resend/").json()
    assert again["link"] != first["link"]
    assert ApprovalBatch.objects.get(pk=first["id"]).revoked_at
    assert browser.post(f"{API}/client-letters/{again['id']}/revoke/").json()["revoked_at"]


@pytest.mark.parametrize(
    "said", [{"posts": []}, {"posts": [999_999]}, {"to_email": "nonsense"}, {"to_name": ""}, {"to_name": "a\x00"}]
)
def test_a_letter_with_bad_input_does_not_leave(people, said):
    assert api(people.manager).post(f"{API}/client-letters/", letter(people, **said)).status_code == 422
    assert not mail.outbox


def test_a_draft_is_not_sent_to_the_client(people):
    answer = api(people.manager).post(f"{API}/client-letters/", letter(people, posts=[draft(people).pk]))
    assert answer.status_code == 422
    assert "passed our review" in answer.json()["errors"][0]["message"]


@pytest.mark.parametrize(("role", "status"), [("copywriter", 403), ("approver", 403), ("outsider", 422)])
def test_letters_are_for_the_manager(people, role, status):
    assert api(getattr(people, role)).post(f"{API}/client-letters/", letter(people)).status_code == status
    assert api(getattr(people, role)).get(f"{API}/client-letters/").json()["results"] == []
    assert not mail.outbox


def test_a_picture_is_uploaded_once(people):
    browser = api(people.copywriter)
    for _ in range(2):
        said = {"project": people.project.slug, "file": image_file(), "alt": "A spoon"}
        answer = browser.post(f"{API}/media/", said, format="multipart")
        assert answer.status_code == 201
    row = answer.json()
    assert (row["width"], row["height"], row["alt"], row["url"]) == (64, 48, "A spoon", f"/pictures/{row['id']}/")
    assert Media.objects.count() == 1


def test_what_is_no_picture_is_named(people):
    said = {"project": people.project.slug, "file": image_file("a.gif", kind="GIF")}
    answer = api(people.copywriter).post(f"{API}/media/", said, format="multipart")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "file"
    assert not Media.objects.exists()


@pytest.mark.parametrize(("role", "status"), [("moderator", 403), ("approver", 403), ("outsider", 422)])
def test_uploading_is_for_writers(people, role, status):
    said = {"project": people.project.slug, "file": image_file()}
    assert api(getattr(people, role)).post(f"{API}/media/", said, format="multipart").status_code == status
    assert not Media.objects.exists()


def test_a_slot_is_added_once_and_removed(people):
    browser, channel = api(people.copywriter), ChannelFactory(project=people.project)
    said = {"project": people.project.slug, "weekday": 2, "time": "12:00", "channels": [channel.pk]}
    row = browser.post(f"{API}/slots/", said).json()
    assert (row["weekday"], row["channels"]) == (2, [channel.pk])
    assert browser.post(f"{API}/slots/", said).status_code == 422
    assert browser.delete(f"{API}/slots/{row['id']}/").status_code == 204
    assert not Slot.objects.exists()


@pytest.mark.parametrize("said", [{"weekday": 7}, {"weekday": -1}, {"time": "25:00"}, {"channels": [999_999]}])
def test_a_slot_with_bad_input_is_named(people, said):
    base = {"project": people.project.slug, "weekday": 2, "time": "12:00"}
    assert api(people.manager).post(f"{API}/slots/", base | said).status_code == 422
    assert not Slot.objects.exists()


def test_a_slot_for_a_page_of_another_project_is_refused(people):
    foreign = ChannelFactory(project=people_around().project)
    said = {"project": people.project.slug, "weekday": 2, "time": "12:00", "channels": [foreign.pk]}
    assert api(people.head).post(f"{API}/slots/", said).status_code == 422


@pytest.mark.parametrize(("role", "status"), [("moderator", 403), ("approver", 403), ("outsider", 404)])
def test_removing_a_slot_is_for_those_who_plan(people, role, status):
    slot = SlotFactory(project=people.project)
    assert api(getattr(people, role)).delete(f"{API}/slots/{slot.pk}/").status_code == status
    assert Slot.objects.exists()
