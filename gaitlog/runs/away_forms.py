from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from gaitlog.core.dates import EARLIEST, LATEST
from gaitlog.core.forms import SentOnceForm
from gaitlog.runs.models import Away


def _day(label: str, **kwargs: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **kwargs)


class AwayForm(SentOnceForm):
    """A pause or a journey, in the past or to come."""

    from_on = _day("from")
    until_on = _day("until", required=False, help_text="Empty while it is not over.")

    class Meta:
        model = Away
        fields = ["kind", "from_on", "until_on", "reason"]
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Away.Kind.choices  # type: ignore[attr-defined]
        if not self.is_old:
            self.initial["from_on"] = timezone.localdate()

    def clean_from_on(self) -> dt.date:
        on: dt.date = self.cleaned_data["from_on"]
        if not EARLIEST <= on <= LATEST:
            raise forms.ValidationError("Check the year.")
        return on

    def clean_until_on(self) -> dt.date | None:
        on: dt.date | None = self.cleaned_data["until_on"]
        begins = self.cleaned_data.get("from_on")
        if on and on > LATEST:
            raise forms.ValidationError("Check the year.")
        if on and begins and on < begins:
            raise forms.ValidationError("It ends on the day it begins, or later.")
        return on
