import re

import pytest
from django.core import mail

from content.models import ApprovalBatch, Slot
from tests.factories.content import SlotFactory, with_client
from tests.factories.people import people_around


def path(people):
    return f"/projects/{people.project.slug}/client-letter/"


def test_the_letter_goes_to_the_approver_and_shows_the_link_once(people, signed_in):
    version = with_client(people)
    browser = signed_in(people.manager)
    text = browser.post(path(people), {"posts": [version.post_id], "person": people.approver.pk}).content.decode()
    (sent,) = mail.outbox
    assert sent.to == [people.approver.email]
    (address,) = re.findall(r"http://\S+/a/\S+/", sent.body)
    assert address in text
    assert address not in browser.get(path(people)).content.decode()
    assert ApprovalBatch.objects.get().to_user == people.approver


def test_the_letter_may_go_to_somebody_without_an_account(people, signed_in):
    version = with_client(people)
    typed = {"posts": [version.post_id], "name": "Oksana", "email": "oksana@example.org"}
    signed_in(people.manager).post(path(people), typed)
    assert mail.outbox[0].to == ["oksana@example.org"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"posts": []}, "Choose at least one post"),
        ({"posts": ["999999"]}, "Select a valid choice"),
        ({"name": "", "email": ""}, "without an account"),
        ({"name": "Oksana", "email": "nonsense"}, "valid email"),
        ({"name": "Oksana", "email": "a@example.org\nBcc: b@example.org"}, "valid email"),
    ],
)
def test_a_letter_with_bad_input_does_not_leave(people, signed_in, typed, sentence):
    version = with_client(people)
    base = {"posts": [version.post_id], "name": "Oksana", "email": "oksana@example.org"}
    answer = signed_in(people.manager).post(path(people), base | typed)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not mail.outbox


def test_a_person_of_another_client_is_no_addressee(people, signed_in):
    version, foreign = with_client(people), people_around()
    answer = signed_in(people.manager).post(path(people), {"posts": [version.post_id], "person": foreign.approver.pk})
    assert answer.status_code == 422
    assert not mail.outbox


@pytest.mark.parametrize(
    ("role", "status"),
    [("copywriter", 403), ("moderator", 403), ("approver", 403), ("outsider", 404), ("foreign_client", 404)],
)
def test_letters_are_for_the_manager(people, signed_in, role, status):
    version = with_client(people)
    signed_in(people.manager).post(path(people), {"posts": [version.post_id], "person": people.approver.pk})
    batch, browser = ApprovalBatch.objects.get(), signed_in(getattr(people, role))
    assert browser.get(path(people)).status_code == status
    for verb in ("revoke", "resend"):
        assert browser.post(f"/client-letters/{batch.pk}/{verb}/").status_code == status
    batch.refresh_from_db()
    assert batch.is_open


def test_revoke_and_resend(people, signed_in):
    version = with_client(people)
    browser = signed_in(people.manager)
    browser.post(path(people), {"posts": [version.post_id], "person": people.approver.pk})
    first = ApprovalBatch.objects.get()
    text = browser.post(f"/client-letters/{first.pk}/resend/").content.decode()
    first.refresh_from_db()
    second = ApprovalBatch.objects.exclude(pk=first.pk).get()
    assert first.revoked_at
    assert re.search(r"http://\S+/a/\S+/", text)
    browser.post(f"/client-letters/{second.pk}/revoke/")
    second.refresh_from_db()
    assert second.revoked_at


def test_the_page_takes_the_same_queries_for_one_letter_and_three(people, signed_in, queries):
    browser, version, counts = signed_in(people.manager), with_client(people), []
    for number in (1, 2):
        for _ in range(number):
            browser.post(path(people), {"posts": [version.post_id], "person": people.approver.pk})
        counts.append(queries(lambda: browser.get(path(people))))
    assert counts[0] == counts[1]


def test_a_slot_is_added_and_removed(people, signed_in):
    browser = signed_in(people.manager)
    browser.post(f"/projects/{people.project.slug}/slots/", {"weekday": 2, "time": "12:00", "value_kind": "emotional"})
    slot = Slot.objects.get()
    assert (slot.weekday, f"{slot.time:%H:%M}", slot.value_kind) == (2, "12:00", "emotional")
    assert "Wednesday 12:00" in browser.get(f"/projects/{people.project.slug}/slots/").content.decode()
    browser.post(f"/slots/{slot.pk}/remove/")
    assert not Slot.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [{"weekday": 7}, {"weekday": "x"}, {"time": "25:00"}, {"time": ""}, {"value_kind": "fun"}, {"channels": ["9"]}],
)
def test_a_slot_with_bad_input_is_asked_again(people, signed_in, typed):
    answer = signed_in(people.manager).post(
        f"/projects/{people.project.slug}/slots/", {"weekday": 2, "time": "12:00"} | typed
    )
    assert answer.status_code == 422
    assert not Slot.objects.exists()


def test_the_same_slot_twice_is_told(people, signed_in):
    SlotFactory(project=people.project, weekday=2)
    answer = signed_in(people.manager).post(f"/projects/{people.project.slug}/slots/", {"weekday": 2, "time": "12:00"})
    assert answer.status_code == 422
    assert "a slot at this time already" in answer.content.decode()


@pytest.mark.parametrize(("role", "status"), [("moderator", 403), ("approver", 403), ("outsider", 404)])
def test_slots_are_for_those_who_plan(people, signed_in, role, status):
    slot, browser = SlotFactory(project=people.project), signed_in(getattr(people, role))
    assert browser.get(f"/projects/{people.project.slug}/slots/").status_code == status
    assert browser.post(f"/slots/{slot.pk}/remove/").status_code == status
    assert Slot.objects.exists()
