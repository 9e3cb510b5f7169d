from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils import timezone

from gaitlog.core.fields import MinutesField, PastDateField
from gaitlog.core.forms import OwnedModelForm, SentOnceForm
from gaitlog.drills import services
from gaitlog.drills.catalogue import LIBRARY, named, offered_to
from gaitlog.drills.models import Drill, Practice, Quality


class PracticeForm(SentOnceForm):
    """A practice as the runner types it, new or changed."""

    minutes = MinutesField(
        most=600,
        refusal="A practice is from one minute to ten hours long.",
        error_messages={"required": "How many minutes was it, about?"},
        help_text="Or 1h05, 31:20; kept in whole minutes.",
    )
    drills: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        None,
        label="your drills",
        required=False,
        error_messages={"invalid_choice": "A drill that you chose is gone by now. Choose again."},
        widget=forms.CheckboxSelectMultiple,
    )
    library = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    another = forms.CharField(
        label="another drill",
        required=False,
        max_length=80,
        help_text="By its name. It is one of your drills from then on.",
    )
    quality = forms.TypedChoiceField(
        label="how it went",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "not said"), *((step.value, f"{step} {step.label}") for step in Quality)],
        widget=forms.RadioSelect,
    )
    on = PastDateField(
        label="date", future="This day is still to come. A practice is logged when it is done."
    )

    class Meta:
        model = Practice
        fields = [
            "on",
            "minutes",
            "quality",
            "note",
            "companions",
            "is_clinic",
            "coach",
            "place",
        ]
        labels = {"companions": "with whom"}
        widgets = {
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        blocks = self.instance.blocks.all() if self.is_old else []
        self.before = [block.drill_id for block in blocks]
        self.own = list(self.owner.drills.for_list())
        self._offer_drills()
        self.initial["drills"] = self.before
        if not self.is_old:
            self.initial["on"] = timezone.localdate()

    def _offer_drills(self) -> None:
        """Own drills that are in use or were practised then, and the library if it is theirs."""
        shown = [drill for drill in self.own if not drill.is_retired or drill.pk in self.before]
        self.offer("drills", self.owner.drills.filter(pk__in=[drill.pk for drill in shown]))
        self.fields["drills"].choices = [(drill.pk, drill.name) for drill in shown]  # type: ignore[attr-defined]
        if self.owner.learns_pose:
            names = [(slug, entry.name) for slug, entry in LIBRARY.items()]
            self.fields["library"].choices = names  # type: ignore[attr-defined]
        else:
            del self.fields["library"]

    def library_by_level(self) -> dict[str, list[BoundWidget]]:
        """The library's chips, without what is one of the runner's own drills by now."""
        offered = offered_to(self.owner, self.own)
        if not offered:
            return {}
        chips = {chip.data["value"]: chip for chip in self["library"].subwidgets}
        return {
            level: [chips[entry.slug] for entry in entries] for level, entries in offered.items()
        }

    def clean(self) -> dict[str, Any]:
        """Where there is a coach, it is a lesson."""
        data: dict[str, Any] = super().clean() or {}
        data["is_clinic"] = data.get("is_clinic", False) or bool(data.get("coach"))
        return data

    def save(self, commit: bool = True) -> Practice:
        """Save the practice and its blocks; what hurt in it is of its day."""
        if self.is_old and "on" in self.changed_data:
            self.instance.pains.update(on=self.cleaned_data["on"])
        return services.save_practice(
            practice=super().save(commit=False), drills=self._chosen(), new=self._new_drills()
        )

    def _chosen(self) -> list[Drill]:
        """The own drills chosen: those of before in their order, then the others."""
        chosen = {drill.pk: drill for drill in self.cleaned_data["drills"]}
        kept = [key for key in self.before if key in chosen]
        added = [drill.pk for drill in self.own if drill.pk in chosen and drill.pk not in kept]
        return [chosen[key] for key in [*kept, *added]]

    def _new_drills(self) -> list[Drill]:
        new = [LIBRARY[slug].drill() for slug in self.cleaned_data.get("library", [])]
        if another := self.cleaned_data["another"]:
            entry = named(another) if self.owner.learns_pose else None
            new.append(entry.drill() if entry else Drill(name=another))
        return new


class DrillForm(OwnedModelForm):
    """A drill in the runner's own words."""

    class Meta:
        model = Drill
        fields = ["name", "how_to", "dose", "level", "element", "who"]
        widgets = {
            "how_to": forms.Textarea(attrs={"rows": 4}),
            "level": forms.RadioSelect,
            "element": forms.RadioSelect,
            "who": forms.RadioSelect,
        }
