"""What visitors type."""

from typing import Any

from django import forms
from django.http import QueryDict

from playground.models import Account, Kind, Operation, Page
from playground.refusals import Refused
from playground.texts import COMMENT_LIMIT, comment_text


class NameForm(forms.ModelForm):
    class Meta:
        model = Account
        fields = ("name",)
        labels = {"name": "Your name on this network"}


class RegisterForm(forms.ModelForm):
    class Meta:
        model = Page
        fields = ("handle", "name", "about")
        labels = {"handle": "Handle", "name": "Name", "about": "About"}
        help_texts = {"handle": "Latin letters, digits and hyphens: lastivka-coffee"}

    def clean_handle(self) -> str:
        handle = self.cleaned_data["handle"].lower()
        if Page.objects.filter(handle=handle).exists():
            raise forms.ValidationError(f"There is a page @{handle} already. Take another handle.", code="taken")
        return handle


class CommentForm(forms.Form):
    """A visitor without a name gives it with the first comment."""

    text = forms.CharField(
        label="Comment", strip=True, max_length=COMMENT_LIMIT * 10, widget=forms.Textarea(attrs={"rows": 2})
    )
    name = forms.CharField(label="Your name on this network", max_length=60)

    def __init__(self, *args: Any, visitor: Account | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if visitor is not None:
            del self.fields["name"]

    def clean_text(self) -> str:
        try:
            return comment_text(self.cleaned_data["text"])
        except Refused as refusal:
            raise forms.ValidationError(refusal.message, code=refusal.code) from None


class FaultForm(forms.Form):
    """How a fault behaves. An empty count means: until it is switched off."""

    operations = forms.MultipleChoiceField(
        label="Only for", choices=Operation.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    remaining = forms.IntegerField(label="Next requests", required=False, min_value=1, max_value=100_000)
    latency_ms = forms.IntegerField(label="Milliseconds", required=False, min_value=1, max_value=30_000)
    retry_after = forms.IntegerField(label="Retry after, s", required=False, min_value=1, max_value=3600)

    def __init__(self, data: QueryDict | None = None, *, kind: Kind, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, auto_id=f"{kind.value}_%s", initial=initial)
        if kind != Kind.LATENCY:
            del self.fields["latency_ms"]
        if kind != Kind.RATE_LIMIT:
            del self.fields["retry_after"]

    def settings(self) -> dict[str, Any]:
        """As ``switch_on`` takes them; what was left empty keeps its default."""
        return {name: value for name, value in self.cleaned_data.items() if value is not None}
