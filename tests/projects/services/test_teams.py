import datetime as dt
import zoneinfo

import pytest
from django.core.exceptions import ValidationError

from agency import sentences
from agency.models import Event, Notification
from agency.permissions import Permission, Role
from agency.transitions import MovedMeanwhile
from projects.models import Delegation
from projects.services import teams
from tests.factories.agency import HeadFactory, OutsideUserFactory, UserFactory
from tests.factories.projects import ClientMemberFactory, SeatFactory

pytestmark = pytest.mark.django_db
TODAY = dt.datetime.now(zoneinfo.ZoneInfo("Europe/Kyiv")).date()


@pytest.fixture
def head():
    return HeadFactory(name="Marta Hnatiuk")


@pytest.fixture
def seat():
    return SeatFactory(role=Role.MODERATOR, user=None, project__name="Romashka")


def days(number):
    return TODAY + dt.timedelta(days=number)


def test_seated_person_has_the_seats_rights(head, seat):
    ruslan = UserFactory()
    teams.fill_seat(seat=seat, person=ruslan, by=head)
    assert ruslan.has_perm(Permission.ANSWER_CASE, seat.project)


def test_seated_person_hears_of_it_with_the_reason(head, seat):
    ruslan = UserFactory()
    teams.fill_seat(seat=seat, person=ruslan, by=head, reason="Mother runs a pharmacy")
    told = Notification.objects.get(user=ruslan)
    assert (told.title, told.body) == ("You are the moderator of Romashka", "Mother runs a pharmacy")


def test_seating_reads_as_a_sentence(head, seat):
    teams.fill_seat(seat=seat, person=UserFactory(name="Ruslan Hai"), by=head)
    event = Event.objects.about(seat).get()
    said = sentences.speak(event.verb, event.data | {"actor": event.actor_name})
    assert said == "Marta Hnatiuk seated Ruslan Hai as moderator of Romashka"


def test_person_seated_again_hears_of_it_again(head, seat):
    ruslan = UserFactory()
    for _ in range(2):
        teams.fill_seat(seat=seat, person=ruslan, by=head)
        teams.empty_seat(seat=seat, by=head)
    assert Notification.objects.filter(user=ruslan).count() == 2


def test_seating_who_sits_there_tells_nobody(head, seat):
    ruslan = UserFactory()
    teams.fill_seat(seat=seat, person=ruslan, by=head)
    teams.fill_seat(seat=seat, person=ruslan, by=head)
    assert Notification.objects.filter(user=ruslan).count() == 1


def test_second_head_who_saw_the_seat_empty_is_told_who_sits_there(head, seat):
    teams.fill_seat(seat=seat, person=UserFactory(name="Ruslan Hai"), by=head, instead_of=None)
    with pytest.raises(MovedMeanwhile, match="moderator of Romashka is Ruslan Hai now"):
        teams.fill_seat(seat=seat, person=UserFactory(), by=head, instead_of=None)


def test_emptied_seat_gives_no_rights(head, seat):
    ruslan = UserFactory()
    teams.fill_seat(seat=seat, person=ruslan, by=head)
    teams.empty_seat(seat=seat, by=head)
    assert not type(ruslan).objects.get(pk=ruslan.pk).has_perm(Permission.VIEW_PROJECT, seat.project)


def test_person_who_left_cannot_be_seated(head, seat):
    with pytest.raises(ValidationError, match="does not work here any more"):
        teams.fill_seat(seat=seat, person=UserFactory(is_active=False), by=head)


def test_person_of_a_client_cannot_moderate(head, seat):
    author = ClientMemberFactory(client=seat.project.client, role=Role.AUTHOR).user
    with pytest.raises(ValidationError, match="is not of the agency"):
        teams.fill_seat(seat=seat, person=author, by=head)


def test_clients_own_author_may_be_its_copywriter(head, seat):
    author = ClientMemberFactory(client=seat.project.client, role=Role.AUTHOR).user
    place = SeatFactory(project=seat.project, role=Role.COPYWRITER, user=None)
    assert teams.fill_seat(seat=place, person=author, by=head).user == author


def test_author_of_another_client_may_not(head):
    stranger = ClientMemberFactory(role=Role.AUTHOR).user
    with pytest.raises(ValidationError):
        teams.fill_seat(seat=SeatFactory(role=Role.COPYWRITER, user=None), person=stranger, by=head)


def test_cover_gives_the_seats_rights_from_day_to_day(head):
    seat, lesya = SeatFactory(role=Role.MANAGER), UserFactory()
    teams.cover(seat=seat, to=lesya, starts_on=TODAY, ends_on=days(3), by=head)
    assert lesya.has_perm(Permission.EDIT_PROJECT, seat.project)


def test_cover_that_begins_tomorrow_gives_nothing_today(head):
    seat, lesya = SeatFactory(role=Role.MANAGER), UserFactory()
    teams.cover(seat=seat, to=lesya, starts_on=days(1), ends_on=days(3), by=head)
    assert not lesya.has_perm(Permission.VIEW_PROJECT, seat.project)


def test_who_covers_hears_from_when_to_when(head):
    seat, lesya = SeatFactory(role=Role.MANAGER, project__name="Brama"), UserFactory()
    teams.cover(seat=seat, to=lesya, starts_on=TODAY, ends_on=days(3), by=head, reason="Vira is at the sea.")
    told = Notification.objects.get(user=lesya)
    assert told.title == "You cover the manager of Brama"
    assert told.body.endswith("Vira is at the sea.")


@pytest.mark.parametrize(("starts", "ends", "says"), [(3, 1, "before the first"), (-9, -1, "have passed")])
def test_cover_of_impossible_days_is_refused(head, starts, ends, says):
    with pytest.raises(ValidationError, match=says):
        teams.cover(seat=SeatFactory(), to=UserFactory(), starts_on=days(starts), ends_on=days(ends), by=head)


def test_nobody_covers_themselves(head):
    seat = SeatFactory()
    with pytest.raises(ValidationError, match="sits there already"):
        teams.cover(seat=seat, to=seat.user, starts_on=TODAY, ends_on=days(1), by=head)


def test_person_of_another_client_cannot_cover(head):
    with pytest.raises(ValidationError):
        teams.cover(seat=SeatFactory(), to=OutsideUserFactory(), starts_on=TODAY, ends_on=days(1), by=head)


def test_ended_cover_takes_the_rights_away(head):
    seat, lesya = SeatFactory(role=Role.MANAGER), UserFactory()
    delegation = teams.cover(seat=seat, to=lesya, starts_on=TODAY, ends_on=days(3), by=head)
    teams.end_cover(delegation=delegation, by=head)
    assert (Delegation.objects.count(), lesya.has_perm(Permission.VIEW_PROJECT, seat.project)) == (0, False)
