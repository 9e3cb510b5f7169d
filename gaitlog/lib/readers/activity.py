"""What a recording says, as plain data, and how a reader refuses one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

MAX_FILE_BYTES = 25_000_000
MAX_UNPACKED_BYTES = 100_000_000
MAX_SECONDS = 7 * 24 * 3600
MAX_METRES = 1_000_000
MAX_POINTS = 200_000
MAX_LAPS = 1_000
MAX_ACTIVITIES = 100


class RecordingError(ValueError):
    """Why a file is not imported: one plain sentence for the runner, and a code for the program."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code
        self.text = text


class BrokenError(Exception):
    """The file ends, or stops making sense, before its end; never leaves the readers."""


@dataclass(frozen=True, slots=True)
class Lap:
    """A lap as the watch counted it; `seconds` is moving time."""

    seconds: int
    distance_m: int | None
    elapsed_s: int
    cadence_spm: int | None


@dataclass(frozen=True, slots=True)
class Activity:
    """One run of a recording; its laps, where it has any, add up to `moving_s` exactly."""

    sport: str
    started_at: datetime | None  # aware, UTC; None where the watch had no clock
    moving_s: int
    elapsed_s: int
    distance_m: int | None
    laps: tuple[Lap, ...]
    cadence_spm: int | None  # steps of both feet
    device: str
    surface: str = ""  # treadmill, track, trail or road; empty where the file does not say
    note: str = ""  # a sentence for the runner about what could not be read

    def __post_init__(self) -> None:
        if self.laps and sum(lap.seconds for lap in self.laps) != self.moving_s:
            raise ValueError("laps do not add up to the moving time")


def too_large() -> RecordingError:
    """The refusal of a file that is too much work to read."""
    return RecordingError("too_large", "This file is too large to be a recording of a run.")


def too_many(limit: int, what: str) -> RecordingError:
    """The refusal of a file with more of something than is read."""
    return RecordingError("too_large", f"This file has more than {limit:,} {what}.")


def unreadable() -> RecordingError:
    """The refusal of a file that makes no sense at all."""
    return RecordingError("unreadable", "This file is broken and cannot be read.")


def broken_after(seconds: float) -> RecordingError:
    """The refusal of a file that holds the beginning of a run, but not the whole of it."""
    if not 60 <= seconds <= MAX_SECONDS:
        return unreadable()
    return RecordingError("unreadable", f"{_broken(seconds)}, so its run is not whole.")


def broken_note(seconds: float) -> str:
    """The note on a run that was read whole from a file that is broken further on."""
    return f"{_broken(seconds)}. What came before that was kept."


def plausible_start(moment: datetime | None, *, now: datetime) -> datetime | None:
    """The moment, unless no running watch can have shown it."""
    if moment is None or moment.year < 1995 or moment > now + timedelta(days=2):
        return None
    return moment


def _broken(seconds: float) -> str:
    minutes = int(seconds // 60)
    if not 60 <= seconds <= MAX_SECONDS:
        return "This file is broken at its end"
    return f"This file is broken after {minutes} minute{'s' if minutes > 1 else ''}"
