import datetime as dt
import re

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from agency.models import Event, Invitation, User
from agency.permissions import Role
from agency.services.invitations import accept, find, invite, resend, revoke
from agency.transitions import MovedMeanwhile
from tests.factories.agency import HeadFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def head():
    return HeadFactory(name="Marta Hnatiuk", time_zone="Europe/Warsaw")


@pytest.fixture
def invited(head, django_capture_on_commit_callbacks):
    """An invitation whose letter has left."""
    with django_capture_on_commit_callbacks(execute=True):
        return invite(email="Nina@Example.org", name="Nina Bondar", role=Role.STAFF, job="Copywriter", by=head)


def token_in(letter):
    return re.search(r"/join/([^/\s]+)/", letter.body)[1]


def test_invite_adds_a_person_who_cannot_sign_in_yet(invited):
    nina = User.objects.get(email="nina@example.org")

    assert (nina.name, nina.role, nina.job, nina.time_zone) == ("Nina Bondar", "staff", "Copywriter", "Europe/Warsaw")
    assert not nina.has_usable_password()


def test_invite_writes_one_letter_with_a_link(invited, mailoutbox):
    (letter,) = mailoutbox

    assert letter.to == ["nina@example.org"]
    assert find(token_in(letter)) == invited
    assert Invitation.objects.get().mailed_at is not None


def test_invite_keeps_only_the_digest_of_the_link(invited, mailoutbox):
    assert token_in(mailoutbox[0]) not in str(list(Invitation.objects.values()))


def test_invite_is_written_down(invited, head):
    event = Event.objects.about(invited.user).get()

    assert (event.verb, event.actor) == ("agency.user.invite", head)


def test_invite_refuses_somebody_who_is_here_already(head):
    UserFactory(email="nina@example.org")

    with pytest.raises(ValidationError, match="is here already") as error:
        invite(email="NINA@example.org", name="Nina", role=Role.STAFF, by=head)

    assert list(error.value.error_dict) == ["email"]


def test_a_letter_that_does_not_leave_breaks_nothing(head, settings, django_capture_on_commit_callbacks):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1

    with django_capture_on_commit_callbacks(execute=True):
        invitation = invite(email="nina@example.org", name="Nina", role=Role.STAFF, by=head)

    assert Invitation.objects.get(pk=invitation.pk).mailed_at is None


def test_accept_sets_the_password_and_tells_who_invited(invited, head):
    nina = accept(invitation=invited, password="a long enough one")

    assert nina.check_password("a long enough one")
    assert head.notifications.get().title == "Nina Bondar has joined"


def test_accept_works_once(invited):
    accept(invitation=invited, password="a long enough one")

    with pytest.raises(MovedMeanwhile):
        accept(invitation=invited, password="somebody else's")


def test_accept_is_refused_after_a_week(invited):
    Invitation.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))

    with pytest.raises(MovedMeanwhile):
        accept(invitation=invited, password="a long enough one")


def test_a_link_lives_for_seven_days(invited):
    assert dt.timedelta(days=6, hours=23) < invited.expires_at - timezone.now() <= dt.timedelta(days=7)


def test_revoke_kills_the_link(invited, head):
    revoke(invitation=invited, by=head)

    with pytest.raises(MovedMeanwhile):
        accept(invitation=invited, password="a long enough one")


def test_revoke_tells_when_there_is_nothing_to_take_back(invited, head):
    accept(invitation=invited, password="a long enough one")

    with pytest.raises(MovedMeanwhile):
        revoke(invitation=invited, by=head)


def test_resend_kills_the_older_link_and_makes_a_new_one(invited, head, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        again = resend(invitation=invited, by=head)

    assert not Invitation.objects.get(pk=invited.pk).is_open
    assert find(token_in(mailoutbox[1])) == again


def test_resend_is_refused_once_somebody_has_joined(invited, head):
    accept(invitation=invited, password="a long enough one")

    with pytest.raises(MovedMeanwhile, match="already joined"):
        resend(invitation=invited, by=head)


@pytest.mark.parametrize("token", ["", "nonsense", "\x00", "\ud800"])
def test_find_knows_no_made_up_link(token):
    assert find(token) is None
