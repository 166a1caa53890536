"""What a project's content aims at."""

from django import forms

from content.forms.refusals import TakesRefusals


class MixForm(TakesRefusals, forms.Form):
    """The mix of added value: the share of emotional posts, and how far from it is still well."""

    target = forms.IntegerField(label="Emotional posts aimed at, %", min_value=0, max_value=100)
    slack = forms.IntegerField(
        label="Give or take, points", min_value=0, max_value=100, help_text="Further away than this, pages say so."
    )
