"""Runs out of FIT files."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from typing import Any

from gaitlog.lib.readers import sports
from gaitlog.lib.readers.activity import (
    MAX_ACTIVITIES,
    MAX_LAPS,
    MAX_POINTS,
    Activity,
    RecordingError,
    broken_after,
    broken_note,
    too_many,
)
from gaitlog.lib.readers.cadence import Sample
from gaitlog.lib.readers.draft import Draft, DraftLap, finish_all

EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
FIRST_CLOCK_S = 0x10000000  # a smaller time counts from when the watch was switched on

FILE_ID, SESSION, LAP, RECORD = 0, 18, 19, 20

# Fields go by number: what a runner's add-on measures may bear the name of a native field.
FIELDS = {
    FILE_ID: {0: "type", 1: "manufacturer", 2: "product", 8: "product_name"},
    SESSION: {
        2: "start",
        5: "sport",
        6: "sub_sport",
        7: "elapsed_s",
        8: "timer_s",
        9: "distance_m",
        18: "cadence",
        92: "cadence_fraction",
    },
    LAP: {
        2: "start",
        7: "elapsed_s",
        8: "timer_s",
        9: "distance_m",
        17: "cadence",
        80: "cadence_fraction",
    },
    RECORD: {253: "at", 4: "cadence", 53: "cadence_fraction"},
}

LIMITS = {
    RECORD: (MAX_POINTS, "points"),
    LAP: (MAX_LAPS, "laps"),
    SESSION: (MAX_ACTIVITIES, "activities"),
}


class Message(dict[str, Any]):
    """The fields of a message that matter here; what the watch did not know is left out."""

    def number(self, name: str) -> float | None:
        value = self.get(name)
        return float(value) if isinstance(value, int | float) else None

    def word(self, name: str) -> str:
        value = self.get(name)
        return value if isinstance(value, str) else ""

    @property
    def cadence(self) -> float | None:
        whole = self.number("cadence")
        return None if whole is None else whole + (self.number("cadence_fraction") or 0.0)


@dataclass(slots=True)
class _Part:
    """One of the FIT files that may be chained in a file; times are the watch's seconds."""

    about: Message = field(default_factory=Message)
    sessions: list[Message] = field(default_factory=list)
    laps: list[Message] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)


def read(data: bytes) -> list[Activity]:
    """Every running session of a FIT file, of chained files too.

    Check sums are not looked at: there are watches that write them wrong. A run whose summary
    was read before the file breaks is kept, with a note.
    """
    parts: list[_Part] = []
    counts: Counter[int] = Counter()
    note = ""
    try:
        for number, message in _messages(data, parts):
            counts[number] += 1
            most, what = LIMITS.get(number, (0, ""))
            if what and counts[number] > most:
                raise too_many(most, what)
            _add(parts[-1], number, message)
    except (RecordingError, MemoryError):
        raise
    except Exception:  # the library raises whatever comes to it on a broken file
        seconds = sum(_span_s(part.samples) for part in parts)
        if not any(part.sessions for part in parts):
            raise broken_after(seconds) from None
        note = broken_note(seconds)
    if not any(part.sessions for part in parts):
        raise _no_session(parts)
    runs: list[Draft] = []
    others: list[str] = []
    for part in parts:
        for session, until in _sessions(part):
            sport = session.get("sport", "running")
            if isinstance(sport, str) and sports.is_run(sport):
                runs.append(_draft(part, session, until, note))
            else:
                others.append(str(sport))
    return finish_all(runs, others)


def _messages(data: bytes, parts: list[_Part]) -> Iterator[tuple[int, Message]]:
    """The messages that matter, by number; every header begins a new part."""
    import fitdecode

    options = {
        "processor": None,
        "check_crc": fitdecode.CrcCheck.DISABLED,
        "error_handling": fitdecode.ErrorHandling.IGNORE,
    }
    with fitdecode.FitReader(data, **options) as frames:
        for frame in frames:
            if frame.frame_type == fitdecode.FIT_FRAME_HEADER:
                parts.append(_Part())
                if len(parts) > MAX_ACTIVITIES:
                    raise too_many(MAX_ACTIVITIES, "recordings in one")
            elif frame.frame_type == fitdecode.FIT_FRAME_DATA:
                names = FIELDS.get(frame.global_mesg_num)
                if names:
                    yield frame.global_mesg_num, _message(frame, names)


