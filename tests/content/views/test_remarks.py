import pytest

from content.models import Remark
from content.services import remarks
from tests.factories.content import draft, submitted

HTMX = {"HX-Request": "true", "HX-Target": "margin"}


@pytest.fixture
def post(people):
    return submitted(people, text="Three signs that the baby is ready").post


def test_a_remark_is_left_and_shown_in_the_margin(people, signed_in, post):
    browser = signed_in(people.manager)
    typed = {"text": "Which <ones>?", "quote": "signs", "start": "6"}
    text = browser.post(f"/posts/{post.pk}/remarks/", typed, headers=HTMX).content.decode()
    assert "Which &lt;ones&gt;?" in text
    assert 'data-start="6" data-end="11"' in text


def test_without_javascript_one_comes_back_to_the_page_one_works_on(people, signed_in, post):
    answer = signed_in(people.manager).post(f"/posts/{post.pk}/remarks/", {"text": "Hm"})
    assert answer["Location"] == f"/review/{post.pk}/#remark-{Remark.objects.get().pk}"
    answer = signed_in(people.copywriter).post(f"/remarks/{Remark.objects.get().pk}/answer/", {"text": "So?"})
    assert answer["Location"].startswith(f"/posts/{post.pk}/#remark-")


@pytest.mark.parametrize(
    ("typed", "why"), [({"text": " "}, "Write something first"), ({"text": "Hm", "quote": "zebra"}, "not in the base")]
)
def test_what_cannot_be_is_said_beside_the_field_and_kept(people, signed_in, post, typed, why):
    answer = signed_in(people.manager).post(f"/posts/{post.pk}/remarks/", typed, headers=HTMX)
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert typed.get("quote", "") in answer.content.decode()


def test_one_answers_edits_settles_and_deletes(people, signed_in, post):
    remark = remarks.write(post=post, text="Which ones?", by=people.manager)
    browser = signed_in(people.manager)
    browser.post(f"/remarks/{remark.pk}/edit/", {"text": "Which?"}, headers=HTMX)
    answered = browser.post(f"/remarks/{remark.pk}/answer/", {"text": "The three"}, headers=HTMX)
    assert "The three" in answered.content.decode()
    assert "Settled by" in browser.post(f"/remarks/{remark.pk}/resolve/", headers=HTMX).content.decode()
    gone = browser.post(f"/remarks/{remark.pk}/delete/", headers=HTMX)
    assert f"/remarks/{remark.pk}/bring-back/" in gone["HX-Trigger"]
    assert "Which?" not in gone.content.decode()
    browser.post(f"/remarks/{remark.pk}/bring-back/", headers={"HX-Request": "true", "HX-Target": "toasts"})
    assert Remark.objects.threads().get().text == "Which?"


def test_a_refused_answer_keeps_its_words(people, signed_in, post):
    remark = remarks.write(post=post, text="Which ones?", by=people.manager)
    for verb in ("answer", "edit"):
        answer = signed_in(people.manager).post(f"/remarks/{remark.pk}/{verb}/", {"text": "x" * 4001}, headers=HTMX)
        assert answer.status_code == 422
        assert "x" * 4001 in answer.content.decode()


def test_somebody_elses_words_are_not_edited(people, signed_in, post):
    remark = remarks.write(post=post, text="Which ones?", by=people.manager)
    assert signed_in(people.head).post(f"/remarks/{remark.pk}/edit/", {"text": "Mine"}).status_code == 403


def test_the_composer_brings_the_margin_for_colleagues_and_not_for_the_clients_author(people, signed_in):
    post = draft(people)
    post.author = people.author
    post.save(update_fields=["author"])
    remarks.write(post=post, text="Zyzzyva", by=people.manager)
    place = f"/posts/{post.pk}/remarks/"
    assert place in signed_in(people.copywriter).get(f"/posts/{post.pk}/").content.decode()
    shown = signed_in(people.author).get(f"/posts/{post.pk}/").content.decode()
    assert place not in shown
    assert "Zyzzyva" not in shown
    assert signed_in(people.author).get(place).status_code == 403
