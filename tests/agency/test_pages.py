import base64
import datetime as dt
import json

import pytest
from django.http import Http404

from agency.models import User
from agency.pages import keyset_page
from tests.factories.agency import UserFactory

pytestmark = pytest.mark.django_db
BY_NAME = ("name", "id")


def names(page):
    return [user.name for user in page.rows]


def place(*values):
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode()


def test_pages_show_everything_once_in_order():
    for name in ("Olena", "Anna", "Olena", "Marta", "Olena"):
        UserFactory(name=name)
    seen, after = [], None

    while after != "":
        page = keyset_page(User.objects.all(), by=BY_NAME, after=after, size=2)
        seen += page.rows
        after = page.next

    assert [user.name for user in seen] == ["Anna", "Marta", "Olena", "Olena", "Olena"]
    assert len({user.pk for user in seen}) == 5


def test_the_last_page_has_no_next():
    UserFactory.create_batch(2)

    assert keyset_page(User.objects.all(), by=BY_NAME, size=2).next == ""


def test_the_newest_may_come_first():
    UserFactory.create_batch(3)

    first = keyset_page(User.objects.all(), by=("-date_joined", "-id"), size=2)
    second = keyset_page(User.objects.all(), by=("-date_joined", "-id"), size=2, after=first.next)

    ids = [user.pk for user in (*first.rows, *second.rows)]
    assert ids == sorted(ids, reverse=True)


def test_rows_of_one_millisecond_are_shown_once():
    at = dt.datetime(2026, 11, 26, 12, tzinfo=dt.UTC)
    for micro in (100, 200, 300):
        User.objects.filter(pk=UserFactory().pk).update(date_joined=at.replace(microsecond=micro))
    first = keyset_page(User.objects.all(), by=("date_joined", "id"), size=2)

    second = keyset_page(User.objects.all(), by=("date_joined", "id"), size=2, after=first.next)

    assert [user.date_joined.microsecond for user in second.rows] == [300]


def test_a_new_row_does_not_shift_the_next_page():
    for name in ("B", "C", "D"):
        UserFactory(name=name)
    first = keyset_page(User.objects.all(), by=BY_NAME, size=2)
    UserFactory(name="A")

    assert names(keyset_page(User.objects.all(), by=BY_NAME, size=2, after=first.next)) == ["D"]


@pytest.mark.parametrize(
    "after",
    ["x", "%%%", "ы", place("one"), place({}, []), place(None, None), place("a", "b"), place("a", 10**30), "[" * 9999],
)
def test_a_made_up_place_is_not_there(after):
    UserFactory()

    try:
        page = keyset_page(User.objects.all(), by=BY_NAME, after=after)
    except Http404:
        return
    assert page.next == ""
