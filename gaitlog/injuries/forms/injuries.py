from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from gaitlog.core.dates import EARLIEST
from gaitlog.core.fields import PastDateField
from gaitlog.core.forms import SentOnceForm
from gaitlog.core.templatetags.gaitlog import clock, day
from gaitlog.injuries.choices import Effect, Side, Site
from gaitlog.injuries.forms.places import sites
from gaitlog.injuries.models import Injury
from gaitlog.runs.models import Run

RUNS_OFFERED = dt.timedelta(days=14)
MIDDLE = "middle"  # what the empty side is sent as, so that it is not what nobody chose


def yes_or_no() -> forms.TypedChoiceField:
    """Yes, no, or not said."""
    return forms.TypedChoiceField(
        required=False,
        coerce=lambda value: value == "True",
        empty_value=None,
        choices=[("", "not said"), ("True", "yes"), ("False", "no")],
        widget=forms.RadioSelect,
    )


class InjuryForm(SentOnceForm):
    """Something that hurts, new or changed; it offers the runs of the days before it began."""

    from_on = PastDateField(label="from")
    until_on = PastDateField(label="until", required=False, help_text="Empty while it still hurts.")
    returned_on = PastDateField(
        label="back to full training on",
        required=False,
        help_text="The first day you trained again without holding back.",
    )

    class Meta:
        model = Injury
        fields = [
            "kind",
            "site",
            "side",
            "from_on",
            "until_on",
            "began_in",
            "onset",
            "effect",
            "returned_on",
            "diagnosis",
            "diagnosed_by",
            "recurrence_of",
            "is_from_running",
            "needed_professional",
            "sessions_missed",
            "days_lost",
            "helped",
            "note",
        ]
        widgets = {
            "kind": forms.RadioSelect,
            "side": forms.RadioSelect,
            "onset": forms.RadioSelect,
            "effect": forms.RadioSelect,
            "diagnosed_by": forms.RadioSelect,
            "helped": forms.Textarea(attrs={"rows": 2}),
            "note": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "kind": "After an injury below the knee the guard begins anew; not after a niggle.",
            "days_lost": "Instead of counting from day to day: where training came and went.",
        }
        error_messages = {"site": {"required": "Choose where it hurts."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_old:
            self.initial["from_on"] = self.initial["from_on"] or timezone.localdate()
        self.fields["site"].choices = sites()  # type: ignore[attr-defined]
        self.fields["kind"].choices = Injury._meta.get_field("kind").choices  # type: ignore[attr-defined]
        self._ask_for_the_side()
        for name in ("is_from_running", "needed_professional"):
            label = self.fields[name].label
            self.fields[name] = yes_or_no()
            self.fields[name].label = label
        self._offer_runs()
        self._offer_earlier()

    def _ask_for_the_side(self) -> None:
        """A new one comes with no side chosen: most places have two."""
        sides = [(side.value or MIDDLE, side.label) for side in Side]
        self.fields["side"] = forms.TypedChoiceField(
            required=False, empty_value=None, choices=sides, widget=forms.RadioSelect
        )
        if self.is_old:
            self.initial["side"] = self.initial["side"] or MIDDLE

    def clean_side(self) -> str | None:
        side: str | None = self.cleaned_data["side"]
        return "" if side == MIDDLE else side

    def _offer_runs(self) -> None:
        """The runs of the days before it began, and the one that is chosen already."""
        on = self._understood("from_on", forms.DateField()) or timezone.localdate()
        on = max(on, EARLIEST)
        chosen = self._understood("began_in", forms.IntegerField())
        wanted = Q(on__range=(on - RUNS_OFFERED, on)) | Q(pk=chosen)
        runs = self.owner.runs.logged().filter(wanted)
        choices = [("", "none that I know of"), *((run.pk, self._label(run)) for run in runs)]
        self.fields["began_in"].choices = choices  # type: ignore[attr-defined]

    def _offer_earlier(self) -> None:
        """The other ones, which this one may be again."""
        others = self.owner.injuries.exclude(pk=self.instance.pk)
        choices = [("", "none"), *((one.pk, f"{one}, {day(one.from_on)}") for one in others)]
        self.fields["recurrence_of"].choices = choices  # type: ignore[attr-defined]

    def _understood(self, name: str, field: forms.Field) -> Any:
        """What a field says so far, None where that is nothing or makes no sense."""
        try:
            return field.clean(self[name].value())
        except forms.ValidationError:
            return None

    def _label(self, run: Run) -> str:
        """“Thu 12 Feb, 31:20, 5:00 Pose”, in the runner's own word."""
        new_gait = f", {clock(run.pose_s)} {self.owner.technique or 'new gait'}"
        return f"{day(run.on)}, {clock(run.moving_s)}{new_gait if run.pose_s else ''}"

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        on, until, run = data.get("from_on"), data.get("until_on"), data.get("began_in")
        back, earlier = data.get("returned_on"), data.get("recurrence_of")
        if data.get("side", "") is None:
            data["side"] = ""
            if data.get("site") and Site(data["site"]).has_two_sides:
                self.add_error("side", "On which side does it hurt?")
        if on and until and until < on:
            self.add_error("until_on", "It ends on the day it began, or later.")
        if on and run and run.on > on:
            self.add_error("began_in", "This run came later. Choose another, or change the day.")
        if on and back and back < on:
            self.add_error("returned_on", "The return is on the day it began, or later.")
        if on and earlier and earlier.from_on > on:
            self.add_error("recurrence_of", "This one began later: it cannot be back.")
        if back and data.get("effect") == Effect.NONE:
            self.add_error("returned_on", "You trained as before: leave this empty.")
        return data
