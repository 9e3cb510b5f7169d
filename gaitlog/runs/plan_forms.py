from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from gaitlog.runs.models import FURTHEST, Plan, Run
from gaitlog.runs.typed_forms import PreviewForm, TypedRunForm
from gaitlog.runs.understanding import Misunderstood, TypedRun


class PlanForm(TypedRunForm):
    """A run as it is meant to be, new or changed."""

    on = forms.DateField(
        label="date", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    class Meta:
        model = Plan
        fields = ["on", "distance_m", "phrase", "shoe", "note"]
        widgets = {"shoe": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 3})}

    def __init__(
        self,
        *args: Any,
        like: Run | None = None,
        wished: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.wished = wished or {}
        self.fields["shoe"].label = "shoes"
        self.fields["shoe"].empty_label = "none noted"  # type: ignore[attr-defined]
        self.offer("shoe", self.owner.shoes.in_use(self.instance.shoe_id))
        if self.is_old:
            self.initial.update(self.filled_in_from(self.instance))
            return
        self.initial.update(on=timezone.localdate())
        if like:
            self.initial.update(self.filled_in_from(like))
        self.initial.update(self.wished)

    @property
    def is_judged_at_once(self) -> bool:
        return super().is_judged_at_once or "phrase" in self.wished

    def clean_on(self) -> dt.date:
        on: dt.date = self.cleaned_data["on"]
        today = timezone.localdate()
        if on < today and on != self.instance.on:
            raise forms.ValidationError("This day has passed. What was run is logged as a run.")
        if on > today + FURTHEST:
            raise forms.ValidationError("Choose a day within a year from today.")
        return on

    def save(self, commit: bool = True) -> Plan:
        """Save the plan; whether it was run meanwhile is left as it is."""
        assert self.understood is not None  # noqa: S101  only a valid form is saved
        plan: Plan = super().save(commit=False)
        plan.take_measures(self.measures(plan.phrase))
        plan.take_sections(self.understood.sections)
        if plan.pk is None:
            plan.save()
        else:
            columns = {field.name for field in Plan._meta.concrete_fields}
            plan.save(update_fields=columns - {"id", "run"})
        return plan


class WishForm(PreviewForm):
    """What an address says of a run to be planned."""

    on = forms.DateField(required=False)
    note = forms.CharField(required=False, max_length=4000)

    def said(self) -> dict[str, Any]:
        """What makes sense of it."""
        self.is_valid()
        on, today = self.cleaned_data.get("on"), timezone.localdate()
        said = {"note": self.cleaned_data.get("note", "")} | self._outing(self.typed_run())
        return said | ({"on": on} if on and today <= on <= today + FURTHEST else {})

    def _outing(self, typed: TypedRun) -> dict[str, Any]:
        """Time and sections; a time alone where the sections make no sense."""
        try:
            understood = self.understanding(typed)
        except Misunderstood:
            return {"time": typed.moving_s, "phrase": ""} if typed.moving_s else {}
        return {
            "time": understood.totals.moving_s,
            "phrase": typed.phrase,
            "distance_m": understood.distance_m,
        }
