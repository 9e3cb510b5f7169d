from __future__ import annotations

from django import forms

from gaitlog.core.forms import OwnedModelForm
from gaitlog.drills.models import Drill


class DrillForm(OwnedModelForm):
    """A drill in the runner's own words."""

    class Meta:
        model = Drill
        fields = ["name", "how_to", "dose", "level", "element", "who"]
        widgets = {
            "how_to": forms.Textarea(attrs={"rows": 4}),
            "level": forms.RadioSelect,
            "element": forms.RadioSelect,
            "who": forms.RadioSelect,
        }
