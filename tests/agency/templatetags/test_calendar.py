from types import SimpleNamespace

from agency.templatetags import calendar

PROJECT = SimpleNamespace(name="Topotun", tile="dots", hue=350)


def test_post_says_its_status_project_time_and_title():
    html = calendar.cal_post("/p/1/", "Прикорм", "in_review", "18:00", project=PROJECT, lang="ru", networks=["vk"])

    assert '<a class="cal-post" href="/p/1/" data-status="review">' in html
    assert '<span class="sr">In review, Topotun, </span>' in html
    assert "<time>18:00</time>" in html
    assert '<span class="title" lang="ru">Прикорм</span>' in html
    assert 'aria-label="VKontakte"' in html


def test_post_can_be_moved_only_where_an_address_takes_it():
    assert "draggable" not in calendar.cal_post("/p/1/", "Title", "draft")
    assert 'draggable="true" data-drag data-move-url="/p/1/move/"' in calendar.cal_post(
        "/p/1/", "Title", "draft", move_url="/p/1/move/"
    )


def test_title_never_becomes_markup():
    html = calendar.cal_post("/p/1/", '"><script>', "draft", move_url="/p/1/move/")

    assert "<script" not in html
    assert "&amp;" not in html


def test_empty_slot_says_what_belongs_there():
    html = calendar.cal_slot("/new/", "12:00", "inf", PROJECT)

    assert '<span class="sr">Informational</span>' in html
    assert "empty slot" in html
    assert 'data-p="dots"' in html
