"""How people take part, by program: details, answers, draws, ideas."""

import datetime as dt

from django.utils import timezone
from rest_framework.test import APIClient

from content.models import Answer, Draw, Idea, Post, Promotion
from tests.factories.content import AnswerFactory, draft, tomorrow

POLL = {"question": "Which lullaby?", "options": ["Kotyk", "Soniko"]}


def api(user):
    client = APIClient()
    client.force_login(user)
    return client


def ask(user, address, body):
    return api(user).post(f"/api/v1/{address}/", body, format="json")


def test_details_come_with_the_post_and_are_read_back(people):
    said = {"project": people.project.slug, "title": "One", "format": "survey", "details": POLL}
    answer = ask(people.copywriter, "posts", said).json()
    assert (answer["details"]["question"], answer["details"]["options"]) == ("Which lullaby?", ["Kotyk", "Soniko"])


def test_one_field_of_the_details_changes_and_the_rest_stays(people):
    post = draft(people, format="survey", details={"survey": POLL})
    body = {"revision": post.revision, "details": {"several": True}}
    api(people.copywriter).patch(f"/api/v1/posts/{post.pk}/", body, format="json")
    kept = Post.objects.get().survey
    assert (kept.several, kept.options) == (True, POLL["options"])


def test_wrong_details_are_named_by_their_field(people):
    day = tomorrow(people.project, 5).isoformat()
    wrong = {"opens_on": day, "closes_on": tomorrow(people.project).isoformat()}
    said = {"project": people.project.slug, "title": "One", "format": "promotion", "details": wrong}
    answer = ask(people.copywriter, "posts", said)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["details.closes_on"]
    said["details"] = {"colour": "red"}
    assert ask(people.copywriter, "posts", said).json()["errors"][0]["code"] == "unknown_field"


def test_people_are_entered_drawn_and_drawn_again_with_a_reason(people):
    post = draft(people, format="promotion")
    prizes = [{"name": "Blanket", "winners": 1}]
    Promotion.objects.create(post=post, prizes=prizes, closes_at=timezone.now() - dt.timedelta(hours=1))
    AnswerFactory(post=post)
    entered = ask(people.copywriter, "answers", {"post": post.pk, "person_name": "Hanna"})
    assert (entered.status_code, entered.json()["person_key"]) == (201, "hand:hanna")
    first = ask(people.copywriter, "draws", {"post": post.pk}).json()
    assert len(first["entries"]) == 2
    out = Answer.objects.get(person_key=first["winners"][0]["person_key"])
    ask(people.copywriter, f"answers/{out.pk}/take-out", {"reason": "A colleague"})
    assert ask(people.copywriter, "draws", {"post": post.pk}).status_code == 422
    assert ask(people.copywriter, "draws", {"post": post.pk, "reason": "A colleague won"}).status_code == 201
    assert Draw.objects.count() == 2


def test_idea_is_put_in_and_taken(people):
    idea = ask(people.moderator, "ideas", {"project": people.project.slug, "text": "A lullaby a week"}).json()
    assert ask(people.moderator, f"ideas/{idea['id']}/take", {}).status_code == 403
    taken = ask(people.copywriter, f"ideas/{idea['id']}/take", {}).json()
    assert (taken["status"], taken["post"]) == ("taken", Post.objects.get().pk)
    assert Idea.objects.get().status == "taken"
