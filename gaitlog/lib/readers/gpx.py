"""Runs out of GPX tracks."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import UTC, datetime
from xml.etree.ElementTree import Element

from gaitlog.lib.readers import sports, xml
from gaitlog.lib.readers.activity import (
    MAX_ACTIVITIES,
    MAX_POINTS,
    Activity,
    BrokenError,
    RecordingError,
    broken_after,
    broken_note,
    plausible_start,
    too_many,
)
from gaitlog.lib.readers.cadence import Sample
from gaitlog.lib.readers.draft import Draft, finish_all

EARTH_RADIUS_M = 6_371_008.8  # mean radius R1 of the GRS 80 ellipsoid


@dataclass(slots=True)
class _Track:
    """A track while it is read."""

    sport: str = ""
    points: int = 0
    times: list[datetime] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    distance_m: float = 0.0
    last_place: tuple[float, float] | None = None
    ended: bool = False


def read(data: bytes) -> list[Activity]:
    """Every running track of a GPX file as a run of its own.

    A GPX file holds no totals: the time is that from the first to the last point of a track,
    the distance what lies between the points of each of its segments.
    """
    tracks: list[_Track] = []
    note = ""
    try:
        creator = _collect(data, tracks)
    except BrokenError:
        seconds = sum(_span_s(track.times) for track in tracks)
        tracks = [track for track in tracks if track.ended]
        if not tracks:
            raise broken_after(seconds) from None
        creator, note = "", broken_note(seconds)
    if not any(track.points for track in tracks):
        raise RecordingError("empty", "There are no recorded points in this file.")
    if not any(track.times for track in tracks):
        raise RecordingError(
            "no_clock", "This file has places but no times: it is a route, not a recording."
        )
    tracks = [track for track in tracks if track.times]
    runs = [_draft(track, creator, note) for track in tracks if not sports.is_other(track.sport)]
    return finish_all(runs, [track.sport for track in tracks if sports.is_other(track.sport)])


def haversine_m(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Metres between two places given in degrees, on a sphere.

    R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68 (2), 1984, page 159.
    """
    latitude_1, longitude_1, latitude_2, longitude_2 = map(math.radians, (*first, *second))
    h = (
        math.sin((latitude_2 - latitude_1) / 2) ** 2
        + math.cos(latitude_1)
        * math.cos(latitude_2)
        * math.sin((longitude_2 - longitude_1) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(h)))


def _collect(data: bytes, tracks: list[_Track]) -> str:
    """Add the tracks of the file to the list; gives what wrote the file."""
    creator = ""
    points = 0
    for step in xml.walk(data, whole=frozenset({"trkpt"})):
        track = tracks[-1] if tracks else None
        match step.name, step.ends:
            case "gpx", False:
                creator = step.element.get("creator", "")
            case "trk", False:
                tracks.append(_Track())
                if len(tracks) > MAX_ACTIVITIES:
                    raise too_many(MAX_ACTIVITIES, "tracks")
            case "trk", True if track:
                track.ended = True
            case "type", True if track and step.depth == 3:  # a link has a type too
                sport = (step.element.text or "").strip()
                track.sport = sports.STRAVA_NUMBERS.get(sport, sport)
            case "trkseg", False if track:
                track.last_place = None
            case "trkpt", True if track:
                points += 1
                if points > MAX_POINTS:
                    raise too_many(MAX_POINTS, "points")
                _add_point(track, step.element)
    return creator


def _add_point(track: _Track, point: Element) -> None:
    track.points += 1
    place = _place(point)
    if place:
        if track.last_place:
            track.distance_m += haversine_m(track.last_place, place)
        track.last_place = place
    said = xml.texts(point)
    at = xml.moment(said.get("time"))
    if at:
        track.times.append(at)
        cadence = xml.number(said.get("cad") or said.get("cadence") or said.get("RunCadence"))
        track.samples.append(Sample(at.timestamp(), cadence))


def _place(point: Element) -> tuple[float, float] | None:
    """Latitude and longitude, None where they are not on Earth."""
    latitude, longitude = xml.number(point.get("lat")), xml.number(point.get("lon"))
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        return None
    return latitude, longitude


def _draft(track: _Track, creator: str, note: str) -> Draft:
    now = datetime.now(UTC)
    # A single point with a senseless date must not stretch the run; a clock that was never set
    # still tells how long it took.
    times = [at for at in track.times if plausible_start(at, now=now)] or track.times
    return Draft(
        started_at=min(times),
        timer_s=_span_s(times),
        elapsed_s=_span_s(times),
        distance_m=track.distance_m,
        samples=track.samples,
        device=creator,
        surface=sports.surface(track.sport),
        note=note,
    )


def _span_s(times: list[datetime]) -> float:
    """Seconds from the first to the last moment."""
    return (max(times) - min(times)).total_seconds() if times else 0.0
