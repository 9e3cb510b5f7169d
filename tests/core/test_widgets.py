import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe

from gaitlog.core.widgets import Renderer

CHOICES = [("", "–"), (1, "one & <b>"), ("Two", [("a\"'", "A"), ("b", mark_safe("<i>B</i>"))])]


class Everything(forms.Form):
    """A field for every widget that is drawn in Python, and one that is not."""

    text = forms.CharField(help_text="Any.", widget=forms.TextInput(attrs={"data-x": "<'\">"}))
    number = forms.IntegerField(required=False, min_value=1)
    date = forms.DateField(required=False)
    time = forms.TimeField(required=False)
    uid = forms.CharField(required=False, widget=forms.HiddenInput)
    password = forms.CharField(required=False, widget=forms.PasswordInput)
    box = forms.BooleanField(required=False)
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"hidden": False}))
    select = forms.ChoiceField(choices=CHOICES, required=False)
    radio = forms.ChoiceField(choices=CHOICES, required=False, widget=forms.RadioSelect)
    several = forms.MultipleChoiceField(
        choices=CHOICES[:2], required=False, widget=forms.CheckboxSelectMultiple
    )


TYPED = {
    "text": "5 > 4 & \"'",
    "number": "0",
    "uid": "7",
    "box": "on",
    "note": "</textarea>\n<script>",
    "select": "1",
    "radio": "b",
}


@pytest.mark.parametrize("data", [None, TYPED, dict.fromkeys(TYPED, "<")])
@pytest.mark.parametrize("name", Everything.base_fields)
class TestRenderer:
    def test_draws_what_the_template_draws(self, name, data):
        ours, theirs = (
            Everything(data, renderer=Renderer()),
            Everything(data, renderer=DjangoTemplates()),
        )
        assert str(ours[name]) == str(theirs[name])

    def test_draws_each_choice_as_its_template_does(self, name, data):
        ours, theirs = (
            Everything(data, renderer=Renderer()),
            Everything(data, renderer=DjangoTemplates()),
        )
        assert [one.tag() for one in ours[name]] == [one.tag() for one in theirs[name]]
