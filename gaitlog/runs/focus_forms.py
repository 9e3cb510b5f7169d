from __future__ import annotations

from typing import Any

from gaitlog.core.forms import SentOnceForm
from gaitlog.runs.models import Focus


class FocusForm(SentOnceForm):
    """A focus in the runner's own words."""

    class Meta:
        model = Focus
        fields = ["name", "cue", "came_from"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "what you work on"
