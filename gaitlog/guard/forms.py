from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.db import transaction

from gaitlog.accounts.models import User
from gaitlog.core.fields import DurationField
from gaitlog.core.forms import SeenForm, digest_of
from gaitlog.lib import units
from gaitlog.lib.guard import Parameters, Rule, Worn
from gaitlog.lib.shoes import Part, parted
from gaitlog.runs.share_forms import ShareFields
from gaitlog.runs.typed_forms import PreviewForm
from gaitlog.runs.understanding import Understood
from gaitlog.shoes.forms import offer_pairs


@dataclass(frozen=True, slots=True)
class Setting:
    """One number of a rule: what it is called, what it may be, and why it is what it is."""

    name: str
    label: str
    least: int
    most: int
    reason: str

    @property
    def is_time(self) -> bool:
        return self.name.endswith("_s")

    def field(self) -> forms.Field:
        usual = getattr(Parameters(), self.name)
        shown = units.clock(usual) if self.is_time else str(usual)
        kind = DurationField if self.is_time else forms.IntegerField
        return kind(label=self.label, help_text=f"{self.reason} Default: {shown}.")


RULES: dict[Rule, tuple[str, tuple[Setting, ...]]] = {
    Rule.SPIKE: (
        "One run’s minutes in the new gait",
        (
            Setting(
                "window_days",
                "days looked back",
                7,
                90,
                "Frandsen et al. 2025 looked at the 30 days before.",
            ),
            Setting(
                "spike_percent",
                "percent above the longest",
                0,
                100,
                "Frandsen et al. compared runs more than 10 % longer with all others.",
            ),
            Setting(
                "first_cap_s",
                "where nothing came before",
                1,
                3600,
                "Five minutes is our own choice: courses begin with less.",
            ),
            Setting(
                "slack_s",
                "always at least this much more",
                1,
                600,
                "10 % of half a minute would be three seconds.",
            ),
            Setting(
                "moderate_percent",
                "a small jump, up to percent of the longest",
                100,
                300,
                "The classes of Frandsen et al.; kept with each run, no other page shows them.",
            ),
            Setting(
                "large_percent",
                "a large jump, above percent of the longest",
                100,
                500,
                "As before.",
            ),
        ),
    ),
    Rule.WHOLE_RUN: ("The whole run’s distance and time", ()),
    Rule.WEEK: (
        "From week to week, for information",
        (
            Setting(
                "week_percent",
                "percent of the week before",
                100,
                500,
                "Nielsen et al. 2014 looked at novices above 130 % in two weeks.",
            ),
            Setting(
                "week_least_s",
                "not below this much in a week",
                1,
                7200,
                "Small sums double quickly and mean little.",
            ),
        ),
    ),
    Rule.SPACING: (
        "Days in a row",
        (
            Setting(
                "most_days_running",
                "days in a row",
                1,
                7,
                "Our own choice: courses leave a day between.",
            ),
        ),
    ),
    Rule.PAIN: (
        "After pain",
        (
            Setting(
                "pain_safe_most",
                "felt little, up to",
                0,
                10,
                "From the pain-monitoring model (Silbernagel 2007); only a word beside the run.",
            ),
            Setting(
                "pain_ok_most",
                "bearable, up to",
                0,
                10,
                "From the same model; above it a run hurt too much.",
            ),
            Setting(
                "high_risk_percent",
                "percent of the run that hurt too much",
                0,
                100,
                "Our own choice.",
            ),
        ),
    ),
    Rule.SHOE: (
        "New shoes with less drop",
        (
            Setting("shoe_days", "days that a pair is new", 1, 180, "Our own choice: a month."),
            Setting(
                "shoe_less_drop_mm",
                "less drop than usual, mm",
                1,
                14,
                "Our own choice.",
            ),
            Setting(
                "shoe_usual_days",
                "days that say what is usual",
                7,
                365,
                "Our own choice: three months of running.",
            ),
            Setting("shoe_cap_s", "in a pair that was not worn yet", 1, 7200, "Our own choice."),
            Setting("shoe_slack_s", "always at least this much more", 1, 3600, "Our own choice."),
        ),
    ),
}


