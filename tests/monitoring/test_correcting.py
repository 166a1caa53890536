import pytest

from agency.models import Event
from monitoring.models import MentionDay, MentionHour
from monitoring.rollup import Cell, add_to_rollups
from monitoring.services.correcting import correct
from tests.factories.agency import UserFactory
from tests.factories.monitoring import MentionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def mention():
    mention = MentionFactory(tonality="negative", category="other")
    add_to_rollups(mention.project, {Cell(mention.published_at, mention.media_type, "negative"): 1})
    return mention


def counts(model):
    return {row.tonality: row.count for row in model.objects.all()}


def test_a_correction_moves_the_counts(mention):
    correct(mention=mention, tonality="positive", category="praise", by=UserFactory())

    assert counts(MentionDay) == counts(MentionHour) == {"negative": 0, "positive": 1}


def test_a_correction_is_kept_as_a_lesson_and_in_the_audit(mention):
    lesya = UserFactory(name="Lesya Moroz")

    correct(mention=mention, tonality="positive", category="praise", by=lesya)

    lesson = mention.corrections.get()
    assert (lesson.tonality_before, lesson.tonality_after, lesson.by) == ("negative", "positive", lesya)
    assert Event.objects.get().sentence == "Lesya Moroz changed the tone from negative to positive"


def test_correcting_to_the_same_changes_nothing(mention):
    correct(mention=mention, tonality="negative", category="other", by=UserFactory())

    assert not mention.corrections.exists()
    assert counts(MentionDay) == {"negative": 1}


def test_correcting_a_promo_moves_no_counts():
    promo = MentionFactory(is_promo=True)

    correct(mention=promo, tonality="positive", category="spam", by=UserFactory())

    assert not MentionDay.objects.exists()
