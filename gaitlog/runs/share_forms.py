"""The shoes of a run as they are typed: a pair, and others for its first or last part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from gaitlog.core.choices import Surface
from gaitlog.core.fields import DurationField
from gaitlog.lib import units
from gaitlog.lib.shoes import Part
from gaitlog.runs.models import ShoeShare
from gaitlog.shoes.forms import offer_pairs
from gaitlog.shoes.models import Shoe


def _pair(label: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, required=False, empty_value=None)


class AskedForm(forms.Form):
    """What the log form is asked to begin with: a focus, a surface, the pair chosen so far."""

    focus = forms.CharField(max_length=20, required=False)
    surface = forms.ChoiceField(choices=Surface.choices, required=False)
    shoe = forms.IntegerField(required=False)
    offered = forms.IntegerField(required=False)  # the pair that was chosen for the runner

    def said(self) -> dict[str, Any]:
        """What makes sense of it; a pair only where the runner chose it."""
        self.is_valid()
        data = {name: value for name, value in self.cleaned_data.items() if value}
        offered = data.pop("offered", None)
        if data.get("shoe") == offered:
            data.pop("shoe", None)
        return data


class ShareFields(forms.Form):
    """Shoes that were changed on the way: which pair, and for how long."""

    first_s = DurationField(label="the first minutes", required=False)
    first_shoe = _pair("pair at first")
    last_s = DurationField(label="the last minutes", required=False)
    last_shoe = _pair("pair at last")

    def offer_other_pairs(self, pairs: Sequence[Shoe]) -> None:
        """Make these the pairs that can be chosen for a part."""
        for name in (f"{part}_shoe" for part in Part):
            offer_pairs(self.fields[name], pairs, none="–")

    def initial_shares(self, shares: Iterable[ShoeShare]) -> dict[str, Any]:
        """What the fields say of parts that there are."""
        said: dict[str, Any] = {}
        for share in shares:
            said |= {f"{share.part}_s": share.moving_s, f"{share.part}_shoe": share.shoe_id}
        return said

    @property
    def changed_shares(self) -> list[ShoeShare] | None:
        """The parts that were typed; None where no word of the shoes was changed.

        A pair that took the place of another may be worn before and after a change of shoes.
        """
        named = {"shoe", *(f"{part}_{what}" for part in Part for what in ("s", "shoe"))}
        return self.shares if named & set(self.changed_data) else None

    @property
    def shares(self) -> list[ShoeShare]:
        """The parts that were typed; one in the pair of the rest is none."""
        data = self.cleaned_data
        typed = ((part, data.get(f"{part}_shoe"), data.get(f"{part}_s")) for part in Part)
        return [
            ShoeShare(part=part, shoe=shoe, moving_s=moving_s)
            for part, shoe, moving_s in typed
            if shoe and moving_s and shoe != data.get("shoe")
        ]

    def check_shares(self, moving_s: int) -> None:
        """Note what is wrong with the parts of a run of that length."""
        for part in Part:
            name_s, name_shoe = f"{part}_s", f"{part}_shoe"
            if {name_s, name_shoe} & set(self.errors):
                return
            shoe, part_s = self.cleaned_data[name_shoe], self.cleaned_data[name_s]
            if shoe and not part_s:
                self.add_error(name_s, "For how long?")
            if part_s and not shoe:
                self.add_error(name_shoe, "In which pair?")
        shares = self.shares
        if shares and sum(share.moving_s for share in shares) >= moving_s:
            self.add_error(
                f"{shares[-1].part}_s",
                f"Nothing of the {units.clock(moving_s)} is left for the pair above. Choose this"
                " one there instead.",
            )
