from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from gaitlog.core.dates import LATEST
from gaitlog.core.fields import DurationField
from gaitlog.core.forms import SAVED_BEFORE, SentOnceForm
from gaitlog.guard.models import Goal
from gaitlog.lib import units


class GoalForm(SentOnceForm):
    """What a runner would like to run, and by when if they like to say."""

    pose_s = DurationField(label="how long", help_text="Minutes such as 20, or 12:30.")
    by_on = forms.DateField(
        label="by",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Empty where there is no hurry.",
    )

    class Meta:
        model = Goal
        fields = ["pose_s", "is_unbroken", "by_on", "what"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].widget.attrs["placeholder"] = "the race in June"

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        uid = data.get("uid")
        if not self.is_old or not uid or data.get("seen"):
            return data
        if uid != self.instance.uid:  # opened when there was none
            self.refuse_to_overwrite(self.initial["seen"])
        elif set(self.changed_data) & set(self.compared):
            self.add_error(None, SAVED_BEFORE)
        return data

    def clean_pose_s(self) -> int:
        pose_s: int = self.cleaned_data["pose_s"]
        if pose_s > Goal.LONGEST_S:
            raise forms.ValidationError(f"Choose at most {units.clock(Goal.LONGEST_S)}.")
        return pose_s

    def clean_by_on(self) -> Any:
        by_on = self.cleaned_data["by_on"]
        if by_on and "by_on" in self.changed_data:
            if by_on < timezone.localdate():
                raise forms.ValidationError("This day has passed: choose one to come.")
            if by_on > LATEST:
                raise forms.ValidationError("Check the year.")
        return by_on
