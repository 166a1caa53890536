import pytest
from django import forms

from agency.templatetags import controls


class PostForm(forms.Form):
    title = forms.CharField(help_text="The client sees it.")
    words = forms.CharField(widget=forms.Textarea)
    value = forms.ChoiceField(choices=[("emo", "Emotional"), ("inf", "Informational")], widget=forms.RadioSelect)


@pytest.fixture
def form():
    form = PostForm({"title": "", "words": "Text", "value": "inf"})
    form.fields["value"].looks = {"emo": {"icon": "heart", "mark": ("value", "emo")}}
    return form


def test_control_is_tied_to_its_hint_and_its_error(form):
    html = controls.control(form["title"])

    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'aria-invalid="true"' in html


def test_control_is_tied_to_a_hint_the_form_does_not_know(form):
    assert 'aria-describedby="id_words_helptext n-words"' in controls.control(
        form["words"], {"aria-describedby": "n-words"}, hint="Short."
    )


def test_field_shows_label_hint_and_error_with_the_ids_it_names(render, form):
    html = render('<c-field :field="form.title" />', form=form)

    assert '<label for="id_title">Title</label>' in html
    assert '<p class="hint" id="id_title_helptext">The client sees it.</p>' in html
    assert 'id="id_title_error"' in html
    assert "This field is required." in html


def test_field_hands_attributes_to_the_control(render, form):
    html = render('<c-field :field="form.words" data-count="300" rows="3" lang="ru" />', form=form)

    assert 'data-count="300"' in html
    assert 'rows="3"' in html
    assert 'lang="ru"' in html


def test_choices_show_how_each_looks_and_which_is_chosen(render, form):
    html = render('<c-choices :field="form.value" />', form=form)

    assert 'class="choice" data-value="emo"' in html
    assert "#heart" in html
    assert html.count("checked") == 1
    assert html.index("checked") > html.index("Emotional")


def test_choices_as_chips_hide_the_inputs(render, form):
    html = render('<c-choices :field="form.value" look="chip" />', form=form)

    assert html.count('class="sr"') == 2


def test_typed_text_never_becomes_markup(render):
    form = PostForm({"title": '"><script>', "words": "</textarea><script>"})

    html = render('<c-field :field="form.title" /><c-field :field="form.words" />', form=form)

    assert "<script" not in html
