from __future__ import annotations

from typing import Any

from django import forms

from gaitlog.injuries.choices import AREAS


def sites(empty: str = "Choose") -> list[Any]:
    """Where it may hurt, by area."""
    areas = [
        (area.label.capitalize(), [(site.value, site.label.capitalize()) for site in sites])
        for area, sites in AREAS.items()
    ]
    return [("", empty), *areas]


class BeginningForm(forms.Form):
    """What an address says about how something began: the run, or the day chosen so far."""

    run = forms.IntegerField(required=False)
    practice = forms.IntegerField(required=False)
    from_on = forms.DateField(required=False)
    began_in = forms.IntegerField(required=False)
    site = forms.CharField(required=False)
    side = forms.CharField(required=False)
    when = forms.CharField(required=False)

    def said(self) -> dict[str, Any]:
        """What is understood of it."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
