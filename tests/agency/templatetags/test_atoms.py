from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.template import engines
from django.utils import timezone

from agency.templatetags import atoms

OLENA = SimpleNamespace(name="Olena Savchuk", hue=10, avatar="")
EVIL = '"><script>alert(1)</script>'


def test_icon_points_into_the_sprite():
    assert atoms.icon("inbox") == (
        '<svg class="icon" aria-hidden="true"><use href="/static/agency/icons.svg#inbox"/></svg>'
    )


def test_solid_icon_is_filled_and_small_icon_is_small():
    assert 'class="icon is-s is-solid fg"' in atoms.icon("check-circle-solid", "s", "fg")


def test_pill_says_a_status_by_glyph_word_and_colour():
    html = atoms.pill("in_review")

    assert 'data-status="review"' in html
    assert "#status-review" in html
    assert "In review" in html


def test_pill_without_word_still_reads_it_aloud():
    html = atoms.pill("emotional", word=False)

    assert '<span class="sr">Emotional</span>' in html
    assert 'title="Emotional"' in html
    assert "is-bare" in html


def test_pill_of_a_deadline_takes_its_own_words():
    assert atoms.pill(sla="late", text="4 min late") == (
        '<span class="pill" data-sla="late"><svg class="icon" aria-hidden="true">'
        '<use href="/static/agency/icons.svg#exclamation-triangle"/></svg>4 min late</span>'
    )


def test_pill_of_something_unknown_is_its_name():
    assert atoms.pill("half_way") == '<span class="pill">Half way</span>'


def test_pill_can_go_without_a_glyph():
    assert "<svg" not in atoms.pill(kind="warn", text="vague", icon=False)


def test_net_shows_the_brand_mark_and_says_its_name():
    html = atoms.net("vk")

    assert 'aria-label="VKontakte"' in html
    assert "#net-vk" in html


def test_net_without_a_brand_has_letters():
    assert atoms.net("playground").endswith(">pg</span>")


def test_net_says_that_access_has_expired():
    html = atoms.net("instagram", off=True)

    assert "is-off" in html
    assert "Instagram (access expired)" in html


def test_tile_draws_the_projects_repeat():
    project = SimpleNamespace(tile="plaid", hue=25)

    assert atoms.tile(project, 18) == (
        '<span class="tile" data-p="plaid" style="--h:25;--size:18px" aria-hidden="true"></span>'
    )


def test_avatar_without_a_picture_has_letters_and_says_who():
    html = atoms.avatar(OLENA, "copywriter")

    assert 'aria-label="Olena Savchuk, copywriter"' in html
    assert html.endswith(">OS</span>")


def test_avatar_beside_the_name_is_silent():
    assert 'aria-hidden="true"' in atoms.avatar(OLENA, hidden=True)
    assert "Olena Savchuk" not in atoms.avatar(OLENA, hidden=True)


def test_avatar_with_a_picture_is_an_image():
    person = SimpleNamespace(name="Olena", avatar=SimpleNamespace(url="/media/avatars/a.webp"))

    assert atoms.avatar(person, size="s") == (
        '<img class="avatar is-s" src="/media/avatars/a.webp" alt="Olena" loading="lazy">'
    )


def test_team_shows_the_empty_seat():
    html = atoms.team([(OLENA, "copywriter"), (None, "moderator")])

    assert "Olena Savchuk, copywriter" in html
    assert 'aria-label="no moderator"' in html


def test_count_is_capped():
    assert ">999+<" in atoms.count(1234)
    assert ">7<" in atoms.count(7)


@pytest.mark.parametrize(
    "html",
    [
        atoms.pill("draft", EVIL),
        atoms.pill(EVIL),
        atoms.pill(sla=EVIL, text=EVIL),
        atoms.pill("draft", EVIL, word=False),
        atoms.tag(EVIL),
        atoms.dot(EVIL),
        atoms.net(EVIL, label=EVIL),
        atoms.avatar(SimpleNamespace(name=EVIL, hue=EVIL, avatar=""), EVIL, EVIL),
        atoms.who(EVIL, EVIL),
        atoms.slot_empty(EVIL),
        atoms.tile(pattern=EVIL, hue=1),
    ],
)
def test_nothing_typed_becomes_markup(html):
    assert "<script" not in html
    assert '""' not in html


@pytest.mark.parametrize(
    ("minutes", "state", "words"), [(38, "ok", "38 min"), (9, "soon", "9 min"), (-4, "late", "4 min late")]
)
def test_deadline_says_how_much_time_is_left(minutes, state, words):
    html = atoms.deadline(timezone.now() + timedelta(minutes=minutes, seconds=1 if minutes > 0 else -1))

    assert f'data-sla="{state}"' in html
    assert f">{words}</time>" in html


def test_no_deadline_is_nothing():
    assert atoms.deadline(None) == ""


def test_tags_need_no_loading():
    template = engines["django"].from_string('{% pill "draft" %}{{ 6140|thin }}')

    assert "Draft" in template.render()
    assert "6\u202f140" in template.render()
