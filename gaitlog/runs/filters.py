from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from gaitlog.core.choices import Surface
from gaitlog.runs.models import Focus
from gaitlog.runs.narrowing import Narrowing, narrowings
from gaitlog.shoes.models import Shoe

if TYPE_CHECKING:
    from gaitlog.accounts.models import User


class RunFilterForm(forms.Form):
    """What the run list is narrowed to; it lives in the address."""

    first = forms.DateField(
        label="from", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    last = forms.DateField(
        label="to", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    shoe = forms.ModelChoiceField(
        Shoe.objects.none(), label="shoes", required=False, empty_label="any"
    )
    surface = forms.ChoiceField(choices=[("", "any"), *Surface.choices], required=False)
    focus = forms.ModelChoiceField(Focus.objects.none(), required=False, empty_label="any")
    pose = forms.BooleanField(required=False)
    text = forms.CharField(label="words in the note", required=False, max_length=100)

    def __init__(self, *args: Any, owner: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner
        self.fields["shoe"].queryset = owner.shoes.all()  # type: ignore[attr-defined]
        self.fields["focus"].queryset = owner.focuses.all()  # type: ignore[attr-defined]
        self.fields["pose"].label = f"with {owner.technique}"
        if not owner.learns:
            del self.fields["pose"], self.fields["focus"]

    def narrow(self) -> Any:
        """The runner's runs that fit; a filter that is not understood is left out."""
        self.is_valid()
        said = self.cleaned_data
        runs = self.owner.runs.all()
        if said.get("first"):
            runs = runs.filter(on__gte=said["first"])
        if said.get("last"):
            runs = runs.filter(on__lte=said["last"])
        if said.get("shoe"):
            runs = runs.in_pair(said["shoe"].pk)
        if said.get("surface"):
            runs = runs.filter(surface=said["surface"])
        if said.get("focus"):
            runs = runs.filter(focus=said["focus"])
        if said.get("pose"):
            runs = runs.with_pose()
        if said.get("text"):
            runs = runs.with_words(said["text"])
        return runs

    @property
    def is_narrowed(self) -> bool:
        return any(self.cleaned_data.values())

    @property
    def narrowings(self) -> list[Narrowing]:
        return narrowings(self.cleaned_data, self.owner.technique)
