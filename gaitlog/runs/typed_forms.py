"""What every form of an outing shares, run or planned: amounts, sections, a preview of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from gaitlog.core.fields import DistanceField, DurationField, PaceField, in_unit
from gaitlog.core.forms import SentOnceForm
from gaitlog.lib.sections import Measures, canonical
from gaitlog.runs.models import Plan, Run
from gaitlog.runs.understanding import Fix, Misunderstood, TypedRun, Understood, understand

if TYPE_CHECKING:
    from gaitlog.accounts.models import User

LONGEST_PHRASE = 500
AMOUNTS = ("time", "distance_m", "pace", "phrase")


def typed_phrase(run: Run | Plan, technique: str) -> str:
    """What was typed for a run, or what its sections would be typed as.

    Empty where a watch counted so many laps that nobody would type them.
    """
    phrase = run.phrase or canonical(run.section_data, technique=technique)
    return phrase if len(phrase) <= LONGEST_PHRASE else ""


def shown_as(understood: Understood) -> dict[str, object]:
    """What a preview draws."""
    return {"totals": understood.totals, "sections": understood.sections}


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

    def preview(self) -> dict[str, object]:
        """What a preview draws: the sections, or what is wrong; empty before anything is typed."""
        if not any(self[name].value() for name in AMOUNTS):
            return {}
        try:
            return shown_as(self.understood())
        except Misunderstood as reason:
            return {"problem": str(reason)}

    def understood(self) -> Understood:
        """Raises Misunderstood with the first thing that is wrong."""
        if not self.is_valid():
            [(field, errors), *_] = self.errors.items()
            raise Misunderstood(field, " ".join(str(error) for error in errors))
        return self.understanding(self.typed_run())

    def understanding(self, typed: TypedRun) -> Understood:
        """Raises Misunderstood."""
        return understand(
            typed,
            technique=self.owner.technique,
            measures=self.owner.measures,
            unit=self.owner.unit,
        )


class TypedRunForm(TypedRunFields, SentOnceForm):
    """What the forms of a run and of a plan share: the amounts, and what they are understood as."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fixes: list[Fix] = []
        self.understood: Understood | None = None

    def differs_from(self, row: Any) -> bool:
        time_s = self.understood and self.understood.totals.moving_s
        return super().differs_from(row) or time_s != row.moving_s

    @property
    def kept(self) -> Run | Plan | None:
        """What it was before, with the sections, spacing and pace that it has."""
        return self.instance if self.is_old else None

    @property
    def is_judged_at_once(self) -> bool:
        """Whether more stands in it than what was filled in from an earlier run."""
        return self.is_bound or self.kept is not None

    def filled_in_from(self, other: Run | Plan) -> dict[str, Any]:
        """What is likely to be the same again."""
        usual: dict[str, Any] = {
            "time": other.moving_s,
            "phrase": typed_phrase(other, self.owner.technique),
        }
        if other.shoe and not other.shoe.is_retired:
            usual["shoe"] = other.shoe_id
        return usual

    def preview(self) -> dict[str, object]:
        """What is typed so far, as it is understood."""
        if self.is_bound and self.understood:
            return shown_as(self.understood)
        if not self.is_bound and self.kept:
            return shown_as(Understood(self.kept.section_data, self.kept.distance_m))
        values = {name: self[name].value() or "" for name in AMOUNTS}
        shown = {name: self.fields[name].prepare_value(value) for name, value in values.items()}
        return PreviewForm(shown, owner=self.owner).preview()

    def _get_validation_exclusions(self) -> set[str]:
        # Rules that the fields here hold by themselves: asking the database again costs queries.
        return super()._get_validation_exclusions() | {"owner", "shoe"}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if set(AMOUNTS) & set(self.errors):
            return data
        typed = self.typed_run()
        try:
            self.understood = self._as_it_was(typed) or understand(
                typed,
                technique=self.owner.technique,
                measures=self.measures(typed.phrase),
                unit=self.owner.unit,
            )
        except Misunderstood as reason:
            self.add_error(reason.field, str(reason))
            self.fixes = list(reason.fixes)
            return data
        data["distance_m"] = self.understood.distance_m
        data["phrase"] = typed.phrase
        return data

    def measures(self, phrase: str) -> Measures:
        """An unchanged phrase keeps the spacing and pace that it was typed with."""
        kept = self.kept
        return kept.measures if kept and phrase == kept.phrase else self.owner.measures

    def _as_it_was(self, typed: TypedRun) -> Understood | None:
        """The sections that there are, where neither they nor the time were changed.

        So laps of a watch keep their number, distance and cadence.
        """
        kept = self.kept
        if not kept or typed.phrase != self.initial["phrase"] or typed.pace_s_per_km:
            return None
        return (
            Understood(kept.section_data, typed.distance_m)
            if typed.moving_s == kept.moving_s
            else None
        )
