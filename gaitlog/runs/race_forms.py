from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q

from gaitlog.core.dates import EARLIEST, LATEST
from gaitlog.core.fields import DistanceField, DurationField
from gaitlog.core.forms import SentOnceForm
from gaitlog.lib.units import clock
from gaitlog.runs.models import Race
from gaitlog.runs.services import mark_as_race


class RaceForm(SentOnceForm):
    """A race, to come or run; it offers the runs of its day."""

    on = forms.DateField(
        label="date", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    distance_m = DistanceField(label="distance", required=False)
    goal_s = DurationField(label="time hoped for", required=False)
    result_s = DurationField(label="result", required=False)

    class Meta:
        model = Race
        fields = [
            "name",
            "on",
            "distance_m",
            "importance",
            "goal",
            "goal_s",
            "result_s",
            "run",
            "note",
        ]
        widgets = {
            "importance": forms.RadioSelect,
            "note": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {"goal": "In your own words, with a time or without."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "not said"), *Race.Importance.choices]
        self.fields["importance"].choices = choices  # type: ignore[attr-defined]
        on = self._on_so_far()
        own = Q(race__uid=self.sent_uid or self.instance.uid)
        runs = self.owner.runs.logged().filter(Q(on=on, race=None) | own)
        self.offer("run", runs if on else runs.none())
        said = [(run.pk, f"{run}, {clock(run.moving_s)}") for run in self.fields["run"].queryset]  # type: ignore[attr-defined]
        self.has_runs = bool(said)
        self.fields["run"].choices = [("", "none of them"), *said]  # type: ignore[attr-defined]

    def _on_so_far(self) -> dt.date | None:
        """Its day as it is typed so far."""
        try:
            on: dt.date | None = forms.DateField(required=False).clean(self["on"].value())
        except forms.ValidationError:
            return None
        return on

    def clean_on(self) -> dt.date:
        on: dt.date = self.cleaned_data["on"]
        if not EARLIEST <= on <= LATEST:
            raise forms.ValidationError("Check the year.")
        return on

    def clean(self) -> dict[str, Any]:
        """The time of its run is the result where none is typed."""
        data = super().clean()
        if data.get("run") and "result_s" not in self.errors:
            data["result_s"] = data.get("result_s") or data["run"].race_time_s
        return data

    def save(self, commit: bool = True) -> Race:
        race: Race = super().save(commit)
        if race.run:
            mark_as_race(race.run)
        return race
