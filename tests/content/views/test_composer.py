import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agency.permissions import Role
from content.models import Post
from content.services import drafts, reviews
from tests.factories.content import MediaFactory, PictureFactory, draft, image_file, submitted, tomorrow
from tests.factories.projects import ChannelFactory, ClientMemberFactory

HTMX = {"HX-Request": "true"}


def typed(post, **changes):
    """What the composer's form sends."""
    values = {name: getattr(post, name) for name in ("title", "format", "value_kind", "value_sentence", "text")}
    values |= {"revision": post.revision, "editor": "page-1"}
    for target in post.targets.all():
        values |= {f"target-{target.channel_id}-on": "on", f"target-{target.channel_id}-text": target.text}
    if post.day:
        values |= {"day": post.day.isoformat(), "time": f"{post.time:%H:%M}"}
    return values | changes


def save(browser, post, *, htmx=True, **changes):
    return browser.post(f"/posts/{post.pk}/save/", typed(post, **changes), headers=HTMX if htmx else {})


def fresh(post):
    return Post.objects.get(pk=post.pk)


def test_a_draft_opens_in_the_composer_for_its_writers(people, signed_in):
    post = draft(people, day=tomorrow(people.project), time=dt.time(9))
    text = signed_in(people.copywriter).get(f"/posts/{post.pk}/").content.decode()
    assert post.text in text
    assert f'name="target-{post.targets.get().channel_id}-on"' in text
    assert "Send to review" in text
    assert "Next: " in text


def test_a_draft_is_only_read_by_others_of_the_team(people, signed_in):
    text = signed_in(people.moderator).get(f"/posts/{draft(people).pk}/").content.decode()
    assert "Three signs" in text
    assert "Send to review" not in text


@pytest.mark.parametrize(
    ("role", "status"), [("outsider", 404), ("foreign_client", 404), ("approver", 404), ("expert", 404)]
)
def test_a_draft_is_not_there_for_strangers_and_clients(people, signed_in, role, status):
    assert signed_in(getattr(people, role)).get(f"/posts/{draft(people).pk}/").status_code == status


def test_autosave_saves_and_answers_with_checks_and_revision(people, signed_in):
    post = draft(people)
    answer = save(signed_in(people.copywriter), post, text="Four signs", value_sentence="")
    text = answer.content.decode()
    assert fresh(post).text == "Four signs"
    assert 'id="revision" value="1"' in text
    assert "Nobody knows what the reader takes away" in text
    assert "<html" not in text


def test_autosave_keeps_line_ends_as_the_network_counts_them(people, signed_in):
    post = draft(people)
    save(signed_in(people.copywriter), post, text="One\r\nTwo")
    assert fresh(post).text == "One\nTwo"


def test_autosave_saves_what_is_sound_and_names_what_is_not(people, signed_in):
    post = draft(people)
    answer = save(signed_in(people.copywriter), post, text="Kept", link="not an address")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert (fresh(post).text, fresh(post).link) == ("Kept", "")
    assert "This is not an address" in text
    assert "Saved, except what is marked" in text


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "x" * 161, "at most 160 characters"),
        ("text", "x" * 65_001, "at most 65000 characters"),
        ("text", "a\x00b", "Null characters"),
        ("day", "2026-13-40", "Enter a valid date"),
        ("value_kind", "funny", "Select a valid choice"),
        ("goal", "999999", "Select a valid choice"),
    ],
)
def test_bad_input_is_answered_beside_the_field_and_costs_nothing_else(people, signed_in, field, value, sentence):
    post = draft(people)
    answer = save(signed_in(people.copywriter), post, **{"value_audience": "Mothers", field: value})
    assert answer.status_code == 422
    assert fresh(post).value_audience == "Mothers"
    assert getattr(fresh(post), field) == getattr(post, field)
    assert field == "goal" or sentence in answer.content.decode()


def test_a_time_gone_by_costs_no_text(people, signed_in):
    post = draft(people)
    yesterday = tomorrow(people.project, -1).isoformat()
    answer = save(signed_in(people.copywriter), post, text="Kept", day=yesterday, time="09:00")
    assert "has gone by" in answer.content.decode()
    assert (fresh(post).text, fresh(post).day) == ("Kept", None)


def test_a_time_the_clocks_jump_over_is_refused_with_a_way_out(people, signed_in):
    post = draft(people)
    answer = save(signed_in(people.copywriter), post, day="2027-03-28", time="03:30")
    assert "jump over 03:30" in answer.content.decode()
    assert fresh(post).day is None


def test_a_doubled_time_asks_which_and_remembers(people, signed_in):
    post, browser = draft(people), signed_in(people.copywriter)
    answer = save(browser, post, day="2027-10-31", time="03:30")
    assert "comes twice" in answer.content.decode()
    save(browser, fresh(post), day="2027-10-31", time="03:30", fold="1")
    assert fresh(post).fold == 1


