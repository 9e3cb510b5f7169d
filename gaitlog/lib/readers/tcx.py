"""Runs out of TCX files."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from xml.etree.ElementTree import Element

from gaitlog.lib.readers import sports, xml
from gaitlog.lib.readers.activity import (
    MAX_ACTIVITIES,
    MAX_LAPS,
    MAX_POINTS,
    Activity,
    BrokenError,
    broken_after,
    broken_note,
    too_many,
)
from gaitlog.lib.readers.cadence import Sample
from gaitlog.lib.readers.draft import Draft, DraftLap, finish_all


@dataclass(slots=True)
class _Lap:
    """A lap while it is read."""

    started_at: datetime | None
    timer_s: float | None = None
    distance_m: float | None = None
    cadence: float | None = None
    times: list[datetime] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    metres: list[float] = field(default_factory=list)


@dataclass(slots=True)
class _Activity:
    """An activity while it is read."""

    sport: str
    started_at: datetime | None = None
    device: str = ""
    laps: list[_Lap] = field(default_factory=list)
    ended: bool = False

    @property
    def is_run(self) -> bool:
        return not self.sport or sports.is_run(self.sport)

    @property
    def times(self) -> list[datetime]:
        return [at for lap in self.laps for at in lap.times]


def read(data: bytes) -> list[Activity]:
    """Every running activity of a TCX file, the legs of a multisport session among them."""
    found: list[_Activity] = []
    note = ""
    try:
        _collect(data, found)
    except BrokenError:
        seconds = sum(_span_s(activity.times) for activity in found)
        found = [activity for activity in found if activity.ended]
        if not found:
            raise broken_after(seconds) from None
        note = broken_note(seconds)
    runs = [_draft(activity, note) for activity in found if activity.is_run]
    return finish_all(runs, [activity.sport for activity in found if not activity.is_run])


def _collect(data: bytes, found: list[_Activity]) -> None:
    """Add the activities of the file to the list."""
    points = 0
    for step in xml.walk(data, whole=frozenset({"Trackpoint", "Creator"})):
        if step.name == "Activity" and not step.ends:
            found.append(_Activity(step.element.get("Sport", "").strip()))
            if len(found) > MAX_ACTIVITIES:
                raise too_many(MAX_ACTIVITIES, "activities")
        elif found and not found[-1].ended:  # the way between two legs of a multisport has laps too
            points += step.name == "Trackpoint"
            if points > MAX_POINTS:
                raise too_many(MAX_POINTS, "points")
            _add(found[-1], step)


def _add(activity: _Activity, step: xml.Step) -> None:
    """What one element says about the activity it lies in."""
    element = step.element
    lap = activity.laps[-1] if activity.laps else None
    match step.name, step.ends:
        case "Activity", True:
            activity.ended = True
        case "Id", True:
            activity.started_at = xml.moment(element.text)
        case "Creator", True:
            activity.device = xml.texts(element).get("Name", "")
        case "Lap", False:
            if len(activity.laps) == MAX_LAPS:
                raise too_many(MAX_LAPS, "laps")
            activity.laps.append(_Lap(xml.moment(element.get("StartTime"))))
        case "TotalTimeSeconds", True if lap:
            lap.timer_s = xml.number(element.text)
        case "DistanceMeters", True if lap:
            lap.distance_m = xml.number(element.text)
        case (("Cadence" | "AvgRunCadence"), True) if lap:
            lap.cadence = xml.number(element.text)
        case "Trackpoint", True if lap:
            _add_point(lap, element)


def _add_point(lap: _Lap, point: Element) -> None:
    said = xml.texts(point)
    at = xml.moment(said.get("Time"))
    if at:
        lap.times.append(at)
        cadence = xml.number(said.get("Cadence") or said.get("RunCadence"))
        lap.samples.append(Sample(at.timestamp(), cadence))
    metres = xml.number(said.get("DistanceMeters"))
    if metres is not None:
        lap.metres.append(metres)


def _draft(activity: _Activity, note: str) -> Draft:
    times = activity.times
    return Draft(
        started_at=_started_at(activity),
        elapsed_s=_span_s(times),
        laps=list(map(_draft_lap, activity.laps, [*activity.laps[1:], None])),
        samples=[sample for lap in activity.laps for sample in lap.samples],
        device=activity.device,
        note=note,
    )


def _draft_lap(lap: _Lap, after: _Lap | None) -> DraftLap:
    """The lap; what it lacks is taken from its points."""
    ends_at = after.started_at if after else None
    if lap.started_at and (ends_at or lap.times):
        elapsed_s = ((ends_at or lap.times[-1]) - lap.started_at).total_seconds()
    else:
        elapsed_s = _span_s(lap.times)
    distance_m = lap.distance_m
    if distance_m is None and lap.metres:
        distance_m = lap.metres[-1] - lap.metres[0]
    return DraftLap(
        timer_s=elapsed_s if lap.timer_s is None else lap.timer_s,
        elapsed_s=elapsed_s,
        distance_m=distance_m,
        cadence=lap.cadence,
        samples=lap.samples,
    )


def _started_at(activity: _Activity) -> datetime | None:
    """The first recorded moment of the first lap, else the start that the lap or the file names."""
    for lap in activity.laps[:1]:
        if lap.times or lap.started_at:
            return lap.times[0] if lap.times else lap.started_at
    return activity.started_at


def _span_s(times: list[datetime]) -> float:
    """Seconds from the first to the last moment."""
    return (max(times) - min(times)).total_seconds() if times else 0.0
