import datetime as dt
import zoneinfo

import pytest

from agency.permissions import Role
from projects.models import Delegation, Profile, Seat, Wish
from tests.factories.agency import HeadFactory, UserFactory
from tests.factories.people import people_around
from tests.factories.projects import (
    ClientMemberFactory,
    DelegationFactory,
    GoalFactory,
    ProfileFactory,
    ProjectFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
TODAY = dt.datetime.now(zoneinfo.ZoneInfo("Europe/Kyiv")).date()


@pytest.fixture
def head(browser_of):
    return browser_of(HeadFactory())


@pytest.fixture
def seat():
    return SeatFactory(role=Role.MODERATOR, user=None, project__name="Romashka", project__about="Pharmacy")


# --- the board ------------------------------------------------------------------------------------------------------


def test_title_names_the_one_empty_seat(head, text, seat):
    assert "One seat is empty: Romashka has no moderator." in text(head.get("/teams/"))


def test_title_of_a_full_board(head, text):
    SeatFactory()
    assert "All 1 seats are filled." in text(head.get("/teams/"))


def test_empty_seat_is_suggested_to_who_fits_with_the_reason(head, text, seat):
    GoalFactory(project=seat.project, audience="People near a village pharmacy")
    ProfileFactory(user__name="Ruslan Hai", roles=["moderator"], topics=["pharmacy"])
    ProfileFactory(user__name="Katya Duda", roles=["moderator"])
    board = head.get("/teams/").context["board"]
    assert [suggestion.colleague.user.name for suggestion in board.rows[0].suggestions] == ["Ruslan Hai", "Katya Duda"]
    assert "Knows pharmacy." in text(head.get("/teams/"))


def test_person_is_suggested_only_for_the_seats_they_take(head, seat):
    ProfileFactory(roles=["copywriter"])
    assert head.get("/teams/").context["board"].rows[0].suggestions == []


def test_clients_own_copywriter_is_offered_to_nobody_else(head):
    author = ClientMemberFactory(role=Role.AUTHOR)
    SeatFactory(project=ProjectFactory(client=author.client), role=Role.COPYWRITER, user=author.user)
    empty = SeatFactory(role=Role.COPYWRITER, user=None)
    assert head.get(f"/teams/seats/{empty.pk}/").context["suggestions"] == []


def test_job_tells_which_seats_somebody_takes_who_did_not_say(head, seat):
    UserFactory(name="Lesya Moroz", job="Moderator, evenings")
    assert [found.colleague.user.name for found in head.get("/teams/").context["board"].rows[0].suggestions] == [
        "Lesya Moroz"
    ]


def test_load_counts_projects_that_are_not_finished(head):
    person = ProfileFactory(capacity=3).user
    SeatFactory(user=person)
    SeatFactory(user=person, project=ProjectFactory(stage="finished"))
    board = head.get("/teams/").context["board"]
    loads = {colleague.user: colleague.load for _kind, _title, people in board.pools for colleague in people}
    assert loads[person] == 1


def test_marks_show_audience_and_wish_to_the_head(head, text):
    seat = SeatFactory(role=Role.COPYWRITER)
    GoalFactory(project=seat.project, audience="Young mothers, Kyiv")
    ProfileFactory(user=seat.user, traits=["new mother"], share_traits=True)
    Wish.objects.create(user=seat.user, project=seat.project, feeling="want")
    shown = text(head.get("/teams/"))
    assert '<span class="sr">is the audience</span>' in shown
    assert '<span class="sr">wants it</span>' in shown


def test_staff_see_who_sits_where_but_no_reasons_and_wishes_of_others(browser_of, text):
    seat = SeatFactory(reason="Nobody else had room", user__name="Pavlo Sydorenko")
    Wish.objects.create(user=seat.user, project=seat.project, feeling="rather_not")
    shown = text(browser_of(UserFactory()).get("/teams/"))
    assert "Pavlo Sydorenko" in shown
    for inside in ("Nobody else had room", "would rather not", "data-drop", "Who could be"):
        assert inside not in shown


def test_teams_do_not_exist_for_clients(browser_of):
    assert browser_of(people_around().approver).get("/teams/").status_code == 404


def test_board_costs_the_same_for_one_and_three(head, django_assert_num_queries, django_assert_max_num_queries):
    def another():
        seat = SeatFactory(role=Role.MANAGER)
        SeatFactory(project=seat.project, role=Role.MODERATOR, user=None)
        GoalFactory(project=seat.project)
        ProfileFactory(user=seat.user, roles=["moderator"])
        Wish.objects.create(user=seat.user, project=seat.project, feeling="want")

    another()
    head.get("/teams/")
    with django_assert_max_num_queries(12) as first:
        head.get("/teams/")
    another()
    another()
    with django_assert_num_queries(len(first)):
        head.get("/teams/")


# --- seating --------------------------------------------------------------------------------------------------------


def test_dropped_person_sits_and_the_board_is_drawn_anew(head, text, seat):
    ruslan = UserFactory(name="Ruslan Hai")
    response = head.post(f"/teams/seats/{seat.pk}/fill/", {"person": ruslan.pk, "instead_of": ""}, headers=HTMX)
    assert Seat.objects.get().user == ruslan
    assert text(response).lstrip().startswith('<div class="page" id="board">')
    assert "Ruslan Hai is the moderator" in response["HX-Trigger"]


def test_seating_can_be_undone(head, seat):
    ruslan = UserFactory()
    response = head.post(f"/teams/seats/{seat.pk}/fill/", {"person": ruslan.pk}, headers=HTMX)
    assert f'"undo": "/teams/seats/{seat.pk}/empty/"' in response["HX-Trigger"]
    head.post(f"/teams/seats/{seat.pk}/empty/", headers=HTMX)
    assert Seat.objects.get().user is None


def test_undo_of_a_change_seats_who_sat_there(head):
    seat = SeatFactory()
    before = seat.user
    response = head.post(f"/teams/seats/{seat.pk}/fill/", {"person": UserFactory().pk}, headers=HTMX)
    undo = f"/teams/seats/{seat.pk}/fill/?person={before.pk}"
    assert undo in response["HX-Trigger"]
    head.post(undo, headers=HTMX)
    assert Seat.objects.get().user == before


def test_seat_taken_meanwhile_is_told(head, text, seat):
    Seat.objects.update(user=UserFactory(name="Lesya Moroz"))
    response = head.post(f"/teams/seats/{seat.pk}/fill/", {"person": UserFactory().pk, "instead_of": ""}, headers=HTMX)
    assert (response.status_code, Seat.objects.get().user.name) == (409, "Lesya Moroz")
    assert "is Lesya Moroz now" in text(response)


@pytest.mark.parametrize("person", ["", "0", "999999", "abc", "9" * 30])
def test_made_up_person_is_refused_in_words(head, text, seat, person):
    response = head.post(f"/teams/seats/{seat.pk}/fill/", {"person": person}, headers=HTMX)
    assert (response.status_code, Seat.objects.get().user) == (422, None)
    assert "Choose a person of the agency" in text(response)


def test_client_person_is_not_seated_by_a_made_up_request(head, text, seat):
    approver = ClientMemberFactory(client=seat.project.client).user
    response = head.post(f"/teams/seats/{seat.pk}/fill/", {"person": approver.pk}, headers=HTMX)
    assert (response.status_code, Seat.objects.get(pk=seat.pk).user) == (422, None)


@pytest.mark.parametrize(
    ("who", "status"), [("manager", 403), ("copywriter", 403), ("approver", 403), ("outsider", 404)]
)
def test_only_the_head_seats(browser_of, who, status):
    people = people_around()
    browser, seat = browser_of(getattr(people, who)), people.project.seats.first()
    for path in ("fill/", "empty/", "cover/"):
        assert browser.post(f"/teams/seats/{seat.pk}/{path}", {"person": people.outsider.pk}).status_code == status
    for path in ("", "who/"):
        assert browser.get(f"/teams/seats/{seat.pk}/{path}").status_code == status


def test_suggestions_for_a_taken_seat_leave_out_who_sits_in_the_project(head):
    seat = SeatFactory(role=Role.MODERATOR)
    ProfileFactory(user=seat.user, roles=["moderator"])
    other = ProfileFactory(roles=["moderator"]).user
    found = head.get(f"/teams/seats/{seat.pk}/who/").context["suggestions"]
    assert [suggestion.colleague.user for suggestion in found] == [other]


# --- covers ---------------------------------------------------------------------------------------------------------


def test_somebody_is_asked_to_cover(head):
    seat, lesya = SeatFactory(), UserFactory()
    said = {"to": lesya.pk, "starts_on": TODAY, "ends_on": TODAY + dt.timedelta(days=5), "reason": "At the sea"}
    head.post(f"/teams/seats/{seat.pk}/cover/", said)
    assert Delegation.objects.get().to == lesya


def test_cover_that_ends_before_it_begins_is_shown_again(head, text):
    seat = SeatFactory()
    said = {"to": UserFactory().pk, "starts_on": TODAY, "ends_on": TODAY - dt.timedelta(days=1), "reason": "At the sea"}
    response = head.post(f"/teams/seats/{seat.pk}/cover/", said)
    assert (response.status_code, Delegation.objects.count()) == (422, 0)
    assert "At the sea" in text(response)


def test_seat_page_shows_who_covers_and_who_else_could(head, text):
    delegation = DelegationFactory(to__name="Lesya Moroz", reason="Vira is at the sea")
    ProfileFactory(user__name="Timur Akhmetov", roles=["manager"])
    shown = text(head.get(f"/teams/seats/{delegation.seat_id}/"))
    for part in ("Lesya Moroz", "Vira is at the sea", "Timur Akhmetov"):
        assert part in shown


def test_cover_is_ended(head):
    delegation = DelegationFactory()
    head.post(f"/teams/covers/{delegation.pk}/end/")
    assert Delegation.objects.count() == 0


def test_cover_is_ended_only_by_the_head(browser_of):
    delegation = DelegationFactory()
    assert browser_of(delegation.to).post(f"/teams/covers/{delegation.pk}/end/").status_code == 403


def test_board_says_who_covers(head, text):
    DelegationFactory(to__name="Lesya Moroz")
    assert "Lesya Moroz covers" in text(head.get("/teams/"))


# --- wishes and profile ---------------------------------------------------------------------------------------------


def test_wish_is_my_own_and_the_newest_counts(browser_of):
    project, me = ProjectFactory(), UserFactory()
    browser = browser_of(me)
    for feeling in ("want", "rather_not"):
        browser.post(f"/me/wishes/{project.pk}/", {"feeling": feeling})
    wish = Wish.objects.get()
    assert (wish.user, wish.feeling) == (me, "rather_not")


def test_made_up_feeling_is_refused(browser_of):
    project = ProjectFactory()
    assert browser_of(UserFactory()).post(f"/me/wishes/{project.pk}/", {"feeling": "love"}).status_code == 422


def test_my_wishes_are_shown_to_me(browser_of, text):
    project, me = ProjectFactory(), UserFactory()
    Wish.objects.create(user=me, project=project, feeling="want")
    assert 'value="want" aria-pressed="true"' in text(browser_of(me).get("/me/profile/"))


def test_wish_of_a_finished_project_is_not_asked(browser_of):
    project = ProjectFactory(stage="finished")
    assert browser_of(UserFactory()).post(f"/me/wishes/{project.pk}/", {"feeling": "want"}).status_code == 404


def test_clients_have_no_wishes(browser_of):
    people = people_around()
    response = browser_of(people.approver).post(f"/me/wishes/{people.project.pk}/", {"feeling": "want"})
    assert (response.status_code, Wish.objects.count()) == (404, 0)


PROFILE = {
    "roles": ["copywriter"], "about": "Became a mother in May", "traits": "new mother, cyclist\nlives in Lviv",
    "share_traits": "on", "topics": "kids", "languages": ["uk", "ru"], "capacity": "3",
}  # fmt: skip


def test_profile_is_kept_as_said(browser_of):
    me = UserFactory()
    browser_of(me).post("/me/profile/", PROFILE)
    kept = Profile.objects.get(user=me)
    assert (kept.traits, kept.share_traits, kept.capacity) == (["new mother", "cyclist", "lives in Lviv"], True, 3)


def test_profile_is_shown_as_typed(browser_of, text):
    ProfileFactory(user=(me := UserFactory()), traits=["new mother", "cyclist"])
    assert "new mother, cyclist" in text(browser_of(me).get("/me/profile/"))


def test_yes_taken_back_stops_the_use_of_traits(browser_of):
    me = ProfileFactory(traits=["new mother"], share_traits=True).user
    browser_of(me).post("/me/profile/", {name: value for name, value in PROFILE.items() if name != "share_traits"})
    assert Profile.objects.get(user=me).shared_traits == []


@pytest.mark.parametrize(
    "bad", [{"capacity": "0"}, {"capacity": "99"}, {"traits": "x" * 61}, {"traits": ", ".join("abcdefghijklmn")},
            {"languages": ["klingon"]}, {"about": "x" * 301}, {"topics": "a\x00b"}, {"roles": ["boss"]}]
)  # fmt: skip
def test_impossible_profile_is_shown_again(browser_of, text, bad):
    response = browser_of(UserFactory()).post("/me/profile/", PROFILE | bad)
    assert (response.status_code, Profile.objects.count()) == (422, 0)
    assert "cyclist" in text(response) or "traits" in bad
