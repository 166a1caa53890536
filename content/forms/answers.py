"""Verdicts: the reviewer's and the client's."""

from typing import Any

from django import forms

from agency.models import User
from agency.permissions import Role
from content import rounds
from content.forms.chips import Chips
from content.forms.refusals import TakesRefusals
from content.models import Post, Review
from projects.models import Project

LONGEST_WORDS = 4_000
VERDICT_LOOKS = {
    "emotional": {"mark": ("kind", "ok")},
    "informational": {"mark": ("kind", "ok")},
    "none": {"mark": ("kind", "danger")},
}


class AnswerForm(forms.Form):
    """The client's answer: yes, or what should be different."""

    ABOUT = (("facts", "Facts or price"), ("words", "Words"), ("picture", "Picture"), ("day", "Day"))

    decision = forms.ChoiceField(choices=(("yes", "Approve"), ("changes", "Ask for changes")))
    about = forms.MultipleChoiceField(choices=ABOUT, required=False)
    comment = forms.CharField(required=False, max_length=LONGEST_WORDS, strip=True)

    @property
    def is_yes(self) -> bool:
        return self.cleaned_data["decision"] == "yes"

    @property
    def words(self) -> str:
        """``Facts or price, day: the courier costs extra``; chips alone are words enough."""
        labels = dict(self.ABOUT)
        about = ", ".join(labels[name] for name in self.cleaned_data["about"]).capitalize()
        return ": ".join(filter(None, (about, self.cleaned_data["comment"])))

    @property
    def typed(self) -> str:
        return self.data.get("comment", "")

    @property
    def error(self) -> str:
        return " ".join(str(message) for errors in self.errors.values() for message in errors)


class ReviewForm(TakesRefusals, forms.Form):
    """A verdict on one version."""

    value = Chips(
        choices=Review.Verdict.choices, looks=VERDICT_LOOKS, required=True,
        error_messages={"required": "Say whether the value is there."},
    )  # fmt: skip
    comment = forms.CharField(
        required=False, max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 3, "aria-keyshortcuts": "R"})
    )


class LetterForm(TakesRefusals, forms.Form):
    """Which posts go to whom at the client."""

    posts = forms.ModelMultipleChoiceField(
        Post.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one post."},
    )
    everybody = forms.BooleanField(required=False, initial=True)
    person = forms.ModelChoiceField(User.objects.none(), required=False, label="To", empty_label="Somebody else")
    name = forms.CharField(max_length=120, required=False, label="Their name")
    email = forms.EmailField(required=False, label="Their e-mail")

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = project.posts.filter(status=Post.Status.WITH_CLIENT).order_by("scheduled_at", "id")
        self.fields["posts"].queryset = waiting  # type: ignore[attr-defined]
        client = project.client
        approvers = User.objects.filter(client_memberships__client=client, client_memberships__role=Role.APPROVER)
        self.fields["person"].queryset = approvers  # type: ignore[attr-defined]
        self._offer_everybody(project)
        self.initial.setdefault("posts", [post.pk for post in waiting])
        first = approvers.first()
        self.initial.setdefault("person", first)
        if first is None:  # beside an approver the address of somebody else would only puzzle
            self.initial.setdefault("name", client.contact_name)
            self.initial.setdefault("email", client.contact_email)

    def _offer_everybody(self, project: Project) -> None:
        """Where each of several must say yes, one letter each is the usual way."""
        people = rounds.people(project)
        if people:
            names = ", ".join(person.name for person in people)
            self.fields["everybody"].label = f"To everybody who must say yes: {names}"
        else:
            del self.fields["everybody"]

    @property
    def is_for_everybody(self) -> bool:
        return bool(self.cleaned_data.get("everybody"))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("person") and not data.get("everybody"):
            for name in ("name", "email"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, "Needed when you write to somebody without an account.")
        return data

    @property
    def said(self) -> dict[str, Any]:
        person = self.cleaned_data["person"]
        return {
            "posts": list(self.cleaned_data["posts"]),
            "to_name": str(person or self.cleaned_data["name"]),
            "to_email": person.email if person else self.cleaned_data["email"],
            "to_user": person,
        }
