"""The words of the section language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from gaitlog.lib.gaits import Gait
from gaitlog.lib.sections.folding import fold


class Kind(StrEnum):
    """What a word does in a phrase."""

    NUMBER = "number"
    CLOCK = "clock"  # 1:30
    UNIT = "unit"
    GAIT = "gait"
    TIMES = "times"
    SLASH = "slash"
    TILDE = "tilde"
    OPEN = "open"
    CLOSE = "close"
    SEPARATOR = "separator"
    DASH = "dash"
    COLON = "colon"
    FOR = "for"
    FIRST = "first"
    LAST = "last"
    REST = "rest"
    ALL = "all"
    EVERY_OTHER = "every other"
    IN_ALL = "in all"
    TO_THE_END = "to the end"
    RUNNING = "running"  # says nothing beside a gait, and too little without one
    FILLER = "filler"
    UNCLEAR = "unclear"  # refused, with a way out


class Unit(StrEnum):
    """What an amount is counted in, by its sign."""

    SECOND = "s"
    MINUTE = "min"
    HOUR = "h"
    METRE = "metres"
    KILOMETRE = "km"
    MILE = "miles"
    YARD = "yards"
    LAMPPOST = "lampposts"
    BLOCK = "blocks"
    PERCENT = "%"


SECONDS_IN = {Unit.SECOND: 1, Unit.MINUTE: 60, Unit.HOUR: 3600}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the language and what it stands for."""

    kind: Kind
    gait: Gait | None = None
    unit: Unit | None = None
    number: Fraction | None = None
    because: str = ""


GAIT_WORDS = {
    Gait.POSE: "pose|on",
    Gait.NATURAL: "natural|nat|easy|off|normal|habitual|usual",
    Gait.WALK: "walk|walks|walking|walked",
}
UNIT_WORDS = {
    Unit.SECOND: "s|sec|secs|second|seconds",
    Unit.MINUTE: "min|mins|minute|minutes",
    Unit.HOUR: "h|hr|hrs|hour|hours",
    Unit.METRE: "m|metre|metres|meter|meters",
    Unit.KILOMETRE: "km|kms|k|kilometre|kilometres|kilometer|kilometers",
    Unit.MILE: "mi|mile|miles",
    Unit.YARD: "yd|yds|yard|yards",
    Unit.LAMPPOST: (
        "lamppost|lampposts|lamp post|lamp posts|lamp|lamps|post|posts|lamp pole|lamp poles"
        "|light pole|light poles|lightpost|lightposts|street lamp|street lamps"
        "|street light|street lights"
    ),
    Unit.BLOCK: "block|blocks",
    Unit.PERCENT: "percent|per cent|pct",
}
NUMBER_WORDS = "a|an|one two three four five six seven eight nine ten eleven twelve"
OTHER_WORDS = {
    Kind.TIMES: "x|times",
    Kind.SEPARATOR: "then|and|plus|next|and then|followed by|after that|afterwards",
    Kind.FOR: "for",
    Kind.FIRST: "first",
    Kind.LAST: "last|final",
    Kind.REST: "rest|remainder|remaining",
    Kind.ALL: "all|whole|entire|everything",
    Kind.EVERY_OTHER: "every other|every second|every 2nd|alternate|alternating",
    Kind.IN_ALL: "in all|in total|total|altogether|overall",
    Kind.TO_THE_END: "to the end|until the end|till the end",
    Kind.RUNNING: (
        "run|runs|running|jog|jogging|pace|gait|style|form|method|technique|break|breaks"
        "|warm up|warmup|cool down|cooldown|recovery|recover"
    ),
    Kind.FILLER: "of|the|in|is|was|it|my|using",
}
# Refused with a way out; {own} is the runner's word for the new gait.
UNCLEAR_WORDS = {
    "half|third|quarter|halfway": ("does not say where: write 50% {own}, or first 20 min {own}"),
    "few|some|several|couple|many|bit|little": "is no number: write how many, as in 3 lampposts",
    "about|around|roughly|approximately|approx|circa|ca|nearly|almost|most|mostly|maybe": (
        "cannot be kept: leave it out, and write the best guess"
    ),
    "from|to|until|till|between|after|before|at": (
        "cannot be kept: write how long each part was, in order"
    ),
    "every": "cannot be kept: write every other minute, or 1/4 for one minute in five",
    "lap|laps|step|steps|stride|strides|feet": (
        "has no length here: write minutes, metres, lampposts or blocks"
    ),
    "except|but|without|not|no": "cannot be kept: say how each part was run, as in all natural",
}


