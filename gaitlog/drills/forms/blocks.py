"""The parts of a practice as rows of a form: drills and short runs, in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, cast

from django import forms

from gaitlog.core.fields import OwnedChoiceField, whole
from gaitlog.drills.catalogue import LIBRARY
from gaitlog.drills.models import MOST_BLOCKS, Block, Drill, Quality, Side

if TYPE_CHECKING:
    from django.http import QueryDict

    from gaitlog.accounts.models import User

RUN = "run"  # what a row is that is no drill
SHORT_RUN_M = 50
MOST_ROWS = MOST_BLOCKS
AMOUNTS = ("sets", "reps", "seconds", "distance_m", "side", "is_barefoot", "quality", "correction")
Row = dict[str, Any]


class BlockForm(forms.Form):
    """One row: a drill or a short run, and what is known of it."""

    uid = forms.UUIDField(required=False, widget=forms.HiddenInput)
    what = OwnedChoiceField(required=False)
    quality = forms.TypedChoiceField(
        label="how it went",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "how it went"), *((s.value, f"{s} {s.label}") for s in Quality)],
    )
    sets = whole(50, required=False)
    reps = whole(1000, label="times", required=False)
    distance_m = whole(5000, label="metres", required=False)
    seconds = whole(7200, required=False)
    held_s = whole(7200, least=0, label="held, seconds", required=False)
    side = forms.ChoiceField(required=False, choices=[("", "–"), *Side.choices])
    is_barefoot = forms.TypedChoiceField(
        label="feet",
        required=False,
        coerce=lambda value: value == "True",
        empty_value=None,
        choices=[("", "–"), ("True", "barefoot"), ("False", "in shoes")],
    )
    correction = forms.CharField(label="what you were told", required=False, max_length=200)

    def __init__(
        self,
        *args: Any,
        owner: User,
        before: Block | None,
        offered: Any,
        now_own: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner
        self.before = before
        self.fields["what"].choices = offered  # type: ignore[attr-defined]
        self.fields["what"].now_own = lambda: now_own  # type: ignore[attr-defined]
        if not owner.learns:
            del self.fields["held_s"]

    @property
    def title(self) -> str:
        """“Part 2”, for the list of what is wrong."""
        return f"Part {int(str(self.prefix).rpartition('-')[2]) + 1}"

    @property
    def is_blank(self) -> bool:
        return not any(value for name, value in self.cleaned_data.items() if name != "uid")

    @property
    def said(self) -> str:
        """What of its amounts is known, as its fold says while it is closed."""
        return self.before.amount if self.before else ""

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.errors or self.is_blank:
            return data
        if not data["what"]:
            self.add_error("what", "Which drill was it, or was it a short run?")
        elif data["what"] == RUN:
            self._check_run(data)
        return data

    def _check_run(self, data: dict[str, Any]) -> None:
        seconds, held_s = data["seconds"], data.get("held_s")
        if not seconds and not data["distance_m"]:
            self.add_error("distance_m", "How far or how long was it? Metres, seconds or both.")
        if seconds and held_s and held_s > seconds:
            self.add_error("held_s", "It held for longer than the run was.")

    def block(self, find: Callable[[str], Drill]) -> Block:
        """The block of a valid row, with the drill that ``find`` knows by its value."""
        data, block = self.cleaned_data, self.before or Block()
        pace = block.usual_pace_s_per_km or self.owner.usual_pace_s_per_km
        for name in AMOUNTS:
            setattr(block, name, data[name])
        block.held_s = block.usual_pace_s_per_km = None
        if data["what"] != RUN:
            block.drill = find(data["what"])
            return block
        block.drill = None
        block.sets, block.reps, block.side = None, None, ""
        block.held_s = data.get("held_s")
        if block.seconds is None:
            block.take_pace(pace)
        return block


def said_of(block: Block) -> tuple[Any, ...]:
    """What is typed of a block."""
    return tuple(getattr(block, name) for name in ("drill_id", *AMOUNTS, "held_s"))


def row_of(block: Block) -> Row:
    """A block as its row shows it; seconds that follow from the pace are not typed."""
    shown: Row = {name: getattr(block, name) for name in (*AMOUNTS, "held_s", "uid")}
    if block.usual_pace_s_per_km:
        shown["seconds"] = None
    return shown | {"what": RUN if block.is_run else str(block.drill_id)}


def typed_rows(data: QueryDict) -> list[Row]:
    """The rows that were sent, as they were typed."""
    names = BlockForm.base_fields
    return [
        {name: data.get(f"block-{index}-{name}", "") for name in names}
        for index in range(row_count(data))
    ]


def row_count(data: QueryDict) -> int:
    sent = data.get("rows", "")
    return min(int(sent), MOST_ROWS) if sent.isdecimal() and len(sent) < 4 else 0


def rearranged(data: QueryDict) -> QueryDict:
    """What was sent, with its rows as a button wants them: add, up-2, down-2 or remove-2."""
    rows, shown = typed_rows(data), data.copy()
    verb, _, number = data.get("do", "").partition("-")
    place = int(number) if number.isdecimal() and len(number) < 4 else -1
    if verb == "add":
        rows += _added(data)
        for name in ("drills", "library", "short_run"):
            shown.pop(name, None)
    elif verb == "remove" and place in range(len(rows)):
        del rows[place]
    elif verb in {"up", "down"} and place in range(len(rows)):
        row = rows.pop(place)
        rows.insert(max(0, place + (1 if verb == "down" else -1)), row)
    return cast("QueryDict", _with_rows(shown, rows[:MOST_ROWS]))


def _added(data: QueryDict) -> list[Row]:
    """A row for each chip that was chosen."""
    rows: list[Row] = [{"what": value} for value in data.getlist("drills")]
    rows += [{"what": slug} for slug in data.getlist("library") if slug in LIBRARY]
    if data.get("short_run"):
        rows.append({"what": RUN, "distance_m": str(SHORT_RUN_M)})
    return rows


def _with_rows(shown: Any, rows: list[Row]) -> Any:
    for name in [name for name in shown if name.startswith("block-")]:
        del shown[name]
    for index, row in enumerate(rows):
        for name, value in row.items():
            shown[f"block-{index}-{name}"] = value
    shown["rows"] = str(len(rows))
    return shown
