from __future__ import annotations

import datetime as dt
import zoneinfo
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone

from gaitlog.core.choices import Footing, Surface
from gaitlog.core.fields import DistanceField, DurationField, PaceField, PastDateField, in_unit
from gaitlog.core.forms import SentOnceForm
from gaitlog.lib.sections import canonical
from gaitlog.runs import services
from gaitlog.runs.choices import Focus
from gaitlog.runs.models import Run
from gaitlog.runs.understanding import Fix, Misunderstood, TypedRun, Understood, understand

if TYPE_CHECKING:
    from gaitlog.accounts.models import User

LONGEST_PHRASE = 500


def typed_phrase(run: Run, technique: str) -> str:
    """What was typed for a run, or what its sections would be typed as.

    Empty where a watch counted so many laps that nobody would type them.
    """
    phrase = run.phrase or canonical(run.section_data, technique=technique)
    return phrase if len(phrase) <= LONGEST_PHRASE else ""


class TypedRunFields(forms.Form):
    """The four amounts that make out a run; the live preview reads no more than these."""

    time = DurationField(label="time", required=False)
    distance_m = DistanceField(label="distance", required=False)
    pace = PaceField(label="pace", required=False)
    phrase = forms.CharField(
        label="sections",
        required=False,
        max_length=LONGEST_PHRASE,
        widget=forms.Textarea(
            attrs={"rows": 2, "class": "code", "autocapitalize": "off", "spellcheck": "false"}
        ),
    )
    pattern = forms.CharField(
        required=False, max_length=LONGEST_PHRASE
    )  # a ready-made phrase, if chosen

    def typed_run(self) -> TypedRun:
        data = self.cleaned_data
        return TypedRun(
            phrase=data.get("pattern") or data.get("phrase") or "",
            moving_s=data.get("time"),
            distance_m=data.get("distance_m"),
            pace_s_per_km=data.get("pace"),
        )


