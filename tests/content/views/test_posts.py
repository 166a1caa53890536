import datetime as dt

import pytest

from content.models import Post, Publication
from content.services import approvals, drafts, submission
from content.services.approvals import Voice
from tests.factories.content import MediaFactory, SlotFactory, draft, submitted, tomorrow, with_client
from tests.factories.people import people_around
from tests.factories.projects import ChannelFactory, ProjectFactory


def fresh(post):
    return Post.objects.get(pk=post.pk)


def move(browser, post, verb):
    return browser.post(f"/posts/{post.pk}/move/{verb}/")


def test_a_post_with_the_client_is_read_by_the_team_and_the_approver(people, signed_in):
    version = with_client(people)
    for role in ("head", "manager", "copywriter", "moderator", "approver"):
        text = signed_in(getattr(people, role)).get(f"/posts/{version.post_id}/").content.decode()
        assert "Three signs that the baby is ready" in text


def test_the_client_reads_only_the_shared_part_of_the_story(people, signed_in):
    version = with_client(people)
    approvals.approve(version=version, voice=Voice(user=people.approver))
    inside = signed_in(people.manager).get(f"/posts/{version.post_id}/").content.decode()
    outside = signed_in(people.approver).get(f"/posts/{version.post_id}/").content.decode()
    assert "sent version 1" in inside
    assert "sent version 1" not in outside
    assert "said yes to version 1" in outside


@pytest.mark.parametrize(("role", "status"), [("expert", 403), ("outsider", 404), ("foreign_client", 404)])
def test_a_post_is_not_for_everybody(people, signed_in, role, status):
    version = with_client(people)
    assert signed_in(getattr(people, role)).get(f"/posts/{version.post_id}/").status_code == status


def test_the_history_is_for_the_agency(people, signed_in):
    version = with_client(people)
    path = f"/posts/{version.post_id}/history/"
    assert "Version 1" in signed_in(people.moderator).get(path).content.decode()
    assert signed_in(people.approver).get(path).status_code == 403


def test_edit_again_opens_the_composer(people, signed_in):
    version = submitted(people)
    browser = signed_in(people.copywriter)
    move(browser, version.post, "reopen")
    assert fresh(version.post).status == "draft"
    assert "Send to review" in browser.get(f"/posts/{version.post_id}/").content.decode()


def test_archive_and_its_undo(people, signed_in):
    post, browser = draft(people), signed_in(people.manager)
    move(browser, post, "archive")
    assert fresh(post).status == "archived"
    assert f"/posts/{post.pk}/move/bring-back/" in browser.get(f"/posts/{post.pk}/").content.decode()
    move(browser, post, "bring-back")
    assert fresh(post).status == "draft"


def test_copy_opens_the_copy(people, signed_in):
    post = draft(people)
    answer = move(signed_in(people.copywriter), post, "copy")
    new = Post.objects.exclude(pk=post.pk).get()
    assert answer["Location"] == f"/posts/{new.pk}/"


def test_delete_a_fresh_draft(people, signed_in):
    post = draft(people)
    answer = move(signed_in(people.copywriter), post, "delete")
    assert answer["Location"] == f"/projects/{people.project.slug}/calendar/"
    assert not Post.objects.exists()


def test_publish_now(people, signed_in):
    version = with_client(people)
    approvals.approve(version=version, voice=Voice(user=people.approver))
    move(signed_in(people.manager), version.post, "send-now")
    assert Publication.objects.scheduled().count() == 1


@pytest.mark.parametrize("verb", ["reopen", "archive", "copy", "delete", "send-now"])
@pytest.mark.parametrize("role", ["moderator", "approver"])
def test_moves_are_not_for_readers(people, signed_in, verb, role):
    version = with_client(people)
    assert move(signed_in(getattr(people, role)), version.post, verb).status_code in (403, 409)
    assert fresh(version.post).status == "with_client"
    assert Post.objects.count() == 1


def test_a_move_nobody_knows_is_not_found(people, signed_in):
    assert move(signed_in(people.manager), draft(people), "explode").status_code == 404


def test_moves_are_posted(people, signed_in):
    post = draft(people)
    assert signed_in(people.manager).get(f"/posts/{post.pk}/move/archive/").status_code == 405
    assert fresh(post).status == "draft"


