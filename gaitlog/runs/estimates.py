"""Weeks from before the log, filled in from memory and kept as estimates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db import transaction

from gaitlog.accounts.models import User
from gaitlog.core.fields import DurationField
from gaitlog.core.forms import CHANGED_MEANWHILE
from gaitlog.lib.gaits import Gait, Known, SectionData
from gaitlog.lib.units import MINUTE_S
from gaitlog.lib.weeks import DAYS, Week
from gaitlog.runs.models import Run
from gaitlog.runs.services import save_run

if TYPE_CHECKING:
    from django.http import QueryDict

MOST_RUNS = 14


class WeekForm(forms.Form):
    """One remembered week: how often, how long, how much of it in the new gait.

    It brings along what it was opened with: only what was seen is changed or taken away.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    runs = forms.IntegerField(required=False, min_value=1, max_value=MOST_RUNS)
    moving_s = DurationField(label="minutes run", required=False)
    pose_s = DurationField(label="of them in the new gait", required=False, zero=True)

    def __init__(self, *args: Any, week: Week, logged_runs: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.week = week
        self.logged_runs = logged_runs  # real runs of that week: the estimate adds to them
        if self.initial:
            self.initial["seen"] = _mark(self.initial)
        self.fields["runs"].widget = forms.TextInput(attrs={"inputmode": "numeric"})
        for name, field in self.fields.items():
            field.widget.attrs |= {
                "class": "num",
                "aria-label": f"{field.label or name}, week of {week.first_day:%d %B}",
            }

    @property
    def title(self) -> str:
        return f"Week of {self.week.first_day.day} {self.week.first_day:%b}"

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        moving_s, pose_s = data.get("moving_s"), data.get("pose_s")
        if self.errors:
            return data
        if (data.get("runs") or pose_s) and not moving_s:
            self.add_error("moving_s", "How many minutes were it in all?")
        elif moving_s and moving_s < MINUTE_S * (data.get("runs") or 1):
            self.add_error("moving_s", "That is less than a minute a run.")
        elif moving_s and pose_s and pose_s > moving_s:
            self.add_error("pose_s", "That is more than the whole week.")
        elif moving_s and not data.get("runs"):
            data["runs"] = 1
        return data

    @property
    def is_as_seen(self) -> bool:
        """Whether nothing was changed in it since it was opened."""
        seen: str = self.cleaned_data["seen"]
        return _mark(self.cleaned_data) == seen

    def may_replace(self, now: str) -> bool:
        """Whether the week still is as it was seen; else its field says that it is not.

        Sent again, it is saved over what there is on purpose.
        """
        if now in {self.cleaned_data["seen"], _mark(self.cleaned_data)}:
            return True
        shown: Any = cast("QueryDict", self.data).copy()
        shown[self.add_prefix("seen")] = now
        self.data = shown
        self.add_error("moving_s", CHANGED_MEANWHILE)
        return False


def week_forms(owner: User, today: dt.date, data: Any = None, weeks: int = 8) -> list[WeekForm]:
    """A form for each of the last weeks before this one, the latest first."""
    now = owner.week_of(today)
    wanted = [now.back(n) for n in range(1, weeks + 1)]
    runs = list(owner.runs.between(wanted[-1].first_day, wanted[0].last_day))
    made = []
    for week in wanted:
        own = [run for run in runs if run.on in week]
        estimates = [run for run in own if run.is_estimate]
        made.append(
            WeekForm(
                data,
                prefix=f"{week.first_day}",
                initial=_remembered(estimates),
                week=week,
                logged_runs=len(own) - len(estimates),
            )
        )
    return made


def _remembered(estimates: Sequence[Run]) -> dict[str, Any]:
    """A week's estimates as its form says them."""
    if not estimates:
        return {}
    return {
        "runs": len(estimates),
        "moving_s": sum(run.moving_s for run in estimates),
        "pose_s": sum(run.pose_s for run in estimates) or None,
    }


def _mark(said: Mapping[str, Any]) -> str:
    """What a week says, as one short text; nothing where it says nothing."""
    names = ("runs", "moving_s", "pose_s")
    return "-".join(str(said.get(name) or 0) for name in names) if said.get("moving_s") else ""


def are_valid(made: list[WeekForm]) -> bool:
    """Whether all of them are; every one is asked, so that all that is wrong is said at once."""
    return not [form for form in made if not form.is_valid()]


@transaction.atomic
def save_weeks(owner: User, made: list[WeekForm]) -> bool:
    """Replace the estimates of the weeks that were changed by what their forms say.

    False, and nothing is changed, where one was changed elsewhere since; its form says so.
    """
    User.objects.select_for_update().filter(pk=owner.pk).first()  # one after the other
    changed = [form for form in made if not form.is_as_seen]
    estimates = owner.runs.estimated()
    now = {form: _mark(_remembered(list(estimates.in_week(form.week)))) for form in changed}
    if [form for form in changed if not form.may_replace(now[form])]:
        return False
    for form in changed:
        data = form.cleaned_data
        if now[form] == _mark(data):
            continue
        estimates.in_week(form.week).delete()
        if data.get("moving_s"):
            _spread(owner, form.week, data["runs"], data["moving_s"], data.get("pose_s") or 0)
    return True


def _spread(owner: User, week: Week, count: int, moving_s: int, pose_s: int) -> None:
    """As many runs as there were, evenly over the week; how the new gait lay in them is unknown."""
    for index in range(count):
        run_s, run_pose_s = _part(moving_s, count, index), _part(pose_s, count, index)
        sections = [
            SectionData(Gait.POSE, run_pose_s, Known.SUM),
            SectionData(Gait.NATURAL, run_s - run_pose_s),
        ]
        run = Run(
            owner=owner,
            kind=Run.Kind.ESTIMATE,
            on=week.days[DAYS * (2 * index + 1) // (2 * count)],
            time_zone=owner.time_zone,
        )
        save_run(run=run, sections=[section for section in sections if section.seconds > 0])


def _part(whole: int, count: int, index: int) -> int:
    """One of ``count`` parts that add up to the whole."""
    return whole * (index + 1) // count - whole * index // count
