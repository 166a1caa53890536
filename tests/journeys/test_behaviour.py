"""What the page does by itself, tried with hands on the gallery and on small pages made for it."""

import pytest
from django.http import HttpResponse
from django.shortcuts import render
from django.template import engines
from django.test import override_settings
from django.urls import include, path
from playwright.sync_api import expect

from tests import browser
from tests.factories.agency import HeadFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGE = """
{% extends "base.html" %}
{% block title %}Workbench{% endblock %}
{% block main %}<div class="page"><h1>Workbench</h1>BODY</div>{% endblock %}
"""
received = []


def bench(request, name):
    """One of the small pages below."""
    template = engines["django"].from_string(PAGE.replace("BODY", BODIES[name]))
    return HttpResponse(template.render({"user": request.user, "shell": SHELL}, request))


def take(request):
    """Writes down what was sent and answers as the address asks."""
    received.append((request.method, request.body.decode()))
    status = int(request.GET.get("status", 204))
    response = HttpResponse(request.GET.get("text", ""), status=status, content_type="text/plain")
    if "toast" in request.GET:
        response["HX-Trigger"] = '{"toasts": [{"text": "Moved.", "undo": "/take/?undo=1"}]}'
    return response


def arrived(request):
    received.append((request.method, request.body.decode()))
    return render(request, "errors/404.html")


SHELL = {
    "nav": [
        {"label": "Plain", "icon": "inbox", "url": "/bench/plain/", "count": 3, "current": False},
        {"label": "Quiet", "icon": "moon", "url": "/arrived/", "count": 0, "current": False},
    ]
}
BODIES = {
    "plain": "<p>Here.</p>",
    "drag": """
      <ol class="month">
        <li class="day" data-drop="Monday" data-drop-value='{"day": "2026-10-12"}' data-row="1"><div data-list>
          <a href="/bench/plain/" draggable="true" data-drag="The post" data-move-url="URL"
             aria-keyshortcuts="M">The post</a>
        </div></li>
        <li class="day" data-drop="Tuesday" data-drop-value='{"day": "2026-10-13"}' data-row="1">
          <div data-list></div>
        </li>
      </ol>""",
    "keep": """
      <form method="post" action="/arrived/" data-keep="post-1">{% csrf_token %}
        <label for="t">Text</label>
        <textarea id="t" name="text" data-count="10" data-out="#n" data-count-by="graphemes"></textarea>
        <p class="counter" id="n"></p><button>Send</button>
      </form>""",
    "keys": """
      <button aria-keyshortcuts="D" hx-post="/take/" hx-swap="none">Done</button>
      <label for="r">Reply</label><textarea id="r" aria-keyshortcuts="R"></textarea>
      <form hx-post="/take/" hx-swap="none"><button aria-keyshortcuts="Control+Enter">Send</button>
        <label for="x">Note</label><input id="x" name="x"></form>""",
    "fail": """<form hx-post="/take/?status=500" hx-swap="none"><button>Send</button></form>""",
    "refuse": """<form hx-post="/take/?status=403&text=Ask+Marta." hx-swap="none"><button>Send</button></form>""",
    "walk": """
      <div class="inbox"><ul data-walk=".inbox-item">
        <li><a class="inbox-item" href="#one" aria-current="true">One</a></li>
        <li><a class="inbox-item" href="#two">Two</a></li>
      </ul></div>""",
}
BODIES["drag-refused"] = BODIES["drag"].replace("URL", "/take/?status=409")
BODIES["drag"] = BODIES["drag"].replace("URL", "/take/?toast=1")

urlpatterns = [
    path("bench/<slug:name>/", bench),
    path("take/", take),
    path("arrived/", arrived),
    path("", include("agency.urls")),
]


@pytest.fixture
def bench_page(page, live_server):
    received.clear()
    browser.sign_in(page.context, HeadFactory(), live_server.url)

    def open_bench(name):
        page.goto(f"{live_server.url}/bench/{name}/")
        browser.settled(page)
        return page

    with override_settings(ROOT_URLCONF=__name__):
        yield open_bench


def test_navigation_swaps_main_and_moves_focus_there(bench_page):
    page = bench_page("keys")

    page.get_by_role("link", name="Plain").click()

    expect(page.get_by_text("Here.")).to_be_visible()
    expect(page).to_have_url(f"{page.url.split('/bench')[0]}/bench/plain/")
    expect(page.locator("#main")).to_be_focused()
    expect(page.locator("#main")).to_have_count(1)


def test_navigation_to_a_page_without_the_shell_loads_it_whole(bench_page):
    page = bench_page("plain")

    page.get_by_role("link", name="Quiet").click()

    expect(page.get_by_role("heading", name="Nothing here")).to_be_visible()
    expect(page.locator("#side")).to_have_count(0)


