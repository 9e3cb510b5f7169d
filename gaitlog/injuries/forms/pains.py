from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils import timezone

from gaitlog.core.fields import PastDateField
from gaitlog.core.forms import SentOnceForm
from gaitlog.core.http import number
from gaitlog.core.templatetags.gaitlog import clock, day
from gaitlog.drills.models import Practice
from gaitlog.injuries.body import VIEWS, ZONES
from gaitlog.injuries.forms.places import sites
from gaitlog.injuries.models import NUMBERS, Pain
from gaitlog.runs.models import Run

LATELY = dt.timedelta(days=7)


class _PainFields(SentOnceForm):
    """What the forms of a pain share."""

    on = PastDateField(label="day")

    class Meta:
        model = Pain
        fields = ["site", "side", "on", "run", "practice", "feel", "note"]
        widgets = {
            "side": forms.RadioSelect,
            "feel": forms.RadioSelect,
            "note": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_old:
            self.initial["on"] = self.initial["on"] or timezone.localdate()
        self.whole: Run | Practice | None = None  # that the form shows as chosen
        self.fields["feel"].choices = Pain._meta.get_field("feel").choices  # type: ignore[attr-defined]
        on = self.instance.on if self.is_old else timezone.localdate()
        self._offer_runs(on)
        self._offer_practices(on)

    def _offer_runs(self, on: dt.date) -> None:
        """The runs around the day, and the one that is chosen already."""
        runs = list(self.owner.runs.logged().filter(self._wanted("run", on)))
        labels = [(run.pk, f"{day(run.on)}, {clock(run.moving_s)}") for run in runs]
        self.fields["run"].choices = [("", "no run"), *labels]  # type: ignore[attr-defined]
        fresh = [run for run in runs if on - run.on <= dt.timedelta(days=1)]
        asked = self.initial.get("run") or self.initial.get("practice")
        if not self.is_old and fresh and not asked:
            self.initial["run"] = fresh[0].pk
        self._choose("run", runs)

    def _offer_practices(self, on: dt.date) -> None:
        found = list(self.owner.practices.filter(self._wanted("practice", on)))
        labels = [(one.pk, f"{day(one.on)}, {one.minutes} min") for one in found]
        self.fields["practice"].choices = [("", "no practice"), *labels]  # type: ignore[attr-defined]
        self._choose("practice", found)

    def _wanted(self, name: str, on: dt.date) -> Q:
        """Those around the day, and the one that is chosen or that the address names."""
        lately = Q(on__range=(on - LATELY, on + LATELY))
        named = (self._chosen(name), str(self.initial.get(name)))
        return lately | Q(pk__in=[pk for pk in map(number, named) if pk])

    def _chosen(self, name: str) -> str:
        return str((self.data if self.is_bound else self.initial).get(name))

    def _choose(self, name: str, found: Sequence[Run | Practice]) -> None:
        """Take the one that is chosen for what the pain is of; its day is that of the pain."""
        chosen = next((one for one in found if str(one.pk) == self._chosen(name)), None)
        if chosen:
            self.whole = chosen
            self.initial["on"] = chosen.on

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        run, practice = data.get("run"), data.get("practice")
        if run and practice:
            self.add_error("practice", "Choose the run or the practice, not both.")
        if whole := run or practice:
            data["on"] = whole.on  # a pain of a run or a practice is of its day
        return data


class PainForm(_PainFields):
    """A pain in three taps: where, and how much; a tap on the number sends it."""

    WHEN = [
        ("after", "after it"),
        ("during", "while running"),
        ("before", "before it"),
        ("next_morning", "the next morning"),
    ]

    WHEN_SAID: ClassVar = {
        "during": "during",
        "before": "before",
        "next_morning": "the morning after",
    }

    zone = forms.ChoiceField(
        label="where",
        choices=[(value, zone.words) for value, zone in ZONES.items()],
        required=False,
    )
    when = forms.ChoiceField(choices=WHEN, initial="after", widget=forms.RadioSelect)
    number = forms.IntegerField(
        min_value=0,
        max_value=10,
        error_messages={
            "required": "Tap how much it hurts, from 0 to 10.",
            "min_value": "Choose a number from 0 to 10.",
            "max_value": "Choose a number from 0 to 10.",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].required = False
        self.fields["site"].choices = sites("Choose here, or in the picture")  # type: ignore[attr-defined]
        zone = f"{self.initial.get('site')}-{self.initial.get('side')}"
        if zone in ZONES:
            self.initial.update(zone=zone, site="", side="")

    @property
    def compared(self) -> tuple[str, ...]:
        return (*super().compared, *NUMBERS)

    @property
    def numbers_offered(self) -> range:
        return range(11)

    @property
    def kept_number(self) -> int | None:
        """The number that was tapped, where something else was refused."""
        return self.cleaned_data.get("number") if self.is_bound and self.errors else None

    @property
    def beginning(self) -> dict[str, Any]:
        """What of it an injury begins with: the run or the day, and the place, as they were sent.

        Nothing else has to be filled in, so that nothing is refused here.
        """
        sent = {name: self[name].value() or "" for name in ("on", "site", "side", "zone")}
        if isinstance(self.whole, Run):
            said: dict[str, Any] = {"run": self.whole.pk}
        else:
            said = {"from_on": self.whole.on if self.whole else sent["on"]}
        if sent["site"] or sent["zone"] not in ZONES:
            return said | {"site": sent["site"], "side": sent["side"]}
        zone = ZONES[sent["zone"]]
        return said | {"site": zone.site, "side": zone.side}

    @property
    def when_said(self) -> str:
        """“after the run of Tue 3 Mar”: what is chosen under When."""
        if self.whole is None:
            on = self["on"].value()
            return "today" if str(on) == str(timezone.localdate()) else "on another day"
        words = self.WHEN_SAID.get(str(self["when"].value()), "after")
        noun = "practice" if isinstance(self.whole, Practice) else "run"
        return f"{words} the {noun} of {day(self.whole.on)}"

    @property
    def views(self) -> dict[str, Any]:
        return VIEWS

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("site"):
            return self._with_number(data)  # the list is opened on purpose
        if data.get("zone"):
            zone = ZONES[data["zone"]]
            data["site"], data["side"] = zone.site, zone.side
        else:
            self.add_error("zone", "Tap where it hurts, or choose it from the list.")
        return self._with_number(data)

    def _with_number(self, data: dict[str, Any]) -> dict[str, Any]:
        if data.get("when") and data.get("number") is not None:
            setattr(self.instance, data["when"], data["number"])
        return data

    def _get_validation_exclusions(self) -> set[str]:
        # The number has its own words, and the place may come from the picture.
        return super()._get_validation_exclusions() | {*NUMBERS, "site"}


class PainChangeForm(_PainFields):
    """All that is noted of a pain."""

    class Meta(_PainFields.Meta):
        fields = [*_PainFields.Meta.fields, *NUMBERS]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].choices = sites()  # type: ignore[attr-defined]
        for name in NUMBERS:
            label = self.fields[name].label
            self.fields[name] = forms.TypedChoiceField(
                label=label,
                required=False,
                coerce=int,
                empty_value=None,
                choices=[("", "–"), *((str(n), str(n)) for n in range(11))],
                widget=forms.RadioSelect,
            )

    @property
    def numbers(self) -> list[forms.BoundField]:
        return [self[name] for name in NUMBERS]


class MorningForm(forms.Form):
    """How it is this morning, in one tap."""

    number = forms.IntegerField(min_value=0, max_value=10)
