"""What is noted by hand, what follows from it, and who is reminded."""

import datetime as dt

import pytest
from django.utils import timezone

from agency.models import Notification
from agency.transitions import MovedMeanwhile
from content.models import DETAILS, Activity
from content.refusal import Refusal
from content.services.taking_part import answers, noting, reminding
from content.services.taking_part.judging import has_word, named_options
from tests.factories.content import AnswerFactory, draft
from tests.factories.projects import ChannelFactory
from tests.factories.publishing import ready

OPTIONS = ["Kotyk", "Soniko", "Pylypko"]
HOUR = dt.timedelta(hours=1)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("2", (2,)),
        ("№1 and 3, of course", (1, 3)),
        ("kotyk!", (1,)),
        ("12 or 20", ()),
        ("a2", ()),
        ("Kotyk is old", ()),
    ],
)
def test_comment_names_answers_by_number_or_by_all_of_its_words(text, named):
    assert named_options(OPTIONS, text) == named


@pytest.mark.parametrize(
    ("text", "found"), [("Ось #Котик наш", True), ("#котики", False), ("наш#котик", False), ("#котик, так", True)]
)
def test_word_counts_as_a_word_of_its_own(text, found):
    assert has_word("#котик", text) is found


def test_attendance_says_how_it_is_known(people):
    post = draft(people, format="offline", details={"offline": {"place": "The park"}})
    with pytest.raises(Refusal) as refused:
        noting.note_attendance(post=post, by=people.copywriter, came=34, known_how=" ")
    assert set(refused.value.errors) == {"known_how"}
    noting.note_attendance(post=post, by=people.copywriter, came=34, known_how="Counted at the door", cost=None)
    activity = Activity.objects.get()
    assert (activity.came, activity.noted_by) == (34, people.copywriter)


def test_best_answers_make_the_next_post(people):
    post = draft(people, format="question", details={"question": {"asked": "Which lullaby?"}})
    answer = AnswerFactory(post=post, person_name="Olena", text="Kotyk, every evening")
    with pytest.raises(MovedMeanwhile):
        noting.follow_up(post=post, by=people.copywriter)
    answers.pick(answer=answer, best=True, by=people.copywriter)
    made = noting.follow_up(post=post, by=people.copywriter)
    assert made.text == "Which lullaby?\n\n“Kotyk, every evening”\nOlena"
    assert [*made.channels.all()] == [*post.channels.all()]


def test_person_taken_out_comes_back_only_once(people):
    post = draft(people, format="question")
    first = AnswerFactory(post=post)
    answers.take_out(answer=first, reason="a colleague", by=people.copywriter)
    again = AnswerFactory(post=post, person_key=first.person_key)
    with pytest.raises(MovedMeanwhile):
        answers.put_back(answer=first, by=people.copywriter)
    answers.take_out(answer=again, reason="a colleague", by=people.copywriter)
    answers.put_back(answer=first, by=people.copywriter)
    assert [row.pk for row in post.answers.counting()] == [first.pk]


@pytest.mark.parametrize(
    ("format", "window", "kind"),
    [
        ("promotion", {"closes_at": 20 * HOUR}, "promotion_closing"),
        ("promotion", {"closes_at": -13 * HOUR}, "result_missing"),
        ("survey", {"closes_at": -HOUR}, "survey_closed"),
        ("offline", {"opens_at": -15 * HOUR, "closes_at": -13 * HOUR}, "result_missing"),
        ("promotion", {"closes_at": 30 * HOUR}, None),
        ("offline", {"opens_at": -2 * HOUR}, None),
    ],
)
def test_copywriter_and_manager_are_told_once(people, format, window, kind):
    publication = ready(channel=ChannelFactory(project=people.project), status="published", remote_id="1")
    publication.post.format = format
    publication.post.save(update_fields=["format"])
    moments = {name: timezone.now() + after for name, after in window.items()}
    DETAILS[format].objects.create(post=publication.post, **moments)
    reminding.remind()
    reminding.remind()
    told = {(row.user, row.kind) for row in Notification.objects.all()}
    team = {people.copywriter, people.manager, publication.post.author}
    assert told == ({(person, kind) for person in team} if kind else set())
    assert Notification.objects.count() == len(told)