def _message(frame: Any, names: dict[int, str]) -> Message:
    message = Message()
    for value in frame.fields:
        developer = value.field_def is not None and value.field_def.is_dev
        if not developer and value.def_num in names and value.value is not None:
            message.setdefault(names[value.def_num], value.value)
    return message


def _add(part: _Part, number: int, message: Message) -> None:
    if number == RECORD:
        at = message.number("at")
        if at is not None:
            part.samples.append(Sample(at, message.cadence))
    elif number == SESSION:
        part.sessions.append(message)
    elif number == LAP:
        part.laps.append(message)
    elif number == FILE_ID and not part.about:
        part.about = message


def _no_session(parts: Sequence[_Part]) -> RecordingError:
    kinds = {part.about.word("type") for part in parts}
    if "workout" in kinds:
        text = "This is the plan of a workout, not a recording of a run."
    elif "course" in kinds:
        text = "This is a course to follow, not a recording of a run."
    elif any(part.samples for part in parts):
        text = "The watch never wrote the end of this recording, so its run is not whole."
        return RecordingError("unreadable", text)
    else:
        text = "There is no recorded run in this file."
    return RecordingError("empty", text)


def _sessions(part: _Part) -> Iterator[tuple[Message, float | None]]:
    """Each session in order of time with the start of the next."""
    part.samples.sort(key=lambda sample: sample.at_s)
    if len(part.sessions) == 1:
        yield part.sessions[0], None
        return
    ordered = sorted(part.sessions, key=lambda session: session.number("start") or 0.0)
    for place, session in enumerate(ordered, start=1):
        yield session, ordered[place].number("start") if place < len(ordered) else None


def _draft(part: _Part, session: Message, until: float | None, note: str) -> Draft:
    alone = len(part.sessions) == 1
    since = session.number("start")
    samples = part.samples if alone else _between(part.samples, since, until)
    laps = [lap for lap in part.laps if alone or _starts_within(lap, since, until)]
    elapsed_s = session.number("elapsed_s") or _span_s(samples)
    return Draft(
        started_at=_moment(_first(since, laps, samples)),
        timer_s=session.number("timer_s"),
        elapsed_s=elapsed_s,
        distance_m=session.number("distance_m"),
        laps=[_draft_lap(lap, samples) for lap in laps],
        samples=samples,
        cadence=session.cadence,
        device=_device(part),
        surface=sports.surface(session.word("sub_sport")),
        note=note,
    )


def _draft_lap(lap: Message, samples: Sequence[Sample]) -> DraftLap:
    elapsed_s = lap.number("elapsed_s")
    timer_s = lap.number("timer_s")
    since = lap.number("start")
    lasted_s = elapsed_s or timer_s
    return DraftLap(
        timer_s=elapsed_s if timer_s is None else timer_s,
        elapsed_s=elapsed_s,
        distance_m=lap.number("distance_m"),
        cadence=lap.cadence,
        samples=_between(samples, since, since + lasted_s) if since and lasted_s else (),
    )


def _between(
    samples: Sequence[Sample], since: float | None, until: float | None
) -> Sequence[Sample]:
    """The samples from one second up to another."""
    at = attrgetter("at_s")
    first = 0 if since is None else bisect_left(samples, since, key=at)
    return samples[first : len(samples) if until is None else bisect_left(samples, until, key=at)]


def _starts_within(lap: Message, since: float | None, until: float | None) -> bool:
    start = lap.number("start")
    return (
        start is not None and (since is None or start >= since) and (until is None or start < until)
    )


def _first(since: float | None, laps: Sequence[Message], samples: Sequence[Sample]) -> float | None:
    """The watch's second at which the session began."""
    if since is None and laps:
        since = laps[0].number("start")
    if since is None and samples:
        since = samples[0].at_s
    return since


def _moment(seconds: float | None) -> datetime | None:
    """The time of the watch's clock, None where it had none."""
    if seconds is None or not FIRST_CLOCK_S <= seconds < 2**32:
        return None
    return EPOCH + timedelta(seconds=seconds)


def _device(part: _Part) -> str:
    maker = part.about.word("manufacturer").replace("_", " ").capitalize()
    product = part.about.word("product").replace("_", " ")
    return part.about.word("product_name") or f"{maker} {product}"


def _span_s(samples: Sequence[Sample]) -> float:
    """Seconds from the first to the last sample."""
    return samples[-1].at_s - samples[0].at_s if samples else 0.0
