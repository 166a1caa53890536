"""How people take part: written with the draft, checked before the review, covered by the yes."""

import datetime as dt

import pytest

from content import checks
from content.diffs import changes
from content.hashing import hash_of, snapshot_of
from content.models import Post, Promotion, Survey, details_of
from content.refusal import Refusal
from content.selectors.facts import facts_of
from content.services import drafts
from tests.factories.content import draft, tomorrow, with_client
from tests.factories.projects import ChannelFactory

SURVEY = {"question": "Which lullaby?", "options": ["Kotyk", "Soniko"]}
LULLABY = {"format": Post.Format.SURVEY, "details": {"survey": SURVEY}}


def prize(people, **fields):
    """The details of a promotion that lacks nothing."""
    said = {
        "rules": "Tell us your lullaby",
        "prizes": [{"name": "Blanket", "winners": 2}],
        "closes_on": tomorrow(people.project, days=7),
    }
    return {"promotion": said | fields}


def obstacles(post):
    return checks.obstacles(checks.sheet_of(Post.objects.get(pk=post.pk)))


def test_post_without_details_hashes_as_before_and_with_them_differently(people):
    post = draft(people)
    before = hash_of(snapshot_of(post))
    assert "details" not in snapshot_of(post)
    post = drafts.save(
        post=post, revision=0, by=people.copywriter, changes={"format": "survey"}, details={"survey": SURVEY}
    )
    asked = hash_of(snapshot_of(post))
    post = drafts.save(
        post=post, revision=1, by=people.copywriter, changes={}, details={"survey": {"options": ["Kotyk", "None"]}}
    )
    assert len({before, asked, post.content_hash}) == 3


def test_survey_is_a_poll_where_the_network_has_one_and_numbered_text_elsewhere(people):
    post = draft(people, **LULLABY)
    ChannelFactory(project=people.project, network="telegram")
    channels = [{"channel": channel} for channel in people.project.channels.order_by("pk")]
    post = drafts.save(post=post, revision=0, by=people.copywriter, changes={"language": "en"}, targets=channels)
    poll, text = checks.sheet_of(post).leaves
    assert poll.outgoing.poll.options == ("Kotyk", "Soniko")
    assert poll.outgoing.text == post.text
    assert text.outgoing.poll is None
    assert text.outgoing.text == f"{post.text}\n\n1. Kotyk\n2. Soniko\n\nWrite the number in a comment."
    assert text.written == post.text


def test_approved_version_sends_the_poll_it_was_approved_with(people):
    version = with_client(people, **LULLABY)
    target = version.snapshot["targets"][0]
    assert (target["poll"], version.snapshot["details"]["question"]) == (True, "Which lullaby?")
    Survey.objects.update(question="Something else?")
    publication = people.project.publications.model(
        project=people.project, post=version.post, channel_id=target["channel"], version=version
    )
    assert publication.outgoing().poll.question == "Which lullaby?"


def test_promotion_shows_the_fingerprint_of_its_seed_and_never_the_seed(people):
    post = draft(people, format="promotion", details=prize(people))
    promotion = Promotion.objects.get(post=post)
    sent = checks.sheet_of(post).leaves[0].outgoing.text
    assert sent.endswith(promotion.fingerprint)
    assert promotion.seed not in str(snapshot_of(post))


@pytest.mark.parametrize(
    ("format", "fields"),
    [
        ("promotion", {"promotion-rules", "promotion-prizes", "promotion-closes_on"}),
        ("survey", {"survey-question", "survey-options"}),
        ("interactive", {"interactive-asked"}),
        ("question", {"question-asked"}),
        ("offline", {"offline-place", "offline-opens_on"}),
        ("post", set()),
    ],
)
def test_what_is_missing_refuses_submission_beside_its_field(people, format, fields):
    assert set(obstacles(draft(people, format=format))) == fields


def test_promotion_that_ends_before_the_post_goes_out_is_refused(people):
    day = tomorrow(people.project, days=3)
    post = draft(
        people,
        format="promotion",
        day=day,
        time=dt.time(12),
        details=prize(people, closes_on=day, closes_time=dt.time(9)),
    )
    assert set(obstacles(post)) == {"promotion-closes_on"}


def test_end_before_the_beginning_is_refused(people):
    with pytest.raises(Refusal) as refused:
        draft(people, format="promotion", details=prize(people, opens_on=tomorrow(people.project, days=9)))
    assert set(refused.value.errors) == {"closes_on"}


def test_day_alone_closes_with_its_last_minute_where_the_project_is(people):
    day = tomorrow(people.project)
    promotion = details_of(draft(people, format="promotion", details=prize(people, closes_on=day)))
    local = promotion.closes_at.astimezone(people.project.zone)
    assert (local.date(), local.time()) == (day, dt.time(23, 59))


def test_other_format_keeps_what_was_written_for_the_first(people):
    post = draft(people, format="promotion", details=prize(people))
    post = drafts.save(post=post, revision=0, by=people.copywriter, changes={"format": "post"})
    assert "details" not in snapshot_of(post)
    post = drafts.save(post=post, revision=1, by=people.copywriter, changes={"format": "promotion"})
    assert snapshot_of(post)["details"]["rules"] == "Tell us your lullaby"


def test_copy_has_the_same_rules_and_a_seed_of_its_own(people):
    first = draft(people, format="promotion", details=prize(people))
    second = drafts.copy(post=first, by=people.copywriter)
    one, two = details_of(first), details_of(second)
    assert (two.rules, two.prizes, two.closes_at) == (one.rules, one.prizes, one.closes_at)
    assert two.seed != one.seed


def test_change_of_the_prizes_is_shown_to_who_said_yes(people):
    old = snapshot_of(draft(people, format="promotion", details=prize(people)))
    new = old | {"details": old["details"] | {"prizes": [{"name": "Spoon", "winners": 1}]}}
    assert [change.label for change in changes(old, new, channels={})] == ["Prizes"]
    assert dict(facts_of(new["details"]))["Prizes"] == "Spoon"
