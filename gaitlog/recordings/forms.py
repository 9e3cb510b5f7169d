from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from gaitlog.lib.gaits import Gait
from gaitlog.recordings.laps import Gaits, Pattern, by_pattern, gaits_of
from gaitlog.recordings.models import Lap, Recording
from gaitlog.runs.forms import EARLIEST
from gaitlog.runs.models import Run


class DateForm(forms.Form):
    """The day of a run whose watch had no clock."""

    on = forms.DateField(
        label="Day of the run",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "On which day was this run?"},
    )

    def __init__(self, *args: Any, recording: Recording, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"file-{recording.pk}", **kwargs)
        self.recording = recording

    def clean_on(self) -> dt.date:
        on: dt.date = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError("This day is still to come.", code="future")
        if on < EARLIEST:
            raise forms.ValidationError("Check the year.", code="past")
        return on


class LapsForm(forms.Form):
    """The gait of each lap of a run; a lap that holds several has none chosen."""

    version = forms.IntegerField(widget=forms.HiddenInput(attrs={"id": "laps-version"}))
    pattern = forms.ChoiceField(choices=[(pattern, pattern) for pattern in Pattern], required=False)

    def __init__(self, *args: Any, run: Run, laps: Sequence[Lap], technique: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.laps = laps
        self.now = gaits_of([lap.data for lap in laps], run.section_data)
        self.initial["version"] = run.version
        learns = bool(technique or run.pose_s)
        choices = [
            *([(Gait.POSE.value, technique or "new gait")] if learns else []),
            (Gait.NATURAL.value, "natural" if learns else "running"),
            (Gait.WALK.value, "walk"),
        ]
        for lap, gait in zip(laps, self.now, strict=True):
            self.fields[_name(lap)] = forms.ChoiceField(
                label=f"Gait of lap {lap.number}",
                choices=choices,
                required=False,
                initial=gait,
                widget=forms.RadioSelect,
            )

    @property
    def rows(self) -> list[tuple[Lap, forms.BoundField]]:
        """Each lap with its field."""
        return [(lap, self[_name(lap)]) for lap in self.laps]

    def gaits(self) -> Gaits:
        """The gaits that were chosen, with the pattern of a button laid over them."""
        data = self.cleaned_data
        chosen: Gaits = [
            Gait(data[_name(lap)]) if data[_name(lap)] else None for lap in self.laps
        ]
        if not data["pattern"]:
            return chosen
        return by_pattern(Pattern(data["pattern"]), [lap.data for lap in self.laps], chosen)


def _name(lap: Lap) -> str:
    return f"lap-{lap.position}"
