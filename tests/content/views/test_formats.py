"""The composer's part about taking part: its fields follow the format, and nothing typed is lost."""

import pytest

from content.models import Post, Promotion, Survey
from tests.factories.content import draft, tomorrow, with_client

HTMX = {"HX-Request": "true"}


@pytest.fixture
def writer(people, signed_in):
    return signed_in(people.copywriter)


def typed(post, **fields):
    """What the composer sends of a post."""
    said = {
        "revision": post.revision, "title": post.title, "text": post.text, "value_kind": post.value_kind,
        "value_sentence": post.value_sentence, "format": post.format,
    }  # fmt: skip
    return said | {f"target-{target.channel_id}-on": "on" for target in post.targets.all()} | fields


def save(writer, post, **fields):
    return writer.post(f"/posts/{post.pk}/save/", typed(post, **fields), headers=HTMX)


def test_choosing_a_format_brings_its_fields(people, writer):
    response = save(writer, draft(people), format="survey", taking_part="")
    assert 'id="taking-part"' in response.content.decode()
    assert 'name="survey-options"' in response.content.decode()


def test_autosave_of_the_same_format_leaves_its_fields_alone(people, writer):
    post = draft(people, format="survey")
    response = save(writer, post, taking_part="survey", **{"survey-question": "Which?"})
    assert 'id="taking-part"' not in response.content.decode()
    assert Survey.objects.get().question == "Which?"


def test_what_was_typed_for_the_format_before_is_kept(people, writer):
    post = draft(people, format="promotion")
    fields = {"promotion-rules": "Tell us", "promotion-prizes": "2 × Blanket\nSpoon", "promotion-entering": "comment"}
    save(writer, post, format="survey", taking_part="promotion", **fields, **{"promotion-bars_winners_days": "30"})
    kept = Promotion.objects.get()
    assert (kept.rules, kept.bars_winners_days) == ("Tell us", 30)
    assert kept.prizes == [{"name": "Blanket", "winners": 2}, {"name": "Spoon", "winners": 1}]
    assert Post.objects.get().format == "survey"


def test_wrong_field_is_named_and_the_sound_ones_are_saved(people, writer):
    post = draft(people, format="survey")
    fields = {"survey-question": "Which?", "survey-options": "One\none"}
    response = save(writer, post, taking_part="survey", **fields)
    assert response.status_code == 422
    assert "Two lines say the same." in response.content.decode()
    assert Survey.objects.get().question == "Which?"


def test_missing_rules_are_named_beside_their_field(people, writer):
    post = draft(people, format="promotion")
    fields = {"promotion-prizes": "Spoon", "promotion-entering": "comment", "promotion-bars_winners_days": "0"}
    response = writer.post(f"/posts/{post.pk}/submit/", typed(post, taking_part="promotion", **fields))
    assert response.status_code == 422
    assert 'id="id_promotion-rules_error"' in response.content.decode()
    assert Post.objects.get().status == "draft"


def test_reviewer_client_and_reader_see_how_people_take_part(people, signed_in):
    rules = {"rules": "Tell us your lullaby", "prizes": [{"name": "Blanket", "winners": 2}],
             "closes_on": tomorrow(people.project, 9)}  # fmt: skip
    version = with_client(people, format="promotion", details={"promotion": rules})
    pages = {people.copywriter: version.post.get_absolute_url(), people.approver: "/approvals/"}
    for reader, address in pages.items():
        assert "2 × Blanket" in signed_in(reader).get(address).content.decode()