def test_a_page_gets_words_of_its_own_and_loses_them(people, signed_in):
    post, browser = draft(people), signed_in(people.copywriter)
    channel = post.targets.get().channel
    save(browser, post, **{f"target-{channel.pk}-text": "Own", f"target-{channel.pk}-comment": "First"})
    assert (post.targets.get().text, post.targets.get().first_comment) == ("Own", "First")
    values = typed(fresh(post))
    del values[f"target-{channel.pk}-on"]
    browser.post(f"/posts/{post.pk}/save/", values, headers=HTMX)
    assert not post.targets.exists()


def test_too_long_words_for_one_page_leave_all_pages_as_they_were(people, signed_in):
    post = draft(people)
    channel = post.targets.get().channel
    answer = save(signed_in(people.copywriter), post, **{f"target-{channel.pk}-text": "x" * 65_001})
    assert answer.status_code == 422
    assert post.targets.get().channel == channel


def test_a_page_of_another_project_cannot_be_chosen(people, signed_in):
    post, foreign = draft(people), ChannelFactory()
    save(signed_in(people.copywriter), post, **{f"target-{foreign.pk}-on": "on"})
    assert not post.targets.filter(channel=foreign).exists()


def test_two_pages_open_nobody_loses_text(people, signed_in):
    post = draft(people)
    drafts.save(post=post, revision=0, by=people.manager, changes={"text": "Their text"})
    answer = save(signed_in(people.copywriter), post, text="My text")
    text = answer.content.decode()
    assert answer.status_code == 409
    assert answer["HX-Retarget"] == "#conflict"
    assert "<del>Their</del><ins>My</ins> text" in text
    assert fresh(post).text == "Their text"


def test_without_scripts_the_conflict_page_holds_my_text(people, signed_in):
    post = draft(people)
    drafts.save(post=post, revision=0, by=people.manager, changes={"text": "Their text"})
    answer = save(signed_in(people.copywriter), post, htmx=False, text="My text")
    text = answer.content.decode()
    assert answer.status_code == 409
    assert ">My text</textarea>" in text
    assert 'name="prefer" value="mine"' in text
    save(signed_in(people.copywriter), post, htmx=False, text="My text", prefer="mine")
    assert fresh(post).text == "My text"


def test_one_pages_own_saves_may_overtake_each_other(people, signed_in):
    post, browser = draft(people), signed_in(people.copywriter)
    save(browser, post, text="One")
    assert save(browser, post, text="Two").status_code == 200
    assert fresh(post).text == "Two"


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 30, "٣"])
def test_a_made_up_revision_overwrites_nothing(people, signed_in, revision):
    post = draft(people)
    answer = save(signed_in(people.copywriter), post, revision=revision, text="Mine")
    assert answer.status_code == 409
    assert fresh(post).text == post.text


def test_saving_what_is_in_review_is_told(people, signed_in):
    post = submitted(people).post
    answer = save(signed_in(people.copywriter), post, text="Later")
    assert answer.status_code == 409
    assert "in review now" in answer.content.decode()


@pytest.mark.parametrize(("role", "status"), [("moderator", 403), ("approver", 404), ("outsider", 404)])
@pytest.mark.parametrize("verb", ["save", "submit", "pictures"])
def test_writing_is_for_writers(people, signed_in, role, status, verb):
    post = draft(people)
    browser = signed_in(getattr(people, role))
    assert browser.post(f"/posts/{post.pk}/{verb}/", typed(post, text="Not mine")).status_code == status
    assert fresh(post).text == post.text


def test_submit_saves_and_sends_to_review(people, signed_in):
    post = draft(people)
    answer = signed_in(people.copywriter).post(f"/posts/{post.pk}/submit/", typed(post, text="Ready words"))
    assert answer["Location"] == f"/posts/{post.pk}/"
    assert fresh(post).status == "in_review"
    assert post.versions.get().snapshot["text"] == "Ready words"


