import csv
import datetime as dt

import pytest
from django.utils import timezone

from content.models import Wait
from content.selectors import waits
from tests.factories.content import PostFactory, with_client
from tests.factories.people import people_around

HOUR = dt.timedelta(hours=1)


def span(people, hours, kind="approval", **fields):
    """One that has ended, in a post of its own."""
    end = timezone.now()
    post = PostFactory(project=people.project, author=people.copywriter, **fields)
    return Wait.objects.create(project=people.project, post=post, kind=kind, began_at=end - 2 * hours * HOUR,
                               ended_at=end, business=hours * HOUR)  # fmt: skip


def test_median_and_worst_are_those_of_the_agreed_hours(people):
    for hours in (1, 2, 9, 4):
        span(people, hours)
    span(people, 7, "review")
    review, approval = waits.figures(waits.visible(people.manager))
    assert (approval.median, approval.worst, approval.ended) == (3 * HOUR, 9 * HOUR, 4)
    assert (review.median, review.worst) == (7 * HOUR, 7 * HOUR)


def test_what_still_waits_comes_first_and_names_who_waits(people, signed_in):
    span(people, 5, title="Ended")
    with_client(people, title="Still waits for a letter")
    text = signed_in(people.manager).get(f"/projects/{people.project.slug}/waits/").content.decode()
    assert "The client’s yes takes 5\N{NO-BREAK SPACE}h" in text
    assert text.index("Still waits for a letter") < text.index("Ended")
    assert str(people.project.client) in text


def test_the_table_file_has_the_same_rows_and_no_formulas(people, signed_in):
    span(people, 5, title="=HYPERLINK(1)")
    answer = signed_in(people.manager).get(f"/projects/{people.project.slug}/waits/?as=csv&kind=approval")
    (row,) = csv.DictReader(answer.content.decode().splitlines())
    assert (row["post"], row["who_waited"], row["agreed_hours"], row["calendar_hours"]) == (
        "'=HYPERLINK(1)", "We", "5.00", "10.00",
    )  # fmt: skip


def test_everybody_sees_the_spans_of_their_own_projects(people, signed_in):
    foreign = people_around()
    span(people, 5, title="Ours")
    span(foreign, 5, title="Theirs")
    seen = {
        who: {title for title in ("Ours", "Theirs") if title in signed_in(user).get("/waits/").content.decode()}
        for who, user in (("head", people.head), ("moderator", people.moderator), ("outsider", people.outsider))
    }
    assert seen == {"head": {"Ours", "Theirs"}, "moderator": {"Ours"}, "outsider": set()}
    assert signed_in(people.approver).get("/waits/").status_code == 404


def test_one_row_and_three_cost_the_same(people, signed_in, queries):
    span(people, 1)
    browser = signed_in(people.manager)
    one = queries(lambda: browser.get(f"/clients/{people.project.client_id}/waits/"))
    with_client(people)
    with_client(people)
    assert queries(lambda: browser.get(f"/clients/{people.project.client_id}/waits/")) == one


@pytest.mark.parametrize("after", ["nonsense", "WzFd"])
def test_a_made_up_place_is_no_error(people, signed_in, after):
    span(people, 1)
    status = signed_in(people.manager).get(f"/projects/{people.project.slug}/waits/?after={after}").status_code
    assert status in (200, 404)
