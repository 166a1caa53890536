"""All components in every state, for the people who build pages. Everything on it is made up."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from agency.templatetags.glyphs import LADDER, TILES

STATUSES = ("draft", "review", "changes", "approved", "client", "scheduled", "published", "failed")
NETWORKS = ("vk", "facebook", "instagram", "odnoklassniki", "telegram", "mastodon", "bluesky", "playground")
SOURCES = ("review", "forum", "news", "blog")
HUES = (350, 25, 120, 220, 280, 75, 255, 15, 170, 150, 200, 135, 60, 310)
FULL = "full"
WEEK = (("Thu", FULL), ("Fri", FULL), ("Sat", "draft"), ("Sun", "gap"), ("Mon", "off"), ("Tue", FULL), ("Wed", FULL))
TONES = (
    (6, 5),
    (6, 3),
    (5, 3),
    (9, 5),
    (9, 4),
    (7, 4),
    (3, 6),
    (8, 5),
    (3, 0),
    (5, 2),
    (7, 3),
    (8, 2),
    (7, 9),
    (5, 26),
)
TOKENS = (
    *("bg", "surface", "sunken", "hover", "line", "line-2", "ink-3", "ink-2", "ink", "accent", "accent-soft"),
    *("pos", "neg", "warn", "rust", "info", "plum", "rose", "c1", "c2", "c3", "c4", "c5", "c6"),
)


class GalleryForm(forms.Form):
    """One field of each kind, one of them wrong."""

    label = forms.CharField(initial="Filled", help_text="A hint in one line.")
    wrong = forms.IntegerField(
        label="With an error",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": "Write a number, for example 420."},
    )
    locked = forms.CharField(label="Disabled", initial="Set by the client", disabled=True)
    choose = forms.ChoiceField(choices=[("topotun", "Topotun"), ("nitka", "Nitka Tees")])
    words = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}))
    value = forms.ChoiceField(
        label="Added value",
        choices=[("emo", "Emotional"), ("inf", "Informational")],
        widget=forms.RadioSelect,
    )
    format = forms.ChoiceField(
        choices=[("question", "Question"), ("survey", "Survey")], initial="question", widget=forms.RadioSelect
    )
    agree = forms.BooleanField(label="Checked", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].looks = {  # type: ignore[attr-defined]
            "emo": {"icon": "heart", "small": "chosen", "mark": ("value", "emo")},
            "inf": {"icon": "light-bulb", "small": "not chosen", "mark": ("value", "inf")},
        }
        self.fields["format"].looks = {"question": {"icon": "question-mark-circle"}}  # type: ignore[attr-defined]


def gallery(request: HttpRequest) -> HttpResponse:
    if not request.user.is_agency:  # type: ignore[union-attr]
        raise Http404
    return render(request, "agency/gallery.html", _samples())


def _samples() -> dict[str, Any]:
    now = timezone.now()
    return {
        "form": _form(),
        "statuses": STATUSES,
        "networks": NETWORKS,
        "sources": SOURCES,
        "one_network": ("vk",),
        "tiles": [SimpleNamespace(tile=tile, hue=hue) for tile, hue in zip(TILES, HUES, strict=True)],
        "project": SimpleNamespace(name="Topotun", tile="dots", hue=350),
        "other": SimpleNamespace(name="Ovechka", tile="plaid", hue=25),
        "olena": _person("Olena Savchuk", 10),
        "daryna": _person("Daryna Koval", 330),
        "lesya": _person("Lesya Moroz", 350),
        "rungs": range(1, len(LADDER) + 1),
        "notes": {5: "this is your chance", 4: "3 times, last in July", 3: "11 comments, 2 shares", 1: "since March"},
        "week": WEEK,
        "tones": TONES,
        "line": (3, 5, 4, 7, 7.5, 9, 10),
        "deadlines": [now + timedelta(minutes=minutes) for minutes in (38, 9, -4)],
        "moments": [now - timedelta(minutes=9), now - timedelta(days=1), now - timedelta(days=9)],
        "checks": (
            {"kind": "ok", "text": "Passed"},
            {"kind": "warn", "text": "Look at it", "small": "Name the source"},
            {"kind": "danger", "text": "Stops publishing", "small": "60 characters too long"},
        ),
        "bars": (
            {"label": "Odesa", "value": 31, "text": "31%", "change": "+9"},
            {"label": "Kyiv", "value": 24, "text": "24%"},
        ),
        "facts": (("Certainty", "High"), ("Spread", "18 copies, 6 media types")),
        "tools": ({"icon": "light-bulb", "text": "“One minute” tips"}, {"icon": "gift", "text": "Tester parcels"}),
        "team": (
            (_person("Daryna Koval", 330), "manager"),
            (_person("Olena Savchuk", 10), "copywriter"),
            (None, "moderator"),
        ),
        "tokens": TOKENS,
    }


def _person(name: str, hue: int) -> SimpleNamespace:
    return SimpleNamespace(pk=0, name=name, hue=hue, avatar="")


def _form() -> GalleryForm:
    data = {"label": "Filled", "wrong": "abc", "choose": "topotun", "value": "emo", "format": "survey", "agree": "on"}
    return GalleryForm(data | {"words": "Сорок знаков: здесь их чуть больше, чем сорок"})
