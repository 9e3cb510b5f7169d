from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from gaitlog.core.choices import Footing, Surface
from gaitlog.reports.trend_more import NAMES, Show, offered
from gaitlog.reports.trends import RANGES_WEEKS, Asked
from gaitlog.runs.narrowing import Narrowing, narrowings
from gaitlog.shoes.models import Shoe

if TYPE_CHECKING:
    from gaitlog.accounts.models import User

USUAL_RANGE = 26


class TrendsForm(forms.Form):
    """What the trends are narrowed to; it lives in the address."""

    range = forms.TypedChoiceField(
        coerce=str,
        required=False,
        choices=[*((str(weeks), f"{weeks} weeks") for weeks in RANGES_WEEKS), ("all", "all")],
    )
    surface = forms.ChoiceField(required=False, choices=[("", "any"), *Surface.choices])
    footing = forms.ChoiceField(
        required=False,
        choices=[("", "any"), ("no_snow", "without snow and ice"), *Footing.choices],
    )
    shoe = forms.ModelChoiceField(
        Shoe.objects.none(), label="shoes", required=False, empty_label="any"
    )
    show = forms.CharField(required=False)  # further rows, by their names: “drop,felt”

    def __init__(self, *args: Any, owner: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered(owner)
        self.fields["shoe"].queryset = owner.shoes.all()  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        """What was asked for; a part that is not understood is left out."""
        self.is_valid()
        said = self.cleaned_data
        weeks = said.get("range") or str(USUAL_RANGE)
        shoe = said.get("shoe")
        return Asked(
            weeks=None if weeks == "all" else int(weeks),
            surface=said.get("surface", ""),
            footing=said.get("footing", ""),
            shoe_pk=shoe.pk if shoe else None,
        )

    @property
    def ranges(self) -> list[tuple[str, str, bool]]:
        """Value, name and whether it is chosen, of each range."""
        chosen = self.cleaned_data.get("range") or str(USUAL_RANGE)
        field = self.fields["range"]
        return [(value, name, value == chosen) for value, name in field.choices]  # type: ignore[attr-defined]

    @property
    def shown(self) -> list[Show]:
        """The further rows that are asked for."""
        names = self.cleaned_data.get("show", "").split(",")
        return [show for show in self.offered if show in names]

    @property
    def switches(self) -> list[tuple[Show, str, bool, str | None]]:
        """Each further row with its name, whether it is shown, and what the address says then."""
        shown = self.shown
        return [
            (one, NAMES[one], one in shown, ",".join(_switched(shown, one)) or None)
            for one in self.offered
        ]

    @property
    def snow(self) -> list[tuple[str | None, str, bool]]:
        """With and without snow and ice: the value of the footing, the words, whether chosen."""
        footing = self.cleaned_data.get("footing", "")
        return [
            (None, "with snow and ice", not footing),
            ("no_snow", "without", footing == "no_snow"),
        ]

    @property
    def narrowings(self) -> list[Narrowing]:
        return narrowings(self.cleaned_data)

    @property
    def only(self) -> str:
        """Which runs are looked at, in words: “on trail without snow and ice”."""
        return " ".join(one.words for one in self.narrowings)


def _switched(shown: list[Show], one: Show) -> list[Show]:
    """What is shown once a switch was used."""
    return [other for other in Show if (other in shown) != (other == one)]


class RangeForm(forms.Form):
    """How many weeks are looked at; it lives in the address."""

    range = forms.TypedChoiceField(
        coerce=int,
        required=False,
        empty_value=None,
        choices=[(weeks, f"{weeks} weeks") for weeks in RANGES_WEEKS],
    )

    @property
    def weeks(self) -> int:
        """Those asked for, or the usual ones where that makes no sense."""
        self.is_valid()
        return self.cleaned_data.get("range") or USUAL_RANGE

    @property
    def ranges(self) -> list[tuple[int, str, bool]]:
        """Value, name and whether it is chosen, of each range."""
        return [(weeks, f"{weeks} weeks", weeks == self.weeks) for weeks in RANGES_WEEKS]
