"""What writers keep at hand, and how links are tagged."""

from typing import Any

from django import forms

from content import utm
from content.forms.chips import Chips
from content.forms.draft import FORMAT_LOOKS, VALUE_LOOKS, Prose
from content.forms.refusals import TakesRefusals
from content.models import HashtagGroup, LinkTagging, Post, PostTemplate
from content.models.tagging import PLACES
from projects.models.channel import Network


class HashtagGroupForm(TakesRefusals, forms.ModelForm):
    tags = forms.CharField(
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Hashtags",
        help_text="With or without #, apart by spaces, commas or lines.",
    )

    class Meta:
        model = HashtagGroup
        fields = ("name", "tags")

    def _post_clean(self) -> None:
        """The group stays as it is; the service writes it."""


class PostTemplateForm(TakesRefusals, forms.ModelForm):
    format = Chips(choices=Post.Format.choices, looks=FORMAT_LOOKS, label="How can people take part?", required=True)
    value_kind = Chips(choices=Post.Value.choices, looks=VALUE_LOOKS, label="Added value")
    text = Prose(
        label="Text",
        help_text="{brand} and {project} are filled in when a draft starts. Any other word in braces stays there "
        "for the writer.",
    )

    class Meta:
        model = PostTemplate
        fields = ("title", "format", "value_kind", "text")

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if not text.strip():
            raise forms.ValidationError("Write the text a draft begins with.")
        return text

    def _post_clean(self) -> None:
        """The template stays as it is; the service writes it."""


class LinkTaggingForm(TakesRefusals, forms.ModelForm):
    """Sources are one field a network the project is on: ``source-<network>``."""

    class Meta:
        model = LinkTagging
        fields = ("is_on", "medium", "campaign", "content")
        labels = {
            "is_on": "Tag the links of this project’s posts",
            "medium": "Medium (utm_medium)",
            "campaign": "Campaign (utm_campaign)",
            "content": "Content (utm_content)",
        }
        help_texts = {
            "campaign": "{campaign} is the campaign’s name, or the post’s title where there is none.",
            "content": "Empty leaves it out. {title}, {format}, {network} and {project} work here too.",
        }
        widgets = {"is_on": forms.CheckboxInput(attrs={"role": "switch"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        used = self.instance.project.channels.values_list("network", flat=True).distinct()
        self.networks = [network for network in Network.values if network in set(used)]
        for network in self.networks:
            label = f"{Network(network).label} (utm_source)"
            self.fields[f"source-{network}"] = forms.CharField(max_length=50, required=False, label=label)
            self.initial[f"source-{network}"] = self.instance.source_of(network)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for name in (*LinkTagging.TAGS, *(f"source-{network}" for network in self.networks)):
            if wrong := utm.unknown_places(data.get(name) or "", PLACES):
                self.add_error(name, f"Nothing fills {{{wrong[0]}}}. Use one of: {', '.join(PLACES)}.")
        return data

    def _post_clean(self) -> None:
        """The rules stay as they are; the service writes them."""

    @property
    def changes(self) -> dict[str, Any]:
        said = self.cleaned_data
        sources = {network: said[f"source-{network}"] for network in self.networks if said[f"source-{network}"]}
        kept = {network: name for network, name in self.instance.sources.items() if network not in self.networks}
        own = {name: said[name] for name in self.Meta.fields}
        return own | {"sources": kept | {network: name for network, name in sources.items() if name != network}}

    @property
    def source_fields(self) -> list[forms.BoundField]:
        return [self[f"source-{network}"] for network in self.networks]
