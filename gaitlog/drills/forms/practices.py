from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.forms.boundfield import BoundWidget
from django.utils import timezone

from gaitlog.core.earlier import earlier_texts
from gaitlog.core.fields import MinutesField, PastDateField
from gaitlog.core.forms import SentOnceForm, digest
from gaitlog.core.http import LONGEST_KEY
from gaitlog.drills import services
from gaitlog.drills.catalogue import LIBRARY, named, offered_to
from gaitlog.drills.forms.blocks import (
    MOST_ROWS,
    RUN,
    SHORT_RUN_M,
    BlockForm,
    Row,
    row_count,
    row_of,
    said_of,
    typed_rows,
)
from gaitlog.drills.models import LONGEST_MIN, Block, Drill, Practice, Quality
from gaitlog.shoes.forms import offer_pairs
from gaitlog.shoes.models import pairs_in_use

if TYPE_CHECKING:
    from django.http import QueryDict

    from gaitlog.accounts.models import User

Own = Callable[["User", Sequence[Drill]], list[Drill]]  # what makes drills the runner's own


class DrillsField(forms.ModelMultipleChoiceField):
    """Some of the runner's drills; what is longer than any key is none of them."""

    def clean(self, value: Any) -> Any:
        return super().clean([key for key in value or [] if len(str(key)) < LONGEST_KEY])


