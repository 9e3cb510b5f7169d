from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils import timezone

from gaitlog.core.choices import Footing, Surface
from gaitlog.core.earlier import earlier_texts
from gaitlog.core.fields import OwnedChoiceField, PastDateField, scale
from gaitlog.runs import services
from gaitlog.runs.models import Focus, Plan, Run
from gaitlog.runs.models.focus import focuses_with_last, longest_untouched
from gaitlog.runs.share_forms import ShareFields
from gaitlog.runs.typed_forms import TypedRunForm, typed_phrase
from gaitlog.runs.vocabulary import Vocabulary, focuses_for
from gaitlog.shoes.forms import offer_pairs
from gaitlog.shoes.models import pairs_in_use


class RunForm(ShareFields, TypedRunForm):
    """A run as the runner types it, new or changed."""

    on = PastDateField(
        label="date", future="This day is still to come. A run is logged after it was run."
    )
    at = forms.TimeField(
        label="started at",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    shoe = forms.TypedChoiceField(
        label="shoes", required=False, empty_value=None, widget=forms.RadioSelect
    )
    focus = OwnedChoiceField(required=False, widget=forms.RadioSelect)
    another_focus = forms.CharField(
        label="or another, in your words",
        required=False,
        max_length=60,
        help_text="It is one of yours from then on.",
    )
    surface = forms.ChoiceField(choices=[("", "–"), *Surface.choices], required=False)
    footing = forms.ChoiceField(choices=[("", "–"), *Footing.choices], required=False)
    effort = scale("effort", range(11))
    felt_form = scale("felt form", range(1, 6))
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
            "temperature_c": forms.TextInput(attrs={"inputmode": "text"}),
            "companions": forms.TextInput(attrs={"list": "companions"}),
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(
        self,
        *args: Any,
        like: Run | None = None,
        plan: Plan | None = None,
        said: dict[str, str] | None = None,
        asked: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.like = like
        self.said = said or {}
        self.asked = asked or {}
        self.plan = plan  # the one that this run is of, where it was not run as planned
        self.kept_shares = self.instance.shares if self.is_old else []
        self._offer_shoes()
        self._offer_focuses()
        self.initial.update(self._initial())

    @property
    def companions_before(self) -> Iterator[str]:
        return earlier_texts(self.owner.runs.all(), "companions")

    def _offer_focuses(self) -> None:
        if not self.owner.learns:
            del self.fields["focus"], self.fields["another_focus"]
            return
        self.fields["focus"].choices = lambda: [("", "none"), *self.focuses.choices]  # type: ignore[attr-defined]
        self.fields["focus"].now_own = lambda: self.focuses.now_own  # type: ignore[attr-defined]

    @cached_property
    def focuses(self) -> Vocabulary[Focus]:
        """What can be worked on; not read where nothing was and nothing is shown."""
        return Vocabulary(
            Focus,
            self.owner,
            rows=focuses_with_last(self.owner),
            entries=focuses_for(self.owner),
            keep=[self.instance.focus_id],
        )

    @property
    def turn(self) -> Focus | None:
        """The focus that was not worked on for longest."""
        return longest_untouched(self.focuses.rows)

    @property
    def turn_days(self) -> int | None:
        """For how many days; None where it never was."""
        return self.turn.days_since(timezone.localdate()) if self.turn else None

    @property
    def turn_chip(self) -> BoundWidget | None:
        """The chip of that focus, for a new run."""
        turn = None if self.is_old else self.turn
        chips = self["focus"].subwidgets if turn else []
        return next((chip for chip in chips if turn and chip.data["value"] == str(turn.pk)), None)

    @property
    def focus_chips(self) -> list[BoundWidget]:
        """The chips of all others."""
        turn = self.turn_chip
        return [chip for chip in self["focus"].subwidgets if chip is not turn]

    def _offer_shoes(self) -> None:
        """All pairs in use, and those that this run was run in."""
        named = (share.shoe_id for share in self.kept_shares)
        self.pairs = pairs_in_use(self.owner, self.instance.shoe_id, *named)
        offer_pairs(self.fields["shoe"], self.pairs, none="none noted")
        self.offer_other_pairs(self.pairs)

    def _initial(self) -> dict[str, Any]:
        if self.instance.pk:
            run = self.instance
            at = run.started_at and run.started_at.astimezone(zoneinfo.ZoneInfo(run.time_zone))
            return {
                "time": run.moving_s,
                "phrase": typed_phrase(run, self.owner.technique),
                "at": at and at.time().replace(second=0, microsecond=0),
                "version": run.version,
                "focus": str(run.focus_id or ""),
            } | self.initial_shares(self.kept_shares)
        today = timezone.localdate()
        usual: dict[str, Any] = {"on": today}
        if self.like:
            usual |= self.filled_in_from(self.like)
            usual |= {"surface": self.like.surface}
        usual |= {"shoe": self._usual_pair(usual.get("shoe"))} | self.asked
        if self.plan:
            usual |= self.filled_in_from(self.plan)
            usual |= {
                "on": self.plan.day_of_run(today),
                "distance_m": self.plan.distance_m,
                "note": self.plan.note,
            }
        return usual | self.said

    def _usual_pair(self, last: int | None) -> int | None:
        """The pair for the surface: the one set on the pair itself, or that run in there last."""
        last_surface = self.like.surface if self.like else ""
        surface = self.asked.get("surface", last_surface)
        if not surface:
            return last
        if usual := [shoe.pk for shoe in self.pairs if shoe.default_for == surface]:
            return usual[0]
        if last and surface == last_surface:
            return last
        return self.owner.runs.last_pair_on(surface) or last

    def differs_from(self, row: Run) -> bool:
        focus = self.cleaned_data.get("focus")
        return (
            super().differs_from(row)
            or (focus is not None and focus.pk is None)
            or self._started_at(row.time_zone) != row.started_at
            or [share.said for share in self.shares] != [share.said for share in row.shares]
        )

    @property
    def kept(self) -> Run | Plan | None:
        return self.plan or super().kept

    @property
    def is_judged_at_once(self) -> bool:
        return super().is_judged_at_once or bool(self.said)

    def clean(self) -> dict[str, Any]:
        if self.plan and self.plan.run:
            self.add_error(
                None, f"This plan was logged meanwhile. Change “{self.plan.run}” instead."
            )
        data = super().clean()
        if self.understood:
            self.check_shares(self.understood.totals.moving_s)
        return data

    def clean_focus(self) -> Focus | None:
        chosen = self.cleaned_data["focus"]
        return self.focuses.chosen(chosen) if chosen else None

    def clean_another_focus(self) -> str:
        """What is typed goes before what is tapped."""
        name: str = self.cleaned_data["another_focus"]
        if name:
            self.cleaned_data["focus"] = self.focuses.named(name)
        return name

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() | {"effort", "felt_form", "focus"}

    def save(self, commit: bool = True) -> Run:
        """Save the run and its sections. Raises ChangedMeanwhile and AlreadyRun."""
        assert self.understood is not None  # noqa: S101  only a valid form is saved
        run: Run = super().save(commit=False)
        data = self.cleaned_data
        if run.pk is None:
            run.time_zone = self.owner.time_zone
        if {"focus", "another_focus"} & set(self.changed_data):
            run.focus = services.own_row(run.focus) if run.focus else None
            run.focus_rating = None  # another one was rated
        run.take_measures(self.measures(run.phrase))
        run.started_at = self._started_at(run.time_zone)
        if self.is_old and "shoe" in self.changed_data:
            run.take_drop()
        sections = self.understood.sections
        if run.elapsed_s is not None:
            run.elapsed_s = max(run.elapsed_s, self.understood.totals.moving_s)
        if self.plan:
            return services.save_run_of_plan(
                plan=self.plan, run=run, sections=sections, shares=self.shares
            )
        if self.is_old and "on" in self.changed_data:
            run.pains.update(on=run.on)  # what hurt in it was of its day
            run.strike_checks.update(on=run.on)
        return services.save_run(
            run=run,
            sections=sections,
            version=data.get("version"),
            shares=self.changed_shares if self.is_old else self.shares,
        )

    def _started_at(self, zone: str) -> dt.datetime | None:
        at: dt.time | None = self.cleaned_data.get("at")
        if self.instance.pk and not {"at", "on"} & set(self.changed_data):
            kept: dt.datetime | None = self.instance.started_at
            return kept  # to the second, as the watch had it
        if at is None:
            return None
        local = dt.datetime.combine(self.cleaned_data["on"], at, zoneinfo.ZoneInfo(zone))
        return local.astimezone(dt.UTC)
