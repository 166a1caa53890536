"""The page of a result and the tray of ideas, as people press their buttons."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from content.models import Activity, Draw, Idea, Post, Promotion
from content.services import ideas
from tests.factories.content import AnswerFactory, draft

HTMX = {"HX-Request": "true"}


@pytest.fixture
def post(people):
    post = draft(people, title="Lullaby", format="promotion")
    prizes = [{"name": "Blanket", "winners": 1}]
    Promotion.objects.create(post=post, prizes=prizes, closes_at=timezone.now() - dt.timedelta(hours=1))
    return post


@pytest.fixture
def writer(people, signed_in):
    return signed_in(people.copywriter)


def text_of(response):
    return response.content.decode()


def test_draw_leads_to_its_protocol_with_everything_to_repeat_it(post, writer):
    entry = AnswerFactory(post=post, person_name="Olena Tkachuk")
    shown = text_of(writer.post(f"/posts/{post.pk}/result/draw/", follow=True))
    draw = Draw.objects.get()
    assert all(word in shown for word in ("Olena Tkachuk", entry.person_key, draw.seed, post.promotion.fingerprint))


def test_second_draw_without_a_reason_is_refused_beside_its_field(post, writer):
    AnswerFactory(post=post)
    writer.post(f"/posts/{post.pk}/result/draw/")
    refused = writer.post(f"/posts/{post.pk}/result/draw/", {"reason": ""})
    assert refused.status_code == 422
    assert "Say why it is drawn again." in text_of(refused)


def test_open_promotion_says_why_it_cannot_be_drawn(post, writer):
    Promotion.objects.update(closes_at=timezone.now() + dt.timedelta(days=1))
    assert "Entries are still open." in text_of(writer.get(f"/posts/{post.pk}/result/"))
    refused = writer.post(f"/posts/{post.pk}/result/draw/")
    assert (refused.status_code, Draw.objects.count()) == (422, 0)


def test_list_from_a_file_is_entered_and_a_bad_line_is_named(post, writer):
    good = SimpleUploadedFile("people.csv", "Олена; https://example.org/olena\nІван".encode())
    writer.post(f"/posts/{post.pk}/answers/", {"people": "Iryna", "file": good})
    assert [*post.answers.order_by("pk").values_list("person_name", flat=True)] == ["Iryna", "Олена", "Іван"]
    refused = writer.post(f"/posts/{post.pk}/answers/", {"people": "Petro; nowhere"})
    assert (refused.status_code, "line 1" in text_of(refused)) == (422, True)


def test_somebody_is_taken_out_with_a_reason_everybody_inside_can_read(post, writer):
    entry = AnswerFactory(post=post)
    writer.post(f"/answers/{entry.pk}/take-out/", {"reason": "Works for the agency"})
    assert "taken out: Works for the agency" in text_of(writer.get(f"/posts/{post.pk}/result/"))


def test_attendance_is_noted_and_keeps_what_was_typed_when_refused(people, writer):
    post = draft(people, format="offline", details={"offline": {"place": "The park"}})
    refused = writer.post(f"/posts/{post.pk}/result/note/", {"came": "34", "known_how": ""})
    assert (refused.status_code, 'value="34"' in text_of(refused)) == (422, True)
    writer.post(f"/posts/{post.pk}/result/note/", {"came": "34", "known_how": "A list", "cost": "5150.50"})
    activity = Activity.objects.get()
    assert (activity.came, str(activity.cost)) == (34, "5150.50")


def test_summary_is_loaded_into_the_posts_page(post, writer):
    AnswerFactory(post=post)
    assert "1 person entered" in text_of(writer.get(f"/posts/{post.pk}/result/?part=summary", headers=HTMX))


def test_result_costs_the_same_with_one_answer_and_with_three(post, writer, queries):
    AnswerFactory(post=post)
    one = queries(lambda: writer.get(f"/posts/{post.pk}/result/"))
    AnswerFactory(post=post)
    AnswerFactory(post=post)
    assert queries(lambda: writer.get(f"/posts/{post.pk}/result/")) == one


def test_idea_from_another_page_becomes_a_word_in_its_place(people, signed_in):
    said = {"text": "It shrank", "source": "mention", "source_text": "It shrank in the wash", "source_url": "/inbox/"}
    response = signed_in(people.moderator).post(f"/projects/{people.project.slug}/ideas/", said, headers=HTMX)
    assert "In the tray of ideas" in text_of(response)
    assert (Idea.objects.get().source, Idea.objects.get().source_url) == ("mention", "/inbox/")


def test_empty_idea_is_refused_beside_its_field(people, writer):
    response = writer.post(f"/projects/{people.project.slug}/ideas/", {"text": " "})
    assert response.status_code == 422
    assert "Say in a sentence" in text_of(response)


def test_idea_is_written_with_one_press(people, writer):
    idea = ideas.add(project=people.project, text="A lullaby a week", by=people.moderator)
    response = writer.post(f"/ideas/{idea.pk}/take/")
    assert response.headers["Location"] == Post.objects.get().get_absolute_url()


def test_tray_of_the_calendar_shows_what_waits_with_the_most_wanted_first(people, writer, queries):
    first, second = (ideas.add(project=people.project, text=text, by=people.moderator) for text in ("One", "Two"))
    one = queries(lambda: writer.get("/ideas/waiting/"))
    ideas.toggle_interest(idea=first, by=people.manager)
    ideas.set_aside(idea=ideas.add(project=people.project, text="Three", by=people.manager), by=people.manager)
    shown = writer.get("/ideas/waiting/")
    assert [*shown.context["ideas"]] == [first, second]
    assert queries(lambda: writer.get("/ideas/waiting/")) == one


def test_ideas_of_a_project_cost_the_same_for_one_and_for_three(people, writer, queries):
    ideas.add(project=people.project, text="One", by=people.moderator)
    one = queries(lambda: writer.get(f"/projects/{people.project.slug}/ideas/"))
    for text in ("Two", "Three"):
        ideas.add(project=people.project, text=text, by=people.moderator)
    assert queries(lambda: writer.get(f"/projects/{people.project.slug}/ideas/")) == one
