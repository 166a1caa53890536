import pytest
from django.conf import settings

from agency import sprite
from agency.templatetags import glyphs


def test_sprite_on_disk_is_the_one_the_command_writes():
    on_disk = (settings.BASE_DIR / "agency/static/agency/icons.svg").read_text(encoding="utf-8")

    assert on_disk == sprite.build(), "Run manage.py icons"


def test_every_glyph_of_the_vocabulary_is_in_the_sprite():
    spoken = {glyph.icon for glyph in glyphs.PILLS.values()} | {mark.icon for mark in glyphs.NETWORKS.values()}
    spoken |= {*glyphs.SLA_ICONS.values(), *glyphs.KIND_ICONS.values()}

    assert spoken - {""} <= sprite.names()


@pytest.mark.parametrize(
    ("data", "scaled"),
    [
        ("M2.4 12h4.8", "M1.2 6h2.4"),
        ("m2 4l6-8z", "M1 2l3-4z"),
        ("M2 2 4 4 6 6", "M1 1L2 2L3 3"),
        ("M0 0a2.25 2.25 0 0 1 2.012 1.244", "M0 0a1.12 1.12 0 0 1 1.01 .62"),
        ("M0 0a3 3 45 1 0-6 .5", "M0 0a1.5 1.5 45 1 0-3 .25"),
        ("M0 0a3 3 0 01.5.5", "M0 0a1.5 1.5 0 0 1 .25 .25"),
    ],
)
def test_path_is_scaled_without_touching_angles_and_flags(data, scaled):
    assert sprite.scale_path(data, 0.5) == scaled


def test_something_that_is_no_path_is_refused():
    with pytest.raises(ValueError, match="Not a path"):
        sprite.scale_path("M1 2 L oops", 1)
