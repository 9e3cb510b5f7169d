"""How each of the further rows of the trends is drawn, and what it says of each week."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.text import capfirst

from gaitlog.lib import charts, units
from gaitlog.lib.gaits import Gait, share_percent
from gaitlog.lib.strikes import Source, Strikes
from gaitlog.lib.units import DistanceUnit, half_up
from gaitlog.reports.drop import DropWeek
from gaitlog.reports.drop_chart import mean_panel
from gaitlog.reports.form_weeks import FormSpan
from gaitlog.reports.paces import GaitPace, SpanPaces
from gaitlog.reports.trend_panels import (
    NONE,
    Grid,
    Layer,
    Panel,
    clock_panel,
    last_known,
    whole_minutes,
)

LOWEST, HIGHEST = 60, 8  # of a line, in pixels
LANE = 14
LINES = {Gait.POSE: ("line k-pose", "line dots k-pose"), Gait.NATURAL: ("thin k-ink2", "line dots")}


@dataclass(frozen=True, slots=True)
class Column:
    """What a row says of each week, in words for the table and the readout."""

    name: str
    cells: list[str]


@dataclass(slots=True)
class More:
    """What was asked for by one switch; nothing is drawn where nothing was noted."""

    name: str
    panels: list[Panel] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)


def mean_drop(weeks: list[DropWeek]) -> More:
    more = More("mean drop")
    if any(week.known_s for week in weeks):
        more.panels.append(mean_panel(weeks))
        more.columns.append(Column("mean drop", [week.mean or NONE for week in weeks]))
    return more


def felt(spans: list[FormSpan]) -> More:
    more = More("form, felt")
    tenths = [span.felt_tenths for span in spans]
    if any(tenths):
        said = [NONE if tenth is None else f"{Decimal(tenth) / 10:.1f}" for tenth in tenths]
        marks = [(10, "1"), (30, "3"), (50, "5")]
        panel = _line("felt", "Form, felt", "mean of 1 to 5", said, marks)
        panel.layers = _layers(tenths, marks, "line k-pose", "line dots k-pose")
        more.panels.append(panel)
        more.columns.append(Column("form, felt (runs)", _with_n(said, (s.felt for s in spans))))
    return more


def slips(spans: list[FormSpan]) -> More:
    more = More("slips")
    if any(span.notes for span in spans):
        counts = [span.slips for span in spans]
        path = charts.tally(counts, tops=[max(*counts, 1)] * len(counts), y0=24, y1=4)
        layers = [Layer("tally k-ink2", path)]
        panel = Panel("slips", "Slips", "number noted", str(counts[-1]), 26, 24, layers)
        more.panels.append(panel)
        said = [str(span.slips) if span.notes else NONE for span in spans]
        more.columns.append(Column("slips", said))
    return more


def fade(spans: list[FormSpan]) -> More:
    more = More("when it went")
    seconds = [span.mean_faded_s for span in spans]
    if any(s is not None for s in seconds):
        note = "minutes into the run, mean"
        more.panels.append(
            clock_panel("fade", "When it went", note, seconds, whole_minutes(seconds))
        )
        said = [NONE if s is None else units.clock(s) for s in seconds]
        more.columns.append(Column("went at (runs)", _with_n(said, (s.faded_s for s in spans))))
    return more


def focus(spans: list[FormSpan]) -> More:
    """A lane for each focus, the one of the most runs first."""
    more = More("focus")
    totals: dict[str, int] = {}
    for span in spans:
        for name, runs in span.focuses.items():
            totals[name] = totals.get(name, 0) + runs
    for name in sorted(totals, key=lambda name: (-totals[name], name)):
        marked = [int(name in span.focuses) for span in spans]
        (boxes,) = charts.bars([marked], count=len(spans), top=1, y0=LANE - 2, y1=2)
        value = f"{totals[name]} run{'' if totals[name] == 1 else 's'}"
        layers = [Layer("f-soft", boxes)]
        more.panels.append(Panel("focus", capfirst(name), "focus", value, LANE, LANE - 2, layers))
    if totals:
        said = [
            f"{span.main_focus} ({span.focuses[span.main_focus]})" if span.focuses else NONE
            for span in spans
        ]
        more.columns.append(Column("focus (runs)", said))
    return more


def ground(spans: list[FormSpan]) -> More:
    more = More("snow and ice")
    shares = [span.snow_share for span in spans]
    if any(share is not None for share in shares):
        (boxes,) = charts.bars([[s or 0 for s in shares]], count=len(spans), top=100, y0=24, y1=4)
        said = [NONE if share is None else f"{share} %" for share in shares]
        note = "percent of running, where noted"
        layers = [Layer("f-soft", boxes)]
        value, ago = _last(said)
        panel = Panel("ground", "Snow and ice", note, value, 26, 24, layers, spans_ago=ago)
        more.panels.append(panel)
        more.columns.append(Column("snow and ice", said))
    return more


def strikes(spans: Sequence[Mapping[Source, Strikes]]) -> More:
    """A row for each source: what was felt and what was seen are never one line."""
    more = More("foot strike")
    for source in Source:
        counted = [span.get(source, Strikes(source)) for span in spans]
        shares = [share_percent(one.midfoot + one.forefoot, one.rearfoot) for one in counted]
        if all(share is None for share in shares):
            continue
        said = [NONE if share is None else f"{share} %" for share in shares]
        marks = [(0, "0"), (50, "50"), (100, "100")]
        note = f"{counted[0].said.lower()}, percent not on the heel"
        panel = _line(f"strike-{source}", "Foot strike", note, said, marks)
        panel.layers = _layers(shares, marks, "line k-ink", "line dots k-ink")
        more.panels.append(panel)
        what = "runs" if source is Source.FELT else "steps"
        sizes = (range(one.strikes) for one in counted)
        name = f"strike, {counted[0].said.lower()} ({what})"
        more.columns.append(Column(name, _with_n(said, sizes)))
    return more


def cadence(spans: list[SpanPaces], technique: str) -> More:
    return _by_gait(
        More("cadence"),
        spans,
        technique,
        of=lambda known: known.cadence_spm,
        say=str,
        note="steps a minute",
        step=10,
    )


def pace(spans: list[SpanPaces], technique: str, unit: DistanceUnit) -> More:
    def of(known: GaitPace) -> int | None:
        if not known.distance_m:
            return None
        return half_up(Decimal(known.paced_s) * unit.metres / known.distance_m)

    more = More("pace")
    note = f"per {unit}, faster is higher"
    return _by_gait(more, spans, technique, of=of, say=units.clock, note=note, step=-30)


def _by_gait(
    more: More,
    spans: list[SpanPaces],
    technique: str,
    *,
    of: Callable[[GaitPace], int | None],
    say: Callable[[int], str],
    note: str,
    step: int,
) -> More:
    """A line for each gait on one scale; a step below nought turns it upside down."""
    series = {gait: [of(span.of(gait)) for span in spans] for gait in LINES}
    known = {gait: values for gait, values in series.items() if any(values)}
    if not known:
        return more
    marks = _marks([value for values in known.values() for value in values if value], step, say)
    words = {Gait.POSE: technique or "new gait", Gait.NATURAL: "natural" if technique else ""}
    said = {
        gait: [NONE if value is None else say(value) for value in values]
        for gait, values in known.items()
    }
    if len(known) == 2:
        note = f"{note}, natural thin"
    first = next(iter(said.values()))  # of the new gait, where there is one
    panel = _line(more.name, capfirst(more.name), note, first, marks)
    for gait, values in known.items():
        panel.layers += _layers(values, marks, *LINES[gait])
        name = f"{more.name}, {words[gait]}" if words[gait] else more.name
        more.columns.append(Column(name, said[gait]))
    more.panels.append(panel)
    return more


def _marks(values: list[int], step: int, say: Callable[[int], str]) -> list[tuple[int, str]]:
    """The ends of a scale of whole steps that has room for all of these, the lower end first."""
    size = abs(step)
    low, high = min(values) // size * size, (max(values) // size + 1) * size
    ends = [(low, say(low)), (high, say(high))]
    return ends if step > 0 else ends[::-1]


def _line(key: str, title: str, note: str, said: list[str], marks: list[tuple[int, str]]) -> Panel:
    """A row with lines over a scale that need not begin at nought."""
    value, ago = _last(said)
    panel = Panel(key, title, note, value, height=66, base=LOWEST, spans_ago=ago)
    low, high = marks[0][0], marks[-1][0]
    height = LOWEST - HIGHEST
    panel.grid = [
        Grid(round(LOWEST - height * (at - low) / (high - low)), say) for at, say in marks
    ]
    return panel


def _layers(
    values: Sequence[int | None], marks: list[tuple[int, str]], line: str, dots: str
) -> list[Layer]:
    low, high = marks[0][0], marks[-1][0]
    sign = 1 if high > low else -1
    above = [None if value is None else sign * (value - low) for value in values]
    paths = charts.line(above, top=abs(high - low), y0=LOWEST, y1=HIGHEST)
    return [Layer(css, path) for css, path in zip((line, dots), paths, strict=True)]


def _last(said: list[str]) -> tuple[str, int]:
    word, ago = last_known([None if word == NONE else word for word in said])
    return word or NONE, ago


def _with_n(said: list[str], noted: Iterable[Sequence[int]]) -> list[str]:
    """Each number with how many it is of: “3.8 (4)”."""
    return [
        word if word == NONE else f"{word} ({len(of)})"
        for word, of in zip(said, noted, strict=True)
    ]
