"""Form fields for amounts as runners type them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from gaitlog.core.dates import EARLIEST
from gaitlog.lib import units
from gaitlog.lib.units import DistanceUnit, UnitError

LONGEST_TEXT = 24  # of an amount: nothing longer is even looked at


class AmountField(forms.CharField):
    """Text that is understood as a whole number of some unit; empty is None."""

    inputmode = "text"

    def understand(self, text: str) -> int:
        raise NotImplementedError

    def show(self, amount: int) -> str:
        raise NotImplementedError

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        if len(text) > LONGEST_TEXT:
            raise forms.ValidationError("That is too long for an amount.", code="amount")
        try:
            return self.understand(text)
        except UnitError as error:
            raise forms.ValidationError(str(error), code="amount") from error

    def prepare_value(self, value: Any) -> Any:
        return self.show(value) if isinstance(value, int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != initial)
        except forms.ValidationError:
            return True

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {
            **super().widget_attrs(widget),
            "inputmode": self.inputmode,
            "autocomplete": "off",
            "data-amount": True,  # a script chooses it whole as it is entered
        }


class DurationField(AmountField):
    """Seconds, typed as 31, 31:20, 1:02:10 or 31m."""

    def __init__(self, *, zero: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.zero = zero  # whether no time at all is an answer

    def understand(self, text: str) -> int:
        return units.seconds(text, zero=self.zero)

    def show(self, amount: int) -> str:
        return units.clock(amount)


class MinutesField(DurationField):
    """Whole minutes, typed as any duration and rounded half up: 31:30 is 32."""

    def __init__(self, *, most: int, refusal: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most = most
        self.refusal = refusal  # of what is no minute yet, or too many

    def understand(self, text: str) -> int:
        minutes = units.half_up(Decimal(super().understand(text)) / units.MINUTE_S)
        if not 1 <= minutes <= self.most:
            raise UnitError(self.refusal)
        return minutes

    def show(self, amount: int) -> str:
        return str(amount)


class _InRunnersUnit(AmountField):
    """An amount that is typed and shown in the runner's own unit."""

    unit = DistanceUnit.KM

    def bound_to(self, unit: DistanceUnit) -> None:
        """Take and show amounts in ``unit`` from here on."""
        self.unit = unit


class DistanceField(_InRunnersUnit):
    """Metres, typed as 5.2 or 5,2 in the runner's unit."""

    inputmode = "decimal"

    def __init__(
        self,
        *,
        places: int = 2,
        zero: bool = False,
        longest_m: int = units.LONGEST_M,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.places = places
        self.longest_m = longest_m
        self.zero = zero  # whether nothing at all is a distance

    def understand(self, text: str) -> int:
        if self.zero and text.strip() == "0":
            return 0
        return units.metres(text, self.unit, self.longest_m)

    def show(self, amount: int) -> str:
        shown = units.distance(amount, self.unit, self.places)
        return shown.rstrip("0").rstrip(".") if "." in shown else shown

    def bound_to(self, unit: DistanceUnit) -> None:
        super().bound_to(unit)
        self.label = f"{self.label}, {unit}"

    def has_changed(self, initial: Any, data: Any) -> bool:
        # What is shown is rounded: unchanged text is an unchanged distance.
        shown = self.show(initial) if isinstance(initial, int) else ""
        return bool(data != shown)


class PaceField(_InRunnersUnit):
    """Seconds per kilometre, typed as 5:52 per the runner's unit."""

    def understand(self, text: str) -> int:
        return units.pace_s_per_km(text, self.unit)

    def show(self, amount: int) -> str:
        return units.pace(amount, 1000, self.unit)

    def bound_to(self, unit: DistanceUnit) -> None:
        super().bound_to(unit)
        self.label = f"{self.label}, min/{unit}"


class PastDateField(forms.DateField):
    """A day that has come; ``future`` says what is wrong with one that has not."""

    def __init__(self, *, future: str = "This day is still to come.", **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, **kwargs)
        self.future = future

    def validate(self, value: dt.date | None) -> None:
        super().validate(value)
        if value and value > timezone.localdate():
            raise forms.ValidationError(self.future, code="future")
        if value and value < EARLIEST:
            raise forms.ValidationError("Check the year.", code="past")


class OwnedChoiceField(forms.ChoiceField):
    """A choice of own rows and of ready-made ones.

    ``now_own`` gives the key of the row that a ready-made one is by now: who chose it in a form
    that was opened before has chosen that row.
    """

    now_own: Callable[[], Mapping[str, str]] = dict

    def prepare_value(self, value: Any) -> Any:
        return self.now_own().get(value, value) if value and isinstance(value, str) else value

    def to_python(self, value: Any) -> str:
        text: str = super().to_python(value)
        return self.now_own().get(text, text) if text else text


class OwnedChoicesField(forms.MultipleChoiceField):
    """Several such choices."""

    now_own: Callable[[], Mapping[str, str]] = dict

    def prepare_value(self, value: Any) -> Any:
        return self._own(value) if value and isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        return self._own(super().to_python(value))

    def _own(self, values: list[str]) -> list[str]:
        now_own = self.now_own() if values else {}
        return [now_own.get(one, one) for one in values]


def whole(most: int, *, least: int = 1, **kwargs: Any) -> forms.IntegerField:
    """A field for a whole number from ``least`` to ``most``."""
    say = f"Write a whole number from {least} to {most}."
    return forms.IntegerField(
        min_value=least,
        max_value=most,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), say),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        **kwargs,
    )


class DecimalCommaField(forms.DecimalField):
    """A decimal number with a point or a comma."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


def in_unit(fields: dict[str, forms.Field], unit: DistanceUnit) -> None:
    """Let every distance and pace among ``fields`` speak the runner's unit."""
    for field in fields.values():
        bind: Callable[[DistanceUnit], None] | None = getattr(field, "bound_to", None)
        if bind:
            bind(unit)


def scale(label: str, steps: range) -> forms.TypedChoiceField:
    """A number to tap; none is an answer too."""
    return forms.TypedChoiceField(
        label=label,
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "–"), *((str(step), str(step)) for step in steps)],
        widget=forms.RadioSelect,
    )
