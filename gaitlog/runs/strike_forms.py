from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from gaitlog.core.fields import PaceField, PastDateField
from gaitlog.core.forms import SentOnceForm
from gaitlog.core.templatetags.gaitlog import clock, day
from gaitlog.lib.strikes import LANDINGS, STRIKES
from gaitlog.runs.choices import Foot, Moment, Source
from gaitlog.runs.models import COUNTS, Run, StrikeCheck

LATELY = dt.timedelta(days=28)
ANOTHER_FOOT = {Foot.LEFT: Foot.RIGHT, Foot.RIGHT: Foot.LEFT}


class StrikeCheckForm(SentOnceForm):
    """Steps that somebody or something saw, counted by how the foot met the ground."""

    on = PastDateField(label="day")
    source = forms.ChoiceField(
        label="how it is known",
        choices=[choice for choice in Source.choices if choice[0] != Source.FELT],
        widget=forms.RadioSelect,
    )
    pace_s_per_km = PaceField(label="pace", required=False)

    class Meta:
        model = StrikeCheck
        fields = ["source", "run", "on", "foot", *COUNTS, "moment", "pace_s_per_km", "by", "note"]
        widgets = {
            "foot": forms.RadioSelect,
            "moment": forms.RadioSelect,
            "note": forms.Textarea(attrs={"rows": 2}),
            **{name: forms.TextInput(attrs={"inputmode": "numeric"}) for name in COUNTS},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in COUNTS:
            self.fields[name].required = False
            self.initial[name] = self.initial.get(name) or ""
        self.fields["foot"].choices = Foot.choices  # type: ignore[attr-defined]
        self.fields["moment"].choices = [("", "not said"), *Moment.choices]  # type: ignore[attr-defined]
        self.initial["source"] = self.initial.get("source") or Source.VIDEO
        self.initial["on"] = self.initial.get("on") or timezone.localdate()
        self._offer_runs()

    def _offer_runs(self) -> None:
        """The runs of the last weeks, and the one that is chosen already."""
        named = self.instance.run_id or self.initial.get("run")
        since = timezone.localdate() - LATELY
        runs = self.owner.runs.logged().filter(Q(on__gte=since) | Q(pk=named))
        self.offer("run", runs)
        labels = [(run.pk, f"{day(run.on)}, {clock(run.moving_s)}") for run in runs]
        self.fields["run"].choices = [("", "no run"), *labels]  # type: ignore[attr-defined]

    @property
    def strike_counts(self) -> list[forms.BoundField]:
        return [self[name] for name in STRIKES]

    @property
    def landing_counts(self) -> list[forms.BoundField]:
        return [self[name] for name in LANDINGS]

    def clean(self) -> dict[str, Any]:
        """A check of a run is of its day; a count that is left empty is none."""
        data = super().clean()
        run: Run | None = data.get("run")
        if run:
            data["on"] = run.on
        for name in COUNTS:
            if name not in self.errors:
                data[name] = data.get(name) or 0
        if not any(data.get(name) for name in COUNTS) and not {*COUNTS} & set(self.errors):
            self.add_error("rearfoot", "Count at least one step.")
        return data

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() | {"owner"}


def like(check: StrikeCheck) -> dict[str, Any]:
    """What a check of the other foot of the same steps begins with."""
    return {
        "source": check.source,
        "run": check.run_id,
        "on": check.on,
        "foot": ANOTHER_FOOT.get(Foot(check.foot), Foot.BOTH),
        "moment": check.moment,
        "pace_s_per_km": check.pace_s_per_km,
        "by": check.by,
    }
