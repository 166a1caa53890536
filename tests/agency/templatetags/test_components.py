"""What the components do beyond standing on the gallery."""

from types import SimpleNamespace

import pytest

EVIL = '" onmouseover="alert(1)" x="<script>'
PROJECT = SimpleNamespace(name="Topotun", tile="dots", hue=350)


def test_btn_is_a_button_that_does_not_submit_by_accident(render):
    assert '<button type="button" class="btn is-primary"' in render('<c-btn variant="primary">Send</c-btn>')


def test_btn_with_href_is_a_link(render):
    html = render('<c-btn href="/inbox/" icon="inbox">Inbox</c-btn>')

    assert html.strip().startswith('<a href="/inbox/" class="btn"')
    assert html.strip().endswith("</a>")


def test_btn_with_only_an_icon_has_a_name(render):
    html = render('<c-btn icon="trash" label="Delete" />')

    assert 'aria-label="Delete"' in html
    assert "is-icon" in html


def test_btn_hands_htmx_on(render):
    assert 'hx-post="/x/" hx-target="#list"' in render('<c-btn hx-post="/x/" hx-target="#list">Go</c-btn>')


def test_btn_shows_its_key_and_announces_it(render):
    html = render('<c-btn key="R">Reply</c-btn>')

    assert 'aria-keyshortcuts="R"' in html
    assert "<kbd>R</kbd>" in html


def test_page_head_puts_actions_beside_the_title(render):
    html = render('<c-page-head title="Inbox" lede="Nobody waits."><c-btn>New</c-btn></c-page-head>')

    assert "<h1>Inbox</h1>" in html
    assert '<div class="actions">' in html


def test_page_head_without_actions_leaves_no_empty_row(render):
    assert "actions" not in render('<c-page-head title="Inbox" />')


def test_notice_takes_the_glyph_of_its_kind(render):
    assert "#exclamation-triangle" in render('<c-notice kind="danger">Broken</c-notice>')
    assert 'role="alert"' in render('<c-notice kind="danger" alert="true">Broken</c-notice>')
    assert "role=" not in render('<c-notice kind="info">Fine</c-notice>')


def test_pager_on_the_last_page_is_nothing(render):
    assert render('<c-pager url="" />').strip() == ""


def test_pager_works_without_a_script(render):
    assert 'href="?after=25" hx-get="?after=25"' in render('<c-pager url="?after=25" />')


def test_seat_without_a_person_asks_for_one(render):
    html = render('<c-seat drop="Topotun, moderator" accept="moderator" hint="drop a moderator here" />')

    assert "is-empty" in html
    assert "Nobody" in html
    assert 'data-drop="Topotun, moderator"' in html


def test_person_moves_only_where_moving_is_meant(render):
    person = SimpleNamespace(pk=7, name="Lesya Moroz", hue=350, avatar="")

    assert 'draggable="true"' in render('<c-person :person="p" movable="true" />', p=person)
    assert "draggable" not in render('<c-person :person="p" />', p=person)


def test_inner_message_says_that_it_is_inner(render):
    html = render('<c-msg author="Gleb" text="Between us" inner="true" />')

    assert "is-inner" in html
    assert "internal note" in html


def test_the_comment_to_answer_is_named(render):
    assert 'aria-label="The comment to answer"' in render('<c-msg author="Катя" text="Села" target="true" />')


def test_dialog_that_htmx_brings_opens_itself(render):
    assert "data-open" in render('<c-dialog id="d" title="Sure" open="true">…</c-dialog>')
    assert "data-open" not in render('<c-dialog id="d" title="Sure">…</c-dialog>')


@pytest.mark.parametrize(
    "source",
    [
        '<c-btn title="{{ evil }}">{{ evil }}</c-btn>',
        '<c-page-head title="{{ evil }}" lede="{{ evil }}" eyebrow="{{ evil }}" />',
        '<c-empty title="{{ evil }}" text="{{ evil }}" />',
        '<c-inbox-item href="{{ evil }}" network="vk" author="{{ evil }}" text="{{ evil }}" lang="{{ evil }}" />',
        '<c-inbox-item href="/" network="vk" :author="evil" :text="evil" :tag="evil" />',
        '<c-msg :author="evil" :text="evil" :small="evil" />',
        '<c-preview network="vk" :name="evil" :text="evil" :alt="evil" image="/a.png" :link="evil" />',
        '<c-client-post id="p1" :title="evil" :text="evil" value="emo" :why="evil" />',
        '<c-notice kind="{{ evil }}">{{ evil }}</c-notice>',
        '<c-figure :label="evil" :value="evil" :sub="evil" />',
        '<c-checks :items="items" />',
        '<c-facts :items="pairs" />',
    ],
)
def test_nothing_typed_becomes_markup(render, source):
    html = render(source, evil=EVIL, items=[{"kind": "ok", "text": EVIL, "small": EVIL}], pairs=[(EVIL, EVIL)])

    assert "<script" not in html
    assert '" onmouseover="' not in html
