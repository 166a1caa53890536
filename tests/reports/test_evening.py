import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from agency.models import Event
from reports.evening import MOST, NotEverythingSeen, evening_of, sign_off
from reports.models import EveningCheck
from tests.factories.content import PublicationFactory
from tests.factories.moderation import CaseFactory
from tests.factories.monitoring import MentionFactory, SourceFactory
from tests.factories.projects import ChannelFactory, SeatFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def browse(client, people):
    client.force_login(people.manager)
    return client


def late(project):
    source = SourceFactory(channel=ChannelFactory(project=project))
    CaseFactory(mention=MentionFactory(source=source), answer_due_at=timezone.now() - dt.timedelta(hours=1))


def test_a_manager_sees_their_own_projects_only(people):
    assert [card.project for card in evening_of(people.manager).cards] == [people.project]


def test_a_moderator_signs_nothing_off(people):
    assert evening_of(people.moderator).cards == []


def test_what_needs_a_hand_stands_first(people):
    other = SeatFactory(user=people.manager).project
    late(other)

    assert [card.project for card in evening_of(people.manager).cards] == [other, people.project]


def test_no_more_than_five_things_are_shown(people):
    for _ in range(MOST + 2):
        PublicationFactory(post__project=people.project, status="failed")

    card = evening_of(people.manager).cards[0]

    assert (len(card.troubles), card.hidden) == (MOST, 2)


def test_signing_off_needs_every_project_seen(people):
    with pytest.raises(NotEverythingSeen, match=people.project.name):
        sign_off(user=people.manager, seen=set())


def test_signing_off_is_kept_with_what_was_shown(people):
    late(people.project)

    check = sign_off(user=people.manager, seen={people.project.slug})

    assert check.seen == {people.project.slug: ["One person has waited longer than agreed."]}
    assert Event.objects.get(verb="reports.evening.signed").actor == people.manager


def test_signing_off_twice_keeps_the_first(people):
    first = sign_off(user=people.manager, seen={people.project.slug})

    assert sign_off(user=people.manager, seen={people.project.slug}) == first
    assert EveningCheck.objects.count() == 1


def test_the_page_refuses_in_words_and_keeps_the_ticks(browse, people):
    other = SeatFactory(user=people.manager).project

    answer = browse.post(reverse("reports:evening"), {"seen": [people.project.slug]})

    assert answer.status_code == 422
    assert f"{other.name} first" in answer.content.decode()
    assert answer.context["seen"] == {people.project.slug}


def test_after_signing_off_the_page_lets_one_sleep(browse, people):
    browse.post(reverse("reports:evening"), {"seen": [people.project.slug]})

    assert "Sleep well" in browse.get(reverse("reports:evening")).content.decode()
