"""What is tapped during a practice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms

from gaitlog.core.fields import whole
from gaitlog.drills import services
from gaitlog.drills.catalogue import LIBRARY, named
from gaitlog.drills.models import Block, Drill

if TYPE_CHECKING:
    from gaitlog.accounts.models import User

NOTHING = "Nothing was added: tap a drill or a short run."


class TapForm(forms.Form):
    """What is done now: a drill, of the runner's or of the library, or a short run."""

    uid = forms.UUIDField(required=False, widget=forms.HiddenInput)
    drill: forms.ModelChoiceField = forms.ModelChoiceField(
        Drill.objects.none(),
        required=False,
        error_messages={"invalid_choice": "This drill is gone by now. Choose another."},
    )
    library = forms.ChoiceField(required=False)
    distance_m = whole(5000, required=False)
    another = forms.CharField(label="another drill", required=False, max_length=80)

    def __init__(self, *args: Any, owner: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner
        self.fields["drill"].queryset = owner.drills.all()  # type: ignore[attr-defined]
        if owner.learns_pose:
            self.fields["library"].choices = [(slug, slug) for slug in LIBRARY]  # type: ignore[attr-defined]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was tapped or named at all."""
        return not any(
            self.data.get(name) for name in ("drill", "library", "distance_m", "another")
        )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        chosen = [data.get(name) for name in ("drill", "library", "distance_m", "another")]
        if not self.errors and not any(chosen):
            raise forms.ValidationError(NOTHING, code="nothing")
        if not self.errors and data["uid"]:
            self._check_is_new_or_the_same(data["uid"])
        return data

    def _check_is_new_or_the_same(self, uid: UUID) -> None:
        """Refuse another tap under the uid of one that is noted already."""
        known = self.owner.blocks.select_related("drill").filter(uid=uid).first()
        if known and not self._is(known):
            raise forms.ValidationError(
                f"{known.name} is noted by the tap before. Tap again for what comes next.",
                code="another",
            )

    def _is(self, known: Block) -> bool:
        """Whether a block is what was tapped."""
        block = self.block()
        if not block.drill or not known.drill:
            return (block.drill, block.distance_m) == (known.drill, known.distance_m)
        [drill] = services.known_drills(self.owner, [block.drill])
        return bool(drill.pk == known.drill.pk)

    def block(self) -> Block:
        """What was tapped, as a block that is nowhere yet."""
        data = self.cleaned_data
        block = Block(uid=data["uid"]) if data["uid"] else Block()
        if data["drill"]:
            block.drill = data["drill"]
        elif data["library"]:
            block.drill = LIBRARY[data["library"]].drill()
        elif data["another"]:
            entry = named(data["another"]) if self.owner.learns_pose else None
            block.drill = entry.drill() if entry else Drill(name=data["another"])
        else:
            block.distance_m = data["distance_m"]
            block.take_pace(self.owner.usual_pace_s_per_km)
        return block


class NoteForm(forms.Form):
    """What is noted of the part just done: how it went, how long it held, what was said."""

    quality = whole(5, required=False)
    held_s = whole(7200, least=0, required=False)
    correction = forms.CharField(label="what you were told", required=False, max_length=200)

    def __init__(self, *args: Any, block: Block, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.block = block

    def clean_held_s(self) -> int | None:
        held_s: int | None = self.cleaned_data["held_s"]
        if held_s is not None and (not self.block.is_run or held_s > (self.block.seconds or 0)):
            raise forms.ValidationError("It held for longer than the run was.", code="held")
        return held_s

    @property
    def noted(self) -> dict[str, Any]:
        """What was sent of it; the rest stays as it is, words that nobody changed too."""
        sent = {
            name: value
            for name, value in self.cleaned_data.items()
            if name in self.data and value is not None
        }
        if self.data.get("told_before") == sent.get("correction"):
            sent.pop("correction", None)
        return sent
