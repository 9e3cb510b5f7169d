"""The first minute: what you change, what you run in, and what you remember."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django import forms
from django.db import transaction
from django.utils import timezone

from gaitlog.accounts.models import User, own_word
from gaitlog.core.fields import DecimalCommaField
from gaitlog.runs.estimates import WeekForm, are_valid, save_weeks, week_forms
from gaitlog.shoes.models import Shoe

if TYPE_CHECKING:
    from django.http import QueryDict

PAIRS = (1, 2)
OWN, NOTHING = "own", "nothing"
TECHNIQUES = [
    ("Pose", "fall and pull, quick feet"),
    ("Chi", "lean and relax"),
    ("midfoot", "where the foot lands"),
    ("barefoot style", "less shoe, shorter steps"),
    (OWN, "you name it"),
    (NOTHING, "I run as I run"),
]


class WelcomeForm(forms.ModelForm):
    """Three questions at most, none of them needed."""

    learning = forms.ChoiceField(
        label="What do you want to change?",
        choices=[(value, value) for value, _ in TECHNIQUES],
        widget=forms.RadioSelect,
    )
    word = forms.CharField(label="Your word for it", required=False, max_length=30)

    class Meta:
        model = User
        fields = ["distance_unit", "first_weekday", "time_zone"]
        widgets = {"distance_unit": forms.RadioSelect, "first_weekday": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["word"].validators.append(own_word)
        self.fields["time_zone"].widget.attrs |= {"list": "time-zones", "autocomplete": "off"}
        for pair in PAIRS:
            self.fields[f"shoe_{pair}"] = forms.CharField(
                label="Name", required=False, max_length=60
            )
            self.fields[f"drop_{pair}_mm"] = DecimalCommaField(
                label="Drop, mm",
                required=False,
                min_value=-10,
                max_value=20,
                max_digits=3,
                decimal_places=1,
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            )

    @property
    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"shoe_{pair}"], self[f"drop_{pair}_mm"]) for pair in PAIRS]

    @property
    def techniques(self) -> list[tuple[str, str, str, bool]]:
        """Value, name, what it is, and whether it is chosen, of each answer."""
        names = {OWN: "My own word", NOTHING: "Nothing", "midfoot": "Midfoot or forefoot"}
        chosen = self["learning"].value()
        return [
            (value, names.get(value, value[:1].upper() + value[1:]), about, value == chosen)
            for value, about in TECHNIQUES
        ]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("learning") == OWN and not data.get("word") and "word" not in self.errors:
            self.add_error("word", "Which word shall stand on your pages?")
        for pair in PAIRS:
            if data.get(f"drop_{pair}_mm") is not None and not data.get(f"shoe_{pair}"):
                self.add_error(f"shoe_{pair}", "Give the pair a name.")
        names = [data.get(f"shoe_{pair}", "").casefold() for pair in PAIRS]
        if names[0] and names[0] == names[1]:
            self.add_error("shoe_2", "The first pair has this name already.")
        return data

    @property
    def technique(self) -> str:
        learning: str = self.cleaned_data["learning"]
        own: str = self.cleaned_data.get("word", "")
        return {OWN: own, NOTHING: ""}.get(learning, learning)


class Welcome:
    """The welcome's forms as one."""

    def __init__(self, user: User, today: dt.date, data: QueryDict | None = None) -> None:
        self.user = user
        self.form = WelcomeForm(data, instance=user, initial={"learning": "Pose"})
        self.weeks: list[WeekForm] = week_forms(user, today, data)

    def is_valid(self) -> bool:
        return are_valid(self.weeks) & self.form.is_valid()

    @transaction.atomic
    def save(self) -> bool:
        """Keep what was answered. A pair of a name that is there already is left as it is.

        False, and nothing is kept, where a week was changed elsewhere since it was asked for.
        """
        user = self.form.save(commit=False)
        if not save_weeks(user, self.weeks):
            return False
        user.technique = self.form.technique
        user.welcomed_at = timezone.now()
        user.save()
        data = self.form.cleaned_data
        for pair in PAIRS:
            name = data.get(f"shoe_{pair}")
            if name and not user.shoes.filter(name__iexact=name).exists():
                Shoe(owner=user, name=name, drop_mm=data[f"drop_{pair}_mm"]).save()
        return True
