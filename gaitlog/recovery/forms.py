from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from gaitlog.core.dates import EARLIEST
from gaitlog.core.fields import MinutesField, whole
from gaitlog.core.forms import OwnedModelForm, SentOnceForm
from gaitlog.recovery.models import Habit, Measure, Pause, Rhythm, Tick
from gaitlog.recovery.services import set_tick

MOST = 600  # minutes or sets of a tick


def date_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class HabitForm(SentOnceForm):
    times = whole(7, label="times")
    every_weeks = whole(12, label="in how many weeks")

    class Meta:
        model = Habit
        fields = [
            "name",
            "rhythm",
            "times",
            "every_weeks",
            "measure",
            "started_on",
            "stopped_on",
        ]
        widgets = {
            "rhythm": forms.RadioSelect,
            "measure": forms.RadioSelect,
            "started_on": date_input(),
            "stopped_on": date_input(),
        }
        help_texts = {"stopped_on": "From this day on it is not asked for. The ticks stay."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["stopped_on"]

    def clean_measure(self) -> str:
        """Minutes that were noted cannot become sets."""
        measure: str = self.cleaned_data["measure"]
        noted_in = self.initial.get("measure")
        changes = self.instance.pk and measure and noted_in and measure != noted_in
        if changes and self.instance.ticks.filter(amount__isnull=False).exists():
            raise forms.ValidationError(
                f"You have noted {noted_in} already. Make a habit of another name to note"
                f" {measure}.",
                code="measure",
            )
        return measure

    def clean(self) -> dict[str, Any]:
        """How often belongs to one of the rhythms; with the others it is left alone."""
        data: dict[str, Any] = super().clean() or {}
        for name in ("times", "every_weeks"):
            if data.get("rhythm") != Rhythm.WEEKLY:
                self.errors.pop(name, None)
                data[name] = 1
        return data


class TickForm(forms.Form):
    """A tick or its taking back: the same twice is the same once."""

    done = forms.TypedChoiceField(
        choices=[("1", "done"), ("0", "not done")], coerce=lambda value: value == "1"
    )

    def __init__(self, *args: Any, habit: Habit, on: dt.date, today: dt.date) -> None:
        super().__init__(*args)
        self.habit, self.on, self.today = habit, on, today

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("done") is False:
            return data
        if self.on > self.today:
            raise forms.ValidationError("This day is still to come.", code="future")
        if self.on < EARLIEST:
            raise forms.ValidationError("Check the year.", code="past")
        if self.habit.keeping.is_stopped_on(self.on):
            raise forms.ValidationError(
                f"{self.habit} was stopped before this day. Start it again to tick it.",
                code="stopped",
            )
        return data

    @property
    def reason(self) -> str:
        """Why it was refused."""
        return " ".join(str(text) for texts in self.errors.values() for text in texts)

    def save(self) -> bool:
        """Do it; whether the day is ticked now."""
        done: bool = self.cleaned_data["done"]
        set_tick(habit=self.habit, on=self.on, done=done)
        return done


class AmountForm(OwnedModelForm):
    amount = whole(MOST, required=False)

    class Meta:
        model = Tick
        fields = ["amount"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.habit.measure == Measure.MINUTES:
            self.fields["amount"] = MinutesField(
                most=MOST, refusal=f"Write from 1 to {MOST} minutes.", required=False
            )


class PauseForm(OwnedModelForm):
    class Meta:
        model = Pause
        fields = ["from_on", "until_on"]
        labels = {"from_on": "from", "until_on": "last day"}
        widgets = {"from_on": date_input(), "until_on": date_input()}
        help_texts = {"until_on": "Leave it empty if you do not know yet."}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        from_on, until_on = data.get("from_on"), data.get("until_on")
        if from_on is None or "until_on" in self.errors:
            return data
        if until_on is not None and until_on < from_on:
            self.add_error("until_on", "The last day of a pause is not before its first.")
        elif met := self._met(from_on, until_on or dt.date.max):
            self.add_error("from_on", f"There is another {met} in that time.")
        return data

    def _met(self, first: dt.date, last: dt.date) -> Pause | None:
        """Another pause that has one of these days."""
        return next(
            (
                pause
                for pause in self.instance.habit.pauses.all()
                if pause.from_on <= last and first <= (pause.until_on or dt.date.max)
            ),
            None,
        )
