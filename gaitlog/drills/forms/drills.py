from __future__ import annotations

from typing import Any

from django import forms

from gaitlog.core.forms import SentOnceForm
from gaitlog.drills.models import NEUTRAL, Drill


class DrillForm(SentOnceForm):
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.owner.learns_pose:
            self.fields["element"].choices = list(NEUTRAL.items())  # type: ignore[attr-defined]