def test_a_double_click_on_submit_is_one_version(people, signed_in):
    post, browser = draft(people), signed_in(people.copywriter)
    first, second = (browser.post(f"/posts/{post.pk}/submit/", typed(post)) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert post.versions.count() == 1


@pytest.mark.parametrize(
    ("missing", "field", "sentence"),
    [
        ({"value_kind": ""}, "value_kind", "Choose emotional or informational"),
        ({"value_sentence": ""}, "value_sentence", "Write it in one sentence"),
        ({"text": ""}, "text", "Write what goes out"),
    ],
)
def test_submit_names_what_is_missing_beside_the_field(people, signed_in, missing, field, sentence):
    post = draft(people)
    answer = signed_in(people.copywriter).post(f"/posts/{post.pk}/submit/", typed(post, **missing))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text.partition(f'id="error-{field}"')[2].partition("</div>")[0]
    assert fresh(post).status == "draft"


def test_submit_without_a_page_says_so_beside_the_pages(people, signed_in):
    post = draft(people)
    post.targets.all().delete()
    answer = signed_in(people.copywriter).post(f"/posts/{post.pk}/submit/", typed(post))
    place = answer.content.decode().partition('id="error-channels"')[2].partition("</div>")[0]
    assert "Choose at least one page" in place


def test_submit_refuses_what_the_network_would(people, signed_in):
    post = draft(people)
    answer = signed_in(people.copywriter).post(f"/posts/{post.pk}/submit/", typed(post, text="о" * 2001))
    assert "2001 characters, the network takes 2000" in answer.content.decode()
    assert fresh(post).text == "о" * 2001


def test_a_returned_draft_shows_why(people, signed_in):
    version = submitted(people)
    reviews.send_back(version=version, value="none", comment="Scares more than it helps", by=people.manager)
    text = signed_in(people.copywriter).get(f"/posts/{version.post_id}/").content.decode()
    assert "Scares more than it helps" in text


def test_a_picture_is_put_in_described_and_taken_out(people, signed_in):
    post, browser = draft(people), signed_in(people.copywriter)
    answer = browser.post(f"/posts/{post.pk}/pictures/", {"file": image_file()}, headers=HTMX)
    picture = post.pictures.get()
    assert f'name="alt-{picture.pk}"' in answer.content.decode()
    save(browser, fresh(post), **{f"alt-{picture.pk}": "A spoon"})
    assert post.pictures.get().alt == "A spoon"
    browser.post(f"/posts/{post.pk}/pictures/{picture.pk}/remove/", headers=HTMX)
    assert not post.pictures.exists()


def test_another_picture_can_be_the_first(people, signed_in):
    post = draft(people)
    one, two = (PictureFactory(post=post, position=n) for n in range(2))
    signed_in(people.copywriter).post(f"/posts/{post.pk}/pictures/{two.pk}/first/", headers=HTMX)
    assert list(post.pictures.all()) == [two, one]


def test_a_file_that_is_no_picture_is_refused_beside_it(people, signed_in):
    post = draft(people)
    answer = signed_in(people.copywriter).post(
        f"/posts/{post.pk}/pictures/", {"file": SimpleUploadedFile("a.jpg", b"<svg>")}, headers=HTMX
    )
    assert answer.status_code == 422
    assert "not a picture" in answer.content.decode()
    assert not post.pictures.exists()


def test_what_people_write_is_text_and_not_markup(people, signed_in):
    nasty = '"><script>alert(1)</script>'
    post = draft(people, title=nasty, text=nasty, value_sentence=nasty)
    PictureFactory(post=post, alt=nasty)
    text = signed_in(people.copywriter).get(f"/posts/{post.pk}/").content.decode()
    assert "<script>alert" not in text


def test_the_page_takes_the_same_queries_for_one_picture_and_three(people, signed_in, queries):
    browser, counts = signed_in(people.copywriter), []
    for number in (1, 3):
        post = draft(people)
        for _ in range(number):
            PictureFactory(post=post, media=MediaFactory(project=people.project))
        counts.append(queries(lambda post=post: browser.get(f"/posts/{post.pk}/")))
    assert counts[0] == counts[1]


def test_a_client_author_writes_but_does_not_plan(people, signed_in):
    author = ClientMemberFactory(client=people.project.client, role=Role.AUTHOR).user
    channel = ChannelFactory(project=people.project)
    post = drafts.create(project=people.project, by=author, title="Ours", text="Words", channels=[channel])
    page = signed_in(author).get(f"/posts/{post.pk}/").content.decode()
    assert 'name="day"' not in page
    save(signed_in(author), post, text="More words", day=tomorrow(people.project).isoformat(), time="09:00")
    assert (fresh(post).text, fresh(post).day) == ("More words", None)


def preview_on(network, people, signed_in, *, with_picture):
    """How the composer shows a post with a link there: its words, and what else says where the link leads."""
    channel = ChannelFactory(project=people.project, network=network)
    post = draft(people, text="First spoon", link="https://lullaby.example/list", channel=channel)
    if with_picture:
        PictureFactory(post=post)
    page = signed_in(people.copywriter).get(f"/posts/{post.pk}/").content.decode()
    drawn = page.partition(f'id="pv-{channel.pk}"')[2].partition("</article>")[0]
    words = re.sub(
        r"<[^>]+>|\?utm_\S+", "", drawn.partition('class="preview-text"')[2].partition(">")[2].partition("</p>")[0]
    )
    card = re.sub("<[^>]+>|\\s+", " ", drawn.partition('class="preview-card">')[2].partition("</div>")[0]).split()
    return words, card, 'class="preview-link"' in drawn


def test_the_preview_of_a_link_is_what_bluesky_gets(people, signed_in):
    assert preview_on("bluesky", people, signed_in, with_picture=False) == (
        "First spoon", ["lullaby.example", "lullaby.example/list"], False,
    )  # fmt: skip
    assert preview_on("bluesky", people, signed_in, with_picture=True) == (
        "First spoon\n\nlullaby.example/list", [], False,
    )  # fmt: skip


def test_the_preview_of_a_link_beside_a_picture_is_what_the_others_get(people, signed_in):
    below = "First spoon\n\nhttps://lullaby.example/list"
    assert preview_on("facebook", people, signed_in, with_picture=True) == (below, [], False)
    assert preview_on("telegram", people, signed_in, with_picture=True) == (below, [], False)
    assert preview_on("vk", people, signed_in, with_picture=True) == ("First spoon", [], True)
