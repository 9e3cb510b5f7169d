"""Cutting the new gait of a planned run down to what the rules leave of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gaitlog.lib.gaits import Gait, SectionData
from gaitlog.lib.guard.parameters import Rule
from gaitlog.lib.sections import LONGEST_PHRASE, canonical

LEFT_BY = {Rule.SPIKE: "limit_s", Rule.PAIN: "target_s"}
Numbers = Mapping[str, Mapping[str, int]]  # of each rule


def shorter_s(pose_s: int, said: Numbers) -> int | None:
    """Up to how much G1 and G5 leave, where that is less than there is and more than nothing."""
    left = [said[rule][name] for rule, name in LEFT_BY.items() if rule in said]
    least = min(left, default=0)
    return least if 0 < least < pose_s else None


def shortened(sections: Iterable[SectionData], most_s: int) -> list[SectionData]:
    """The same time with so much of the new gait at most: what is beyond becomes natural."""
    found: list[SectionData] = []
    for section in sections:
        if section.gait is not Gait.POSE:
            found.append(section)
            continue
        kept_s = min(section.seconds, most_s)
        most_s -= kept_s
        if kept_s == section.seconds:
            found.append(section)
            continue
        if kept_s:
            found.append(SectionData(Gait.POSE, kept_s, section.known))
        found.append(SectionData(Gait.NATURAL, section.seconds - kept_s))
    return found


def shorter_phrase(sections: Iterable[SectionData], most_s: int, technique: str) -> str:
    """The shortened run as one would type it; empty where nobody would."""
    phrase = canonical(shortened(sections, most_s), technique=technique)
    return phrase if len(phrase) <= LONGEST_PHRASE else ""