def test_a_new_post_starts_from_a_title(people, signed_in):
    ChannelFactory(project=people.project)
    answer = signed_in(people.copywriter).post("/posts/new/", {"title": "Walk", "project": people.project.slug})
    post = Post.objects.get()
    assert answer["Location"] == f"/posts/{post.pk}/"
    assert (post.title, post.author, post.targets.count()) == ("Walk", people.copywriter, 1)


def test_a_new_post_for_a_slot_takes_its_hour_value_and_pages(people, signed_in):
    day = tomorrow(people.project)
    slot = SlotFactory(project=people.project, weekday=day.weekday(), time=dt.time(12), value_kind="emotional")
    channel, _other = ChannelFactory.create_batch(2, project=people.project)
    slot.channels.add(channel)
    typed = {"title": "Walk", "project": people.project.slug, "slot": slot.pk, "day": day.isoformat()}
    signed_in(people.copywriter).post("/posts/new/", typed)
    post = Post.objects.get()
    assert (post.day, post.time, post.value_kind) == (day, dt.time(12), "emotional")
    assert post.targets.get().channel == channel


@pytest.mark.parametrize(
    "typed",
    [
        {"title": ""},
        {"title": "x" * 161},
        {"title": "a\x00b"},
        {"day": "soon"},
        {"slot": "999999"},
        {"project": "no-such"},
        {"day": "2020-01-01", "time": "09:00"},
        {"day": "2027-03-28", "time": "03:30"},
    ],
)
def test_a_new_post_with_bad_input_is_asked_again(people, signed_in, typed):
    answer = signed_in(people.copywriter).post("/posts/new/", {"title": "Walk", "project": people.project.slug} | typed)
    assert answer.status_code == 422
    assert not Post.objects.exists()


def test_a_new_post_in_a_foreign_project_is_not_possible(people, signed_in):
    foreign = ProjectFactory()
    answer = signed_in(people.copywriter).post("/posts/new/", {"title": "Walk", "project": foreign.slug})
    assert answer.status_code == 422
    assert not Post.objects.exists()


@pytest.mark.parametrize(("role", "status"), [("manager", 200), ("moderator", 403), ("approver", 403), ("expert", 403)])
def test_the_new_post_page_is_for_writers(people, signed_in, role, status):
    assert signed_in(getattr(people, role)).get("/posts/new/").status_code == status


@pytest.mark.parametrize(
    ("role", "status"), [("moderator", 200), ("approver", 404), ("outsider", 404), ("foreign_client", 404)]
)
def test_pictures_are_for_the_project(people, signed_in, role, status):
    media = MediaFactory(project=people.project)
    assert signed_in(getattr(people, role)).get(f"/pictures/{media.pk}/").status_code == status


def test_the_client_sees_the_pictures_of_shared_posts(people, signed_in):
    media = MediaFactory(project=people.project)
    with_client(people, pictures=[{"media": media, "alt": ""}])
    shown = signed_in(people.approver).get(f"/pictures/{media.pk}/")
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    assert "private" in shown["Cache-Control"]


def test_a_foreign_clients_picture_is_not_there(people, signed_in):
    media = MediaFactory(project=people_around().project)
    assert signed_in(people.manager).get(f"/pictures/{media.pk}/").status_code == 404


def test_a_draft_nobody_sent_yet_has_a_history_without_versions(people, signed_in):
    answer = signed_in(people.copywriter).get(f"/posts/{draft(people).pk}/history/")
    assert answer.status_code == 200
    assert "No version yet" in answer.content.decode()


def test_colleagues_read_what_changed_since_the_client_approved(people, signed_in):
    version = with_client(people)
    approvals.approve(version=version, voice=Voice(user=people.approver))
    post = submission.reopen(post=fresh(version.post), by=people.copywriter)
    drafts.save(post=post, revision=post.revision, by=people.copywriter, changes={"text": f"{post.text} Now."})
    submission.submit(post=fresh(post), by=people.copywriter)
    said = "Changed since the client approved"
    assert said in signed_in(people.moderator).get(f"/posts/{post.pk}/").content.decode()
    assert said not in signed_in(people.approver).get(f"/posts/{post.pk}/").content.decode()