OF_ANY_RUN = {Rule.WHOLE_RUN, Rule.PAIN, Rule.SHOE}  # also where no new gait is learned


class GuardForm(SeenForm):
    """All numbers of the rules that concern a runner, and which of them are watched."""

    def __init__(self, data: Any = None, *, owner: User) -> None:
        super().__init__(data)
        self.owner = owner
        self.known = {
            rule: said for rule, said in RULES.items() if owner.learns or rule in OF_ANY_RUN
        }
        now = owner.guard
        self.fields["seen"].initial = digest_of(now.kept())
        for rule, (_name, settings) in self.known.items():
            self.fields[f"watch_{rule}"] = forms.BooleanField(
                label="watched", required=False, initial=now.watches(rule)
            )
            for setting in settings:
                field = setting.field()
                field.initial = getattr(now, setting.name)
                self.fields[setting.name] = field

    @property
    def rules(self) -> Iterator[tuple[Rule, str, forms.BoundField, list[forms.BoundField], bool]]:
        """Each rule with its name, its switch and its numbers, and whether one was refused."""
        for rule, (name, settings) in self.known.items():
            numbers = [self[setting.name] for setting in settings]
            is_refused = any(field.errors for field in numbers)
            yield rule, name, self[f"watch_{rule}"], numbers, is_refused

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for _name, settings in self.known.values():
            for setting in settings:
                self._check(setting, data)
        moderate, large = data.get("moderate_percent"), data.get("large_percent")
        if moderate is not None and large is not None and large < moderate:
            self.add_error("large_percent", f"A large jump begins at {moderate} % or above.")
        safe, bearable = data.get("pain_safe_most"), data.get("pain_ok_most")
        if safe is not None and bearable is not None and bearable < safe:
            self.add_error("pain_ok_most", f"Choose {safe} or more: it is above the one before.")
        return data

    def _check(self, setting: Setting, data: dict[str, Any]) -> None:
        value = data.get(setting.name)
        if value is None or setting.least <= value <= setting.most:
            return
        least, most = (
            units.clock(amount) if setting.is_time else str(amount)
            for amount in (setting.least, setting.most)
        )
        self.add_error(setting.name, f"Choose something from {least} to {most}.")

    @transaction.atomic
    def try_to_save(self) -> bool:
        """Save the numbers; not where others were saved since it was opened."""
        owner = User.objects.select_for_update().filter(pk=self.owner.pk).first()
        data, now = self.cleaned_data, (owner or self.owner).guard
        if not self.is_as_seen(digest_of(now.kept())):
            return False
        numbers = {name: data[name] for name in Parameters.names() if name in data}
        off = {rule for rule in self.known if not data[f"watch_{rule}"]}
        changed = replace(now, **numbers, off=frozenset(off | (now.off - self.known.keys())))
        self.owner.guard_settings = changed.kept()
        self.owner.save(update_fields=["guard_settings"])
        return True


class OverruleForm(forms.Form):
    """Why a rule was passed on purpose, if the runner likes to say."""

    reason = forms.CharField(label="why, if you like", max_length=200, required=False)


class DoseForm(ShareFields, PreviewForm):
    """A run as it is typed so far, with its day and shoes, to be judged before it is saved."""

    on = forms.DateField(required=False)
    shoe = forms.TypedChoiceField(required=False, empty_value=None)
    run = forms.IntegerField(required=False)  # the one that is being changed
    is_plan = forms.BooleanField(required=False)  # still to be run, so that it can be shortened

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pairs = list(self.owner.shoes.all())
        offer_pairs(self.fields["shoe"], pairs, none="–")
        self.offer_other_pairs(pairs)

    def worn_in(self, understood: Understood) -> tuple[Worn, ...]:
        """The parts of it that are in other pairs; none where they are not shorter than it."""
        of_s = dict.fromkeys(Part, 0) | {share.part: share.moving_s for share in self.shares}
        if sum(of_s.values()) >= understood.totals.moving_s:
            return ()
        parts = parted(understood.sections, first_s=of_s[Part.FIRST], last_s=of_s[Part.LAST])
        return tuple(
            Worn(share.shoe_id, share.shoe.drop_mm, parts[Part(share.part)].running_s)
            for share in self.shares
        )