def _vocabulary() -> dict[str, Word]:
    words = {
        w: Word(Kind.GAIT, gait=gait) for gait, row in GAIT_WORDS.items() for w in row.split("|")
    }
    words |= {
        w: Word(Kind.UNIT, unit=unit) for unit, row in UNIT_WORDS.items() for w in row.split("|")
    }
    words |= {w: Word(kind) for kind, row in OTHER_WORDS.items() for w in row.split("|")}
    for number, row in enumerate(NUMBER_WORDS.split(), start=1):
        words |= {w: Word(Kind.NUMBER, number=Fraction(number)) for w in row.split("|")}
    for row, because in UNCLEAR_WORDS.items():
        words |= {w: Word(Kind.UNCLEAR, because=because) for w in row.split("|")}
    return words


VOCABULARY = _vocabulary()
SYMBOLS = {
    "''": Word(Kind.UNIT, unit=Unit.SECOND),
    '"': Word(Kind.UNIT, unit=Unit.SECOND),
    "'": Word(Kind.UNIT, unit=Unit.MINUTE),
    "%": Word(Kind.UNIT, unit=Unit.PERCENT),
    "/": Word(Kind.SLASH),
    "~": Word(Kind.TILDE),
    "(": Word(Kind.OPEN),
    ")": Word(Kind.CLOSE),
    ":": Word(Kind.COLON),
    "-": Word(Kind.DASH),
    "\n": Word(Kind.SEPARATOR),
} | {symbol: Word(Kind.SEPARATOR) for symbol in ",;.!&+"}

# Digits and signs mean something in a phrase, so a technique's name may not hold them.
MEANINGFUL = re.compile(r'[0-9%/~():,;&+"]')
NAMES = re.compile(r"[^'.!]")
GLUE = re.compile(r"[ -]+")
SINGLE_WORDS = {part for word in VOCABULARY for part in GLUE.split(word)}
COUNTED_WORDS = {  # behind a number these would be read as its unit
    word for word, meaning in VOCABULARY.items() if meaning.kind in {Kind.UNIT, Kind.TIMES}
}
RUNNING_WORDS = {*OTHER_WORDS[Kind.RUNNING].split("|")}


def spelled(words: list[str]) -> str:
    """A pattern for words that may be written apart, hyphenated or as one."""
    return "[ -]*".join(re.escape(word) for word in words)


def name_words(technique: str) -> list[str]:
    """The words of a technique's name, as they are looked for in a phrase."""
    return [word for word in GLUE.split(fold(technique).text.replace("\n", " ")) if word]


def own_word(technique: str) -> str:
    """The runner's word for the new gait, as phrases and messages write it."""
    word = " ".join(technique.split()).lower()
    return (
        word if name_words(word) == name_words(technique) != [] and not reserved(word) else "pose"
    )


def reserved(word: str) -> bool:
    """Whether a technique of this name would clash with a word of the language."""
    if not word.strip():
        return False
    words = name_words(word)
    if words[:1] == ["pose"] and RUNNING_WORDS.issuperset(words[1:]):
        return False  # means the same with and without the rest of its name
    if SINGLE_WORDS.issuperset(words) or words[0] in COUNTED_WORDS:
        return True
    text = fold(word).text.strip()  # an accent that stands alone folds to a blank
    if "-" in (text[:1], text[-1:]):
        return True
    return any(MEANINGFUL.search(word) or not NAMES.search(word) for word in words)
