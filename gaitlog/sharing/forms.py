from __future__ import annotations

import datetime as dt

from django import forms
from django.utils import timezone

from gaitlog.core.forms import OwnedModelForm
from gaitlog.sharing.models import LIFETIMES_DAYS, CoachLink

USUAL_DAYS = 90


class CoachLinkForm(OwnedModelForm):
    """Who the link is for, what it shows, and how long it works."""

    days = forms.TypedChoiceField(
        label="works for",
        coerce=int,
        initial=USUAL_DAYS,
        choices=[(days, f"{days} days" if days < 365 else "a year") for days in LIFETIMES_DAYS],
        widget=forms.RadioSelect,
    )
    back = forms.TypedChoiceField(
        label="shows what was run since",
        coerce=int,
        initial=12,
        choices=[(0, "today"), (4, "4 weeks ago"), (12, "12 weeks ago"), (52, "a year ago")],
        widget=forms.RadioSelect,
    )

    class Meta:
        model = CoachLink
        fields = ["label", "shown_name", "shows_injuries", "shows_notes"]

    def clean(self) -> dict[str, object]:
        data: dict[str, object] = super().clean() or {}
        weeks = self.cleaned_data.get("back")
        if weeks is not None:
            self.instance.from_on = timezone.localdate() - dt.timedelta(weeks=weeks)
        return data
