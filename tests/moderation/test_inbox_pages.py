import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from moderation.models import Case, Reply
from moderation.services.working import escalate, note
from tests.factories.moderation import CaseFactory
from tests.factories.monitoring import MentionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def browse(client, people):
    client.force_login(people.moderator)
    return client


def url(name, case):
    return reverse(f"moderation:{name}", args=[case.pk])


def test_the_queue_shows_the_most_urgent_first(browse, make_case):
    later = make_case(answer_due_at=timezone.now() + dt.timedelta(hours=3))
    late = make_case(answer_due_at=timezone.now() - dt.timedelta(hours=1))

    page = browse.get(reverse("moderation:inbox")).content.decode()

    assert page.index(late.mention.text) < page.index(later.mention.author.name)
    assert "Past the deadline" in page


def test_a_stranger_gets_404_and_sees_no_foreign_case(client, people, case):
    foreign = CaseFactory(mention=MentionFactory(text="Of another client"))
    client.force_login(people.moderator)

    assert client.get(url("case", foreign)).status_code == 404
    assert "Of another client" not in client.get(reverse("moderation:inbox")).content.decode()


def test_a_clients_person_never_sees_the_inside(client, people, case):
    note(case=case, text="Between us only", by=people.moderator)
    client.force_login(people.expert)

    assert client.get(url("case", case)).status_code == 403


def test_a_copywriter_reads_and_may_not_answer(client, people, case):
    client.force_login(people.copywriter)

    assert "The moderators of this project answer here" in client.get(url("case", case)).content.decode()
    assert client.post(url("case-reply", case), {"text": "Привіт"}).status_code == 403


def test_a_reply_leaves_the_queue_at_once(browse, case):
    answer = browse.post(url("case-reply", case), {"text": "Вибачте"}, headers={"HX-Request": "true"})

    assert Reply.objects.get().text == "Вибачте"
    assert "Nobody waits" in answer.content.decode()


@pytest.mark.parametrize("text", ["", "   ", "х" * 1_001])
def test_a_bad_reply_is_refused_in_words_and_nothing_is_lost(browse, case, text):
    answer = browse.post(url("case-reply", case), {"text": text})

    assert answer.status_code == 422
    assert text.strip() in answer.content.decode()
    assert not Reply.objects.exists()


def test_a_reply_that_came_too_late_keeps_its_text(browse, case, people):
    Case.objects.update(status="claimed", claimed_by=people.manager)

    answer = browse.post(url("case-reply", case), {"text": "Моя відповідь"})

    assert answer.status_code == 409
    assert "Моя відповідь" in answer.content.decode()


def test_done_can_be_undone(browse, case):
    done = browse.post(url("case-resolve", case), headers={"HX-Request": "true"})
    assert url("case-reopen", case) in done.headers["HX-Trigger"]

    browse.post(url("case-reopen", case))

    assert Case.objects.get().status == "open"


def test_correcting_takes_only_what_is_on_the_lists(browse, case):
    assert browse.post(url("case-correct", case), {"tonality": "furious", "category": "praise"}).status_code == 422
    browse.post(url("case-correct", case), {"tonality": "positive", "category": "praise"})

    case.mention.refresh_from_db()
    assert (case.mention.tonality, case.mention.category) == ("positive", "praise")


def test_text_of_a_stranger_is_never_markup(browse, make_case):
    make_case(mention={"text": "<script>alert(1)</script>"})

    assert "<script>alert" not in browse.get(reverse("moderation:inbox")).content.decode()


def test_an_expert_answers_what_they_were_asked(client, people, case):
    escalation = escalate(case=case, to=people.expert, reason="May I promise it?", by=people.moderator)
    client.force_login(people.expert)
    assert "May I promise it?" in client.get(reverse("moderation:facts")).content.decode()

    client.post(reverse("moderation:facts"), {"escalation": escalation.pk, "answer": "Yes"})

    escalation.refresh_from_db()
    assert escalation.answer == "Yes"


def test_nobody_answers_a_question_asked_of_somebody_else(client, people, case):
    escalation = escalate(case=case, to=people.expert, reason="May I promise it?", by=people.moderator)
    client.force_login(people.foreign_client)

    answer = client.post(reverse("moderation:facts"), {"escalation": escalation.pk, "answer": "Yes"})

    assert answer.status_code == 404


def test_the_queue_goes_on_where_the_page_ended(browse, make_case):
    for number in range(27):
        make_case(answer_due_at=timezone.now() + dt.timedelta(hours=number))
    first = browse.get(reverse("moderation:inbox"))

    rest = browse.get(
        reverse("moderation:inbox"), {"after": first.context["queue"].after}, headers={"HX-Request": "true"}
    )

    assert len(first.context["queue"].cases) == 25
    assert len(rest.context["queue"].cases) == 2


def test_three_cases_cost_as_many_queries_as_one(
    browse, make_case, django_assert_num_queries, django_assert_max_num_queries
):
    make_case()
    browse.get(reverse("moderation:inbox"))
    with django_assert_max_num_queries(30) as one:
        browse.get(reverse("moderation:inbox"))
    make_case()
    make_case()

    with django_assert_num_queries(len(one)):
        browse.get(reverse("moderation:inbox"))
