from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from gaitlog.core.dates import EARLIEST
from gaitlog.core.fields import PastDateField
from gaitlog.core.forms import SentOnceForm
from gaitlog.core.templatetags.gaitlog import clock, day
from gaitlog.injuries.models import AREAS, Injury
from gaitlog.runs.models import Run

RUNS_OFFERED = dt.timedelta(days=14)


class InjuryForm(SentOnceForm):
    """Something that hurts, new or changed; it offers the runs of the days before it began."""

    from_on = PastDateField(label="from")
    until_on = PastDateField(label="until", required=False, help_text="Empty while it still hurts.")

    class Meta:
        model = Injury
        fields = ["site", "side", "from_on", "until_on", "began_in", "note"]
        widgets = {
            "side": forms.RadioSelect,
            "note": forms.Textarea(attrs={"rows": 3}),
        }
        error_messages = {"site": {"required": "Choose where it hurts."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_old:
            self.initial["from_on"] = self.initial["from_on"] or timezone.localdate()
        areas = [
            (area.capitalize(), [(site.value, site.label.capitalize()) for site in sites])
            for area, sites in AREAS.items()
        ]
        self.fields["site"].choices = [("", "Choose"), *areas]  # type: ignore[attr-defined]
        self._offer_runs()

    def _offer_runs(self) -> None:
        """The runs of the days before it began, and the one that is chosen already."""
        on = self._understood("from_on", forms.DateField()) or timezone.localdate()
        on = max(on, EARLIEST)
        chosen = self._understood("began_in", forms.IntegerField())
        wanted = Q(on__range=(on - RUNS_OFFERED, on)) | Q(pk=chosen)
        runs = self.owner.runs.logged().filter(wanted)
        choices = [("", "none that I know of"), *((run.pk, self._label(run)) for run in runs)]
        self.fields["began_in"].choices = choices  # type: ignore[attr-defined]

    def _understood(self, name: str, field: forms.Field) -> Any:
        """What a field says so far, None where that is nothing or makes no sense."""
        try:
            return field.clean(self[name].value())
        except forms.ValidationError:
            return None

    def _label(self, run: Run) -> str:
        """“Thu 12 Feb, 31:20, 5:00 Pose”, in the runner's own word."""
        new_gait = f", {clock(run.pose_s)} {self.owner.technique or 'new gait'}"
        return f"{day(run.on)}, {clock(run.moving_s)}{new_gait if run.pose_s else ''}"

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        on, until, run = data.get("from_on"), data.get("until_on"), data.get("began_in")
        if on and until and until < on:
            self.add_error("until_on", "It ends on the day it began, or later.")
        if on and run and run.on > on:
            self.add_error("began_in", "This run came later. Choose another, or change the day.")
        return data


class BeginningForm(forms.Form):
    """What an address says about how something began: the run, or the day chosen so far."""

    run = forms.IntegerField(required=False)
    from_on = forms.DateField(required=False)
    began_in = forms.IntegerField(required=False)

    def said(self) -> dict[str, Any]:
        """What is understood of it."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