class PreviewForm(TypedRunFields):
    """What is typed so far, to be shown as it is understood."""

    def __init__(self, *args: Any, owner: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner
        in_unit(self.fields, owner.unit)

    def understood(self) -> Understood:
        """Raises Misunderstood with the first thing that is wrong."""
        if not self.is_valid():
            [(field, errors), *_] = self.errors.items()
            raise Misunderstood(field, " ".join(str(error) for error in errors))
        return understand(
            self.typed_run(),
            technique=self.owner.technique,
            measures=self.owner.measures,
            unit=self.owner.unit,
        )


class RunForm(TypedRunFields, SentOnceForm):
    """A run as the runner types it, new or changed."""

    on = PastDateField(
        label="date", future="This day is still to come. A run is logged after it was run."
    )
    at = forms.TimeField(
        label="started at",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Run
        fields = [
            "on",
            "distance_m",
            "phrase",
            "shoe",
            "focus",
            "surface",
            "footing",
            "temperature_c",
            "effort",
            "felt_form",
            "companions",
            "note",
            "is_race",
        ]
        widgets = {
            "shoe": forms.RadioSelect,
            "focus": forms.RadioSelect,
            "surface": forms.Select,
            "footing": forms.Select,
            "temperature_c": forms.TextInput(attrs={"inputmode": "text"}),
            "effort": forms.RadioSelect,
            "felt_form": forms.RadioSelect,
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, like: Run | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.like = like
        self.fixes: list[Fix] = []
        self.understood: Understood | None = None
        self.offer("shoe", self.owner.shoes.in_use(or_pk=self.instance.shoe_id))
        self.fields["shoe"].label = "shoes"
        self.fields["shoe"].empty_label = "none noted"  # type: ignore[attr-defined]
        self._offer_scale("effort", range(11))
        self._offer_scale("felt_form", range(1, 6))
        self.fields["focus"].choices = [("", "none"), *Focus.choices]  # type: ignore[attr-defined]
        self.fields["surface"].choices = [("", "–"), *Surface.choices]  # type: ignore[attr-defined]
        self.fields["footing"].choices = [("", "–"), *Footing.choices]  # type: ignore[attr-defined]
        self.initial.update(self._initial())

    def _offer_scale(self, name: str, steps: range) -> None:
        self.fields[name] = forms.TypedChoiceField(
            label=self.fields[name].label,
            required=False,
            coerce=int,
            empty_value=None,
            choices=[("", "–"), *((str(step), str(step)) for step in steps)],
            widget=forms.RadioSelect,
        )

    def _initial(self) -> dict[str, Any]:
        if self.instance.pk:
            run = self.instance
            at = run.started_at and run.started_at.astimezone(zoneinfo.ZoneInfo(run.time_zone))
            return {
                "time": run.moving_s,
                "phrase": typed_phrase(run, self.owner.technique),
                "at": at and at.time().replace(second=0, microsecond=0),
                "version": run.version,
            }
        usual: dict[str, Any] = {"on": timezone.localdate()}
        if self.like:
            usual |= {
                "time": self.like.moving_s,
                "phrase": typed_phrase(self.like, self.owner.technique),
                "surface": self.like.surface,
                "focus": self.like.focus,
            }
            if self.like.shoe and not self.like.shoe.is_retired:
                usual["shoe"] = self.like.shoe_id
        return usual

    def _get_validation_exclusions(self) -> set[str]:
        # Rules that the fields here hold by themselves: asking the database again costs queries.
        return super()._get_validation_exclusions() | {
            "owner",
            "shoe",
            "effort",
            "felt_form",
        }

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if {"time", "distance_m", "pace", "phrase"} & set(self.errors):
            return data
        typed = self.typed_run()
        try:
            self.understood = self._as_it_was(typed) or understand(
                typed,
                technique=self.owner.technique,
                measures=self._measures(typed.phrase),
                unit=self.owner.unit,
            )
        except Misunderstood as reason:
            self.add_error(reason.field, str(reason))
            self.fixes = list(reason.fixes)
            return data
        data["distance_m"] = self.understood.distance_m
        data["phrase"] = typed.phrase
        return data

    def _measures(self, phrase: str) -> Any:
        """An unchanged phrase keeps the spacing and pace that it was typed with."""
        unchanged = self.instance.pk and phrase == self.instance.phrase
        return self.instance.measures if unchanged else self.owner.measures

    def save(self, commit: bool = True) -> Run:
        """Save the run and its sections. Raises ChangedMeanwhile."""
        assert self.understood is not None  # noqa: S101  only a valid form is saved
        run: Run = super().save(commit=False)
        data = self.cleaned_data
        if run.pk is None:
            run.time_zone = self.owner.time_zone
        run.take_measures(self._measures(run.phrase))
        run.started_at = self._started_at(run.time_zone)
        sections = self.understood.sections
        if run.elapsed_s is not None:
            run.elapsed_s = max(run.elapsed_s, self.understood.totals.moving_s)
        return services.save_run(run=run, sections=sections, version=data.get("version"))

    def _started_at(self, zone: str) -> dt.datetime | None:
        at: dt.time | None = self.cleaned_data.get("at")
        if self.instance.pk and not {"at", "on"} & set(self.changed_data):
            kept: dt.datetime | None = self.instance.started_at
            return kept  # to the second, as the watch had it
        if at is None:
            return None
        local = dt.datetime.combine(self.cleaned_data["on"], at, zoneinfo.ZoneInfo(zone))
        return local.astimezone(dt.UTC)

    def _as_it_was(self, typed: TypedRun) -> Understood | None:
        """The sections that a run has, where neither they nor its time were changed.

        So laps of a watch keep their number, distance and cadence.
        """
        run = self.instance
        if not run.pk or typed.phrase != self.initial["phrase"] or typed.pace_s_per_km:
            return None
        return (
            Understood(run.section_data, typed.distance_m)
            if typed.moving_s == run.moving_s
            else None
        )
