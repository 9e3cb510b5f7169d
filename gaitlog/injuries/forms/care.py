from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from gaitlog.core.fields import PastDateField
from gaitlog.core.forms import SentOnceForm
from gaitlog.injuries.models import ReturnStep, Treatment


class TreatmentForm(SentOnceForm):
    """Something that was done about an injury, new or changed."""

    on = PastDateField(label="day")

    class Meta:
        model = Treatment
        fields = ["what", "on", "by", "outcome"]
        widgets = {"by": forms.RadioSelect, "outcome": forms.RadioSelect}
        error_messages = {"what": {"required": "Say in a few words what was done."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_old:
            self.initial["on"] = self.initial["on"] or timezone.localdate()

    def clean_on(self) -> Any:
        on = self.cleaned_data["on"]
        if on < self.instance.injury.from_on:
            raise forms.ValidationError("That was before it began: choose a later day.")
        return on


class StepForm(SentOnceForm):
    """A rung on the way back, in the runner's own words."""

    class Meta:
        model = ReturnStep
        fields = ["what", "gate"]
        labels = {"gate": "what leads to the next one"}
        error_messages = {"what": {"required": "Say in a few words what the step is."}}


class StepPassForm(forms.Form):
    """Whether a rung is reached: what is meant, not the other of what is there."""

    done = forms.TypedChoiceField(
        choices=[("1", "reached"), ("0", "not reached")], coerce=lambda value: value == "1"
    )