def test_post_dragged_with_keys_is_moved_and_can_be_taken_back(bench_page):
    page = bench_page("drag")
    page.get_by_role("link", name="The post").focus()

    for key in ("m", "ArrowRight", "Enter"):
        page.keyboard.press(key)

    expect(page.locator("[data-drop=Tuesday]").get_by_text("The post")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    browser.eventually(page, lambda: [method for method, _ in received] == ["PATCH", "POST"])
    assert received[0][1] == "day=2026-10-13"


def test_post_dragged_with_the_mouse_is_moved(bench_page):
    page = bench_page("drag")

    page.get_by_role("link", name="The post").drag_to(page.locator("[data-drop=Tuesday]"))

    expect(page.locator("[data-drop=Tuesday]").get_by_text("The post")).to_be_visible()
    browser.eventually(page, lambda: received == [("PATCH", "day=2026-10-13")])


def test_refused_move_goes_home(bench_page):
    page = bench_page("drag-refused")
    page.get_by_role("link", name="The post").focus()

    for key in ("m", "ArrowRight", "Enter"):
        page.keyboard.press(key)

    browser.eventually(page, lambda: received)
    expect(page.locator("[data-drop=Monday]").get_by_text("The post")).to_be_visible()


def test_escape_puts_back(bench_page):
    page = bench_page("drag")
    page.get_by_role("link", name="The post").focus()

    for key in ("m", "ArrowRight", "Escape"):
        page.keyboard.press(key)

    expect(page.locator("#toasts")).to_have_text("Put back.")
    assert received == []


def test_what_was_typed_is_offered_back_after_the_tab_was_closed(bench_page):
    page = bench_page("keep")
    page.get_by_label("Text").press_sequentially("Прикорм")
    browser.eventually(page, lambda: page.evaluate("localStorage.length"))

    bench_page("keep")
    page.get_by_role("button", name="Put it back").click()

    expect(page.get_by_label("Text")).to_have_value("Прикорм")


def test_what_arrived_is_not_offered_again(bench_page):
    page = bench_page("keep")
    page.get_by_label("Text").press_sequentially("Прикорм")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Nothing here")).to_be_visible()

    bench_page("plain")
    bench_page("keep")

    expect(page.get_by_role("button", name="Put it back")).to_have_count(0)


def test_form_sent_twice_arrives_once(bench_page):
    page = bench_page("keep")

    page.evaluate("for (let i = 0; i < 3; i++) document.querySelector('form[data-keep] button').click()")
    expect(page.get_by_role("heading", name="Nothing here")).to_be_visible()

    assert [method for method, _ in received] == ["POST"]


def test_counter_counts_as_the_network_does(bench_page):
    page = bench_page("keep")

    page.get_by_label("Text").press_sequentially("👩‍👩‍👧ok")
    expect(page.locator("#n")).to_have_text("3 of 10")

    page.get_by_label("Text").press_sequentially("!" * 9)
    expect(page.locator("#n")).to_have_attribute("data-kind", "danger")
    expect(page.get_by_label("Text")).to_have_attribute("aria-invalid", "true")


def test_letter_presses_its_button_but_not_while_typing(bench_page):
    page = bench_page("keys")
    page.keyboard.press("d")
    page.keyboard.press("r")
    expect(page.get_by_label("Reply")).to_be_focused()
    page.keyboard.press("d")

    expect(page.get_by_label("Reply")).to_have_value("d")
    browser.eventually(page, lambda: len(received) == 1)


def test_control_enter_sends_the_form_one_is_in(bench_page):
    page = bench_page("keys")
    page.get_by_label("Note").fill("Hello")

    page.keyboard.press("Control+Enter")

    browser.eventually(page, lambda: received == [("POST", "x=Hello")])


def test_failure_is_told_in_place(bench_page):
    page = bench_page("fail")

    page.get_by_role("button", name="Send").click()

    expect(page.locator("form [role=alert]")).to_contain_text("The server does not answer.")
    expect(page.get_by_role("button", name="Send")).not_to_have_attribute("aria-busy", "true")


def test_refusal_says_what_the_server_said(bench_page):
    page = bench_page("refuse")

    page.get_by_role("button", name="Send").click()

    expect(page.locator("form [role=alert]")).to_have_text("Ask Marta.")


def test_j_and_k_walk_through_the_list(bench_page):
    page = bench_page("walk")

    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Two")).to_have_attribute("aria-current", "true")
    page.keyboard.press("k")
    expect(page.get_by_role("link", name="One")).to_be_focused()


def test_dialog_and_menu_open_and_close(bench_page, live_server):
    page = bench_page("plain")
    page.goto(f"{live_server.url}/gallery/")

    page.get_by_role("button", name="Dialog").click()
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("dialog")).to_have_count(0)

    page.get_by_role("button", name="Menu").click()
    page.get_by_role("link", name="Copy the link").click()
    expect(page.get_by_role("link", name="Copy the link")).not_to_be_visible()
