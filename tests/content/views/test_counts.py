import csv
import datetime as dt
import io

import pytest
from django.utils import timezone

from content.models import Metric, Publication
from content.services import counting
from content.services.counting import count_by_hand
from tests.factories.projects import ChannelFactory
from tests.factories.publishing import ready

pytestmark = pytest.mark.django_db


def out(people, *, network="tiktok", days_ago=5):
    channel = ChannelFactory(project=people.project, network=network, name="Lullaby")
    publication = ready(channel=channel, status="published", remote_id="7", remote_url="https://n.example/7")
    moment = timezone.now() - dt.timedelta(days=days_ago)
    Publication.objects.filter(pk=publication.pk).update(published_at=moment)
    return publication


def at(publication, rest=""):
    return f"/publications/{publication.pk}/{rest}"


def page(browser, address, **headers):
    return browser.get(address, headers=headers).content.decode()


def test_page_shows_the_form_and_then_the_reading_with_its_formula(people, signed_in):
    publication, browser = out(people), signed_in(people.copywriter)
    assert "Keep the counts" in page(browser, at(publication))
    day = people.project.today.isoformat()
    answer = browser.post(
        at(publication, "counts/"), {"day": day, "views": "12.4K", "likes": "42", "followers": "1 200"}
    )
    assert (answer.status_code, answer.url) == (302, f"{at(publication)}#counts-{publication.pk}")
    shown = page(browser, at(publication))
    assert "Engagement 3.5%: 42 actions ÷ 1\u202f200 followers." in shown
    assert f"Read by {people.copywriter}." in shown
    assert "views 12\u202f400" in shown


def test_htmx_gets_the_card_alone(people, signed_in):
    publication = out(people)
    answer = signed_in(people.copywriter).post(
        at(publication, "counts/"),
        {"day": people.project.today.isoformat(), "likes": "1"},
        headers={"HX-Request": "true"},
    )
    html = answer.content.decode()
    assert html.lstrip().startswith('<article class="panel publication"')
    assert "likes 1" in html


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"likes": "a lot"}, "Give a whole number."),
        ({"likes": "-3"}, "Give a whole number."),
        ({"likes": ""}, "Give at least one number besides the followers."),
        ({"day": "2999-01-01"}, "That day has not come yet."),
        ({"day": "2020-01-01"}, "It was not out yet"),
        ({"day": ""}, "Say on which day you read them."),
        ({"views": "9000M"}, "That is more than there are people on the network."),
    ],
)
def test_what_was_typed_wrong_is_said_and_kept_in_the_form(people, signed_in, wrong, said):
    publication = out(people)
    given = {"day": people.project.today.isoformat(), "likes": "3", "followers": "17"} | wrong
    answer = signed_in(people.copywriter).post(at(publication, "counts/"), given)
    html = answer.content.decode()
    assert (answer.status_code, said in html, Metric.objects.exists()) == (422, True, False)
    assert 'value="17"' in html


def test_reading_to_be_corrected_is_in_the_form(people, signed_in):
    publication = out(people)
    day = people.project.today - dt.timedelta(days=2)
    count_by_hand(publication=publication, day=day, by=people.manager, likes=77)
    html = page(signed_in(people.copywriter), f"{at(publication)}?day={day.isoformat()}")
    assert "Correct the counts of" in html
    assert 'value="77"' in html


def test_reading_is_taken_back_by_a_button(people, signed_in):
    metric = count_by_hand(publication=out(people), day=people.project.today, by=people.manager, likes=7)
    browser = signed_in(people.copywriter)
    address = at(metric.publication, f"counts/{metric.pk}/take-back/")
    assert address in page(browser, at(metric.publication))
    browser.post(address)
    assert not Metric.objects.exists()


def test_reading_of_another_publication_is_not_found(people, signed_in):
    metric = count_by_hand(publication=out(people), day=people.project.today, by=people.manager, likes=7)
    address = at(out(people), f"counts/{metric.pk}/take-back/")
    assert signed_in(people.manager).post(address).status_code == 404


def test_collected_counts_are_shown_without_a_form(people, signed_in):
    publication = out(people, network="vk")
    Metric.objects.create(publication=publication, at=timezone.now(), likes=3)
    html = page(signed_in(people.manager), at(publication))
    assert "likes 3" in html
    assert "No engagement rate: nobody knows how many followers there were." in html
    assert "Keep the counts" not in html


def test_who_only_reads_sees_the_counts_and_no_form(people, signed_in):
    metric = count_by_hand(publication=out(people), day=people.project.today, by=people.manager, likes=7)
    html = page(signed_in(people.moderator), at(metric.publication))
    assert "likes 7" in html
    assert "Keep the counts" not in html


def test_list_of_what_went_out_leads_to_the_counts(people, signed_in):
    publication = out(people)
    html = page(signed_in(people.moderator), f"/projects/{people.project.slug}/publications/")
    assert f"{at(publication)}#counts-{publication.pk}" in html


def test_page_takes_the_same_queries_for_one_reading_and_three(people, signed_in, queries):
    publication, browser, counts = out(people), signed_in(people.manager), []
    for days in ((0,), (1, 2)):
        for days_ago in days:
            day = people.project.today - dt.timedelta(days=days_ago)
            count_by_hand(publication=publication, day=day, by=people.manager, likes=days_ago + 1)
        counts.append(queries(lambda: browser.get(at(publication))))
    assert counts[0] == counts[1]


def test_what_works_leads_to_what_nobody_has_counted(people, signed_in, queries):
    address, browser = f"/projects/{people.project.slug}/what-works/", signed_in(people.manager)
    first = out(people)
    out(people, days_ago=0)
    asked = queries(lambda: browser.get(address))
    html = page(browser, address)
    assert "One publication has no counts" in html
    assert f"{at(first)}#counts-{first.pk}" in html
    out(people), out(people, network="vk")
    assert (queries(lambda: browser.get(address)), browser.get(address).context["works"].missing) == (asked, 3)


def test_what_works_says_how_many_were_counted_by_hand(people, signed_in):
    publication = out(people)
    counting.count_by_hand(publication=publication, day=people.project.today, by=people.manager, likes=7, followers=100)
    html = page(signed_in(people.manager), f"/projects/{people.project.slug}/what-works/")
    assert "; 1 counted by hand." in html
    assert "no counts" not in html


def test_table_says_where_every_number_comes_from(people, signed_in):
    by_hand = count_by_hand(
        publication=out(people), day=people.project.today, by=people.manager, views=900, likes=7, followers=70
    )
    Metric.objects.create(publication=out(people, network="vk"), at=timezone.now(), likes=3)
    answer = signed_in(people.moderator).get(f"/projects/{people.project.slug}/what-works/counts.csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    said = {row["Source"]: (row["Network"], row["Views"], row["Likes"], row["Engagement rate"]) for row in rows}
    assert said == {
        "By hand": ("TikTok", "900", "7", "0.100000"),
        "Collected": ("VKontakte", "", "3", ""),
    }
    assert {row["Read at"] for row in rows if row["Source"] == "By hand"} == {by_hand.day.isoformat()}
