"""Which recordings are runs, and the words for those that are not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gaitlog.lib.readers.activity import RecordingError

# A word that holds both, such as "run/walk", is a run.
RUN = re.compile(r"^(?!.*wheelchair).*(run|jog)", re.IGNORECASE | re.DOTALL)

# The first that fits counts, so an e-bike comes before a bike.
OTHERS = tuple(
    (re.compile(pattern, re.IGNORECASE), words)
    for pattern, words in (
        (r"e[-_ ]?bik", "a ride on an e-bike"),
        (r"motorcycl", "a ride on a motorcycle"),
        (r"wheelchair", "a wheelchair session"),
        (r"bik|cycl|(?<!st)rid(e|ing)|bmx", "a ride"),
        (r"walk", "a walk"),
        (r"hik|mountaineering", "a hike"),
        (r"swim", "a swim"),
        (r"rowing", "rowing"),
        (r"snow[-_ ]?board", "snowboarding"),
        (r"snow[-_ ]?shoe", "snowshoeing"),
        (r"skat", "skating"),
        (r"ski", "skiing"),
        (r"kayak|paddl|canoe", "paddling"),
        (r"elliptical", "a session on an elliptical trainer"),
        (r"strength|yoga|pilates", "a workout"),
        (r"driving|^car$", "a drive"),
    )
)

# What Strava wrote into the type of a GPX track before it wrote words.
STRAVA_NUMBERS = {"1": "ride", "4": "hiking", "9": "running", "10": "walking", "16": "swimming"}

SURFACES = {
    "treadmill": "treadmill",
    "indoor_running": "treadmill",
    "track": "track",
    "trail": "trail",
    "street": "road",
}


def is_run(sport: str) -> bool:
    """Whether the word names running."""
    return bool(RUN.search(sport))


def is_other(sport: str) -> bool:
    """Whether the word names a sport that is known and not running."""
    return not is_run(sport) and any(pattern.search(sport) for pattern, _words in OTHERS)


def not_a_run(sports: Sequence[str]) -> RecordingError:
    """The refusal of a file that holds these sports and no run."""
    names = list(dict.fromkeys(filter(None, map(_name, sports))))[:4]
    if not names:
        word = "".join(c for c in sports[0].replace("_", " ") if c.isprintable())
        said = word.strip().lower()[:40] or "other"
        return RecordingError("not_a_run", f"This was recorded as “{said}”, not as a run.")
    said = " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)
    return RecordingError("not_a_run", f"This is {said}, not a run.")


def surface(word: str) -> str:
    """The kind of ground that a watch's word for a run speaks of, or nothing."""
    word = word.lower().replace(" ", "_")
    for start, ground in SURFACES.items():
        if word.startswith(start):
            return ground
    return ""


def _name(sport: str) -> str:
    return next((words for pattern, words in OTHERS if pattern.search(sport)), "")