class PracticeForm(SentOnceForm):
    """A practice as the runner types it, new or changed.

    ``typed`` is what was sent only to have its rows rearranged: it is shown, and not judged.
    """

    minutes = MinutesField(
        most=LONGEST_MIN,
        refusal="A practice is from one minute to ten hours long.",
        error_messages={"required": "How many minutes was it, about?"},
        help_text="Or 1h05, 31:20; kept in whole minutes.",
    )
    drills: forms.ModelMultipleChoiceField = DrillsField(
        None,
        label="your drills",
        required=False,
        error_messages={"invalid_choice": "A drill that you chose is gone by now. Choose again."},
        widget=forms.CheckboxSelectMultiple,
    )
    library = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    short_run = forms.BooleanField(label=f"short run, {SHORT_RUN_M} m", required=False)
    another = forms.CharField(
        label="another drill",
        required=False,
        max_length=80,
        help_text="By its name. It is one of your drills from then on.",
    )
    quality = forms.TypedChoiceField(
        label="how it went in all",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "not said"), *((step.value, f"{step} {step.label}") for step in Quality)],
        widget=forms.RadioSelect,
    )
    on = PastDateField(
        label="date", future="This day is still to come. A practice is logged when it is done."
    )

    shoe = forms.TypedChoiceField(
        label="shoes of the short runs", required=False, empty_value=None, widget=forms.RadioSelect
    )
    lesson: forms.ModelChoiceField = forms.ModelChoiceField(
        None,
        required=False,
        error_messages={"invalid_choice": "The drills of this lesson are noted already."},
        widget=forms.HiddenInput,
    )

    class Meta:
        model = Practice
        fields = ["on", "minutes", "quality", "note", "companions", "place"]
        labels = {"companions": "with whom"}
        widgets = {
            "companions": forms.TextInput(attrs={"list": "companions"}),
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(
        self, *args: Any, typed: QueryDict | None = None, new_rows: int = 0, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        before = list(self.instance.blocks.select_related("drill")) if self.is_old else []
        self.companions_before = earlier_texts(self.owner.practices.all(), "companions")
        self.own = list(self.owner.drills.for_list())
        free = Q(practice=None) | Q(practice__uid=self.sent_uid)  # or taken by this very form
        self.offer("lesson", self.owner.lessons.filter(free))
        self._offer_drills({block.drill_id for block in before})
        self._offer_shoes()
        self.initial["on"] = self.initial.get("on") or timezone.localdate()
        if self.is_old:
            self.initial["seen"] = digest(self.instance, *before)
        if typed is not None:
            self._show(typed)
        self.rows = self._rows(before, typed, new_rows)

    def differs_from(self, row: Practice) -> bool:
        if super().differs_from(row) or not all(part.is_valid() for part in self.rows):
            return True
        typed = [said_of(block) for block in self._blocks(services.known_drills)]
        before = [said_of(block) for block in row.blocks.all()]
        n = len([part for part in self.rows if not part.is_blank])  # after them chips, in any order
        if typed[:n] != before[:n] or Counter(typed[n:]) != Counter(before[n:]):
            return True
        shoe = self.cleaned_data.get("shoe")
        return (shoe and shoe.pk) != (row.run and row.run.shoe_id)

    def mark_of(self, row: Practice) -> str:
        return digest(row, *row.blocks.all())

    def _offer_drills(self, used: set[int | None]) -> None:
        """Own drills that are in use or were practised then, and the library if it is theirs."""
        self.shown = [drill for drill in self.own if not drill.is_retired or drill.pk in used]
        self.offer("drills", self.owner.drills.filter(pk__in=[drill.pk for drill in self.shown]))
        self.fields["drills"].choices = [(drill.pk, drill.name) for drill in self.shown]  # type: ignore[attr-defined]
        if self.owner.learns_pose:
            names = [(slug, entry.name) for slug, entry in LIBRARY.items()]
            self.fields["library"].choices = names  # type: ignore[attr-defined]
        else:
            del self.fields["library"]

    def _offer_shoes(self) -> None:
        """The pairs in use, and that of its short runs so far."""
        worn = self.instance.run.shoe_id if self.instance.run else None
        pairs = pairs_in_use(self.owner, worn)
        if pairs:
            offer_pairs(self.fields["shoe"], pairs, none="none noted")
            self.initial["shoe"] = worn
        else:
            del self.fields["shoe"]

    def _show(self, typed: QueryDict) -> None:
        for name in self.fields:
            several = name in {"drills", "library"}
            self.initial[name] = typed.getlist(name) if several else typed.get(name, "")

    def _rows(self, before: list[Block], typed: QueryDict | None, new_rows: int) -> list[BlockForm]:
        shown: list[Row] = [row_of(block) for block in before]
        if self.is_bound:
            shown = [{} for _ in range(row_count(self.data))]  # type: ignore[arg-type]
        elif typed is not None:
            shown = typed_rows(typed)
        shown = shown or [{} for _ in range(new_rows)]
        known = {str(block.uid): block for block in before}
        offered = self._what_a_row_may_be()
        now_own = {drill.slug: str(drill.pk) for drill in self.shown if drill.slug}
        rows = []
        for index, row in enumerate(shown):
            prefix = f"block-{index}"
            uid = self.data.get(f"{prefix}-uid") if self.is_bound else row.get("uid")
            rows.append(
                BlockForm(
                    self.data if self.is_bound else None,
                    prefix=prefix,
                    initial=row,
                    owner=self.owner,
                    before=known.pop(str(uid), None),
                    offered=offered,
                    now_own=now_own,
                )
            )
        return rows

    def _what_a_row_may_be(self) -> list[Any]:
        own = [(str(drill.pk), drill.name) for drill in self.shown]
        library = [
            (entry.slug, entry.name)
            for entries in offered_to(self.owner, self.own).values()
            for entry in entries
        ]
        offered: list[Any] = [("", "choose"), (RUN, "Short run"), *own]
        return [*offered, ("From the library", library)] if library else offered

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
        data: dict[str, Any] = super().clean() or {}
        if [row for row in self.rows if not row.is_valid()]:
            self.add_error(None, "Something in a part of the practice is not right yet.")
        if len(self.rows) + len(data.get("drills", [])) + len(data.get("library", [])) > MOST_ROWS:
            self.add_error(None, f"A practice has at most {MOST_ROWS} parts: make two of it.")
        if data.get("shoe") and "shoe" in self.changed_data and not self._has_short_run(data):
            self.add_error("shoe", "Shoes are kept with short runs, and there is none here.")
        return data

    def _has_short_run(self, data: dict[str, Any]) -> bool:
        typed = (row.cleaned_data.get("what") for row in self.rows)
        return bool(data.get("short_run")) or RUN in typed

    def save(self, commit: bool = True) -> Practice:
        """Save the practice and its blocks: the rows, and after them the chips."""
        practice: Practice = super().save(commit=False)
        if self.is_old and "on" in self.changed_data:
            practice.pains.update(on=practice.on)  # what hurt in it was of its day
            if practice.run:
                practice.run.pains.update(on=practice.on)
                practice.run.strike_checks.update(on=practice.on)
        if practice.goes_on(timezone.localdate()) and "minutes" in self.changed_data:
            practice.began_at = timezone.now() - dt.timedelta(minutes=practice.minutes)
        return services.save_practice(
            practice=practice,
            blocks=self._blocks(services.own_drills),
            lesson=self.cleaned_data["lesson"],
            worn=[self.cleaned_data["shoe"]] if self.cleaned_data.get("shoe") else [],
        )

    def _blocks(self, own: Own) -> list[Block]:
        """The rows and after them the chips, with the runner's own drills."""
        rows = [row for row in self.rows if not row.is_blank]
        return [
            *(row.block(lambda value: self._drill(value, own)) for row in rows),
            *self._added(own),
        ]

    def _drill(self, value: str, own: Own) -> Drill:
        """The drill that a row names: one of the runner's, or of the library made theirs."""
        if value in LIBRARY:
            [drill] = own(self.owner, [LIBRARY[value].drill()])
            return drill
        return next(drill for drill in self.shown if str(drill.pk) == value)

    def _added(self, own: Own) -> list[Block]:
        new = own(self.owner, self._new_drills())
        drills = {drill.pk: drill for drill in [*self._chosen(), *new]}
        blocks = [Block(drill=drill) for drill in drills.values()]
        if self.cleaned_data["short_run"]:
            blocks.append(Block(distance_m=SHORT_RUN_M))
            blocks[-1].take_pace(self.owner.usual_pace_s_per_km)
        return blocks

    def _chosen(self) -> list[Drill]:
        """The own drills whose chips were chosen, in the order of the chips."""
        chosen = {drill.pk for drill in self.cleaned_data["drills"]}
        return [drill for drill in self.own if drill.pk in chosen]

    def _new_drills(self) -> list[Drill]:
        new = [LIBRARY[slug].drill() for slug in self.cleaned_data.get("library", [])]
        if another := self.cleaned_data["another"]:
            entry = named(another) if self.owner.learns_pose else None
            new.append(entry.drill() if entry else Drill(name=another))
        return new
