"""What is said about media and folders."""

from typing import Any

from django import forms

from content.forms.refusals import TakesRefusals
from content.models import Folder, Media
from projects.models import Project

MOST_TICKED = 200


class SpotField(forms.IntegerField):
    """Percent of a side; a slider, so that arrow keys move it."""

    def __init__(self, **kwargs: Any) -> None:
        slider = forms.NumberInput(attrs={"type": "range", "min": 0, "max": 100, "step": 1})
        super().__init__(min_value=0, max_value=100, required=False, widget=slider, **kwargs)


class MediaForm(TakesRefusals, forms.ModelForm):
    """Name, description, tags, folder and the spot that stays."""

    tags = forms.CharField(required=False, max_length=900, help_text="Apart by commas: autumn, spoon, kitchen.")
    focus_x = SpotField(label="Across")
    focus_y = SpotField(label="Down")

    class Meta:
        model = Media
        fields = ("original_name", "alt", "tags", "folder", "focus_x", "focus_y")
        labels = {"original_name": "Name", "alt": "Description"}
        help_texts = {"alt": "Read aloud to people who do not see it. New posts start with it."}
        widgets = {"alt": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["original_name"].required = True
        self.fields["folder"].queryset = self.instance.project.folders.all()  # type: ignore[attr-defined]
        self.fields["folder"].empty_label = "No folder"  # type: ignore[attr-defined]
        self.initial["tags"] = ", ".join(self.instance.tags)

    def clean_tags(self) -> list[str]:
        return [tag.strip() for tag in self.cleaned_data["tags"].split(",")]

    def _post_clean(self) -> None:
        """The row stays as it is; ``library.describe`` writes it."""

    @property
    def changes(self) -> dict[str, Any]:
        """What ``library.describe`` takes; a spot nobody said stays."""
        return {name: value for name, value in self.cleaned_data.items() if value is not None or name == "folder"}


class FolderForm(TakesRefusals, forms.Form):
    name = forms.CharField(max_length=80, label="Name")
    parent = forms.ModelChoiceField(Folder.objects.none(), required=False, empty_label="First level", label="Lies in")

    def __init__(self, *args: Any, project: Project, folder: Folder | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outer = project.folders.filter(parent=None)
        self.fields["parent"].queryset = outer.exclude(pk=folder.pk) if folder else outer  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    """The folder that ticked media go to; an empty one takes them out of every folder."""

    folder = forms.ModelChoiceField(Folder.objects.none(), required=False)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["folder"].queryset = project.folders.all()  # type: ignore[attr-defined]


def ticked(data: Any) -> list[int]:
    """The ids of the media somebody ticked; whose they are, the caller asks."""
    return [int(pk) for pk in data.getlist("media") if pk.isascii() and pk.isdecimal() and len(pk) < 19][:MOST_TICKED]
