from __future__ import annotations

from django import forms
from django.http import QueryDict

from gaitlog.core.fields import PastDateField
from gaitlog.lib.gaits import Gait
from gaitlog.recordings.laps import Gaits, Pattern, all_exact, by_pattern, gaits_of, is_slow
from gaitlog.recordings.models import Lap, Recording
from gaitlog.recordings.services import switch_laps
from gaitlog.runs.models import Run
from gaitlog.runs.services import ChangedMeanwhile


class DateForm(forms.Form):
    """The day of a run whose watch had no clock."""

    on = PastDateField(
        label="Day of the run",
        error_messages={"required": "On which day was this run?"},
    )

    def __init__(self, data: QueryDict | None = None, *, recording: Recording) -> None:
        super().__init__(data, prefix=f"file-{recording.pk}")
        self.recording = recording


class LapsForm(forms.Form):
    """The gait of each lap of a run; a lap that holds several has none chosen."""

    version = forms.IntegerField()
    pattern = forms.ChoiceField(choices=[(pattern, pattern) for pattern in Pattern], required=False)

    def __init__(self, data: QueryDict | None = None, *, run: Run, technique: str) -> None:
        super().__init__(data)
        self.run = run
        self.laps = list(run.recording.laps.all()) if hasattr(run, "recording") else []
        self.sections = [lap.data for lap in self.laps]
        self.now = gaits_of(self.sections, run.section_data)
        learns = bool(technique or run.pose_s)
        choices = [
            (Gait.POSE.value, technique or "new gait"),
            (Gait.NATURAL.value, "natural" if learns else "running"),
            (Gait.WALK.value, "walk"),
        ]
        for lap, gait in zip(self.laps, self.now, strict=True):
            self.fields[_name(lap)] = forms.ChoiceField(
                label=f"Gait of lap {lap.number}",
                choices=choices if learns else choices[1:],
                required=False,
                initial=gait,
                widget=forms.RadioSelect,
            )

    @property
    def rows(self) -> list[tuple[Lap, forms.BoundField]]:
        """Each lap with its field."""
        return [(lap, self[_name(lap)]) for lap in self.laps]

    @property
    def slow_walks(self) -> int:
        """How many laps are walk that were slow."""
        return sum(
            gait is Gait.WALK and is_slow(lap)
            for lap, gait in zip(self.sections, self.now, strict=True)
        )

    @property
    def is_a_guess(self) -> bool:
        """Whether the run says of some section how long it was, but not where."""
        return not all_exact(self.run.section_data)

    @property
    def is_mixed(self) -> bool:
        """Whether the gait changes within a lap."""
        return None in self.now and not self.is_a_guess

    @property
    def moving_s(self) -> int:
        """What the laps add up to."""
        return sum(lap.seconds for lap in self.laps)

    def save(self) -> Run:
        """Lay the laps over the run as they are switched. Raises ChangedMeanwhile."""
        if not self.is_valid():  # it is about other laps than these
            raise ChangedMeanwhile
        return switch_laps(
            run=self.run,
            laps=self.sections,
            gaits=self._gaits(),
            version=self.cleaned_data["version"],
        )

    def _gaits(self) -> Gaits:
        """The gaits that were chosen lap by lap, or those of now with a pattern laid over them."""
        if self.cleaned_data["pattern"]:
            return by_pattern(Pattern(self.cleaned_data["pattern"]), self.sections, self.now)
        chosen = [self.cleaned_data[_name(lap)] for lap in self.laps]
        return [Gait(gait) if gait else None for gait in chosen]


def _name(lap: Lap) -> str:
    return f"lap-{lap.position}"
