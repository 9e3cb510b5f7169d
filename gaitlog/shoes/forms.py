from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.db import transaction

from gaitlog.core.choices import Surface
from gaitlog.core.fields import DecimalCommaField, DistanceField, PastDateField
from gaitlog.core.forms import SentOnceForm
from gaitlog.lib.units import plain
from gaitlog.shoes.models import WEAR_LIMIT_M, Shoe

DROP_TOLERANCE_MM = 1
LONGEST_LIFE_M = 20_000_000  # of a pair, in the hands of somebody who mends shoes


class ShoeForm(SentOnceForm):
    drop_mm = DecimalCommaField(
        label="drop, mm",
        required=False,
        max_digits=3,
        decimal_places=1,
        help_text="How much higher the heel stands than the ball of the foot.",
    )
    heel_stack_mm = DecimalCommaField(
        label="stack at the heel, mm", required=False, max_digits=3, decimal_places=1
    )
    forefoot_stack_mm = DecimalCommaField(
        label="stack at the forefoot, mm", required=False, max_digits=3, decimal_places=1
    )
    start_distance_m = DistanceField(
        label="run in them before", required=False, places=0, zero=True, longest_m=LONGEST_LIFE_M
    )
    wear_limit_m = DistanceField(
        label="likely worn out at", required=False, places=0, longest_m=LONGEST_LIFE_M
    )

    in_past_runs = forms.BooleanField(
        label="this drop is also that of the runs so far",
        required=False,
        help_text="Unticked, each run keeps the drop that it was run with.",
    )
    bought_on = PastDateField(label="bought", required=False)
    retired_on = PastDateField(label="retired", required=False)

    class Meta:
        model = Shoe
        fields = [
            "name",
            "drop_mm",
            "default_for",
            "brand",
            "model",
            "heel_stack_mm",
            "forefoot_stack_mm",
            "mass_g",
            "start_distance_m",
            "wear_limit_m",
            "bought_on",
            "retired_on",
            "notes",
        ]
        widgets = {
            "notes": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("drop_mm", "heel_stack_mm", "forefoot_stack_mm"):
            self.fields[name].widget = forms.TextInput(attrs={"inputmode": "decimal"})
            value = getattr(self.instance, name)
            self.initial[name] = "" if value is None else plain(value)
        places = [("", "nowhere in particular"), *Surface.choices]
        self.fields["default_for"].choices = places  # type: ignore[attr-defined]
        self.initial["in_past_runs"] = self.instance.drop_mm is None
        self.was_worn = bool(self.instance.pk) and self.instance.was_worn

    def clean_default_for(self) -> str:
        surface: str = self.cleaned_data["default_for"]
        others = self.owner.shoes.exclude(pk=self.instance.pk)
        if surface and (other := others.filter(default_for=surface).first()):
            raise forms.ValidationError(f"{other} is your usual pair there: change that first.")
        return surface

    def clean_start_distance_m(self) -> int:
        return self.cleaned_data["start_distance_m"] or 0

    def clean_wear_limit_m(self) -> int:
        return self.cleaned_data["wear_limit_m"] or WEAR_LIMIT_M

    def clean(self) -> dict[str, Any]:
        """The drop follows from the stacks where both are given, or agrees with them."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("retired_on"):
            data["default_for"] = ""
        heel, forefoot = data.get("heel_stack_mm"), data.get("forefoot_stack_mm")
        if heel is None or forefoot is None:
            return data
        difference: Decimal = heel - forefoot
        if data.get("drop_mm") is None:
            data["drop_mm"] = difference
        elif abs(data["drop_mm"] - difference) > DROP_TOLERANCE_MM:
            self.add_error(
                "drop_mm",
                f"The stacks make it {plain(difference)} mm. Change one of the three, or leave"
                " the drop empty to have it worked out.",
            )
        return data

    def save(self, commit: bool = True) -> Shoe:
        """Save the pair, and the drop of its runs where that was asked for."""
        with transaction.atomic():
            shoe: Shoe = super().save(commit)
            if self.was_worn and self.cleaned_data["in_past_runs"]:
                shoe.correct_past_drop()
        return shoe


class MergeForm(forms.Form):
    """Which pair another one is, entered twice."""

    into = forms.ModelChoiceField(
        Shoe.objects.none(), label="it is the same pair as", empty_label="choose"
    )

    def __init__(self, *args: Any, shoe: Shoe, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = shoe.owner.shoes.exclude(pk=shoe.pk)
        self.fields["into"].queryset = others  # type: ignore[attr-defined]


def offer_pairs(field: Any, pairs: Iterable[Shoe], *, none: str) -> None:
    """Make these the pairs that a field chooses from; ``none`` says that it was none of them."""
    by_key = {str(shoe.pk): shoe for shoe in pairs}
    field.choices = [("", none), *by_key.items()]
    field.coerce = lambda key: by_key.get(str(key))
