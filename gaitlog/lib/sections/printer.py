"""Sections written as a phrase."""

from __future__ import annotations

from collections.abc import Sequence

from gaitlog.lib.gaits import Gait, Known, SectionData
from gaitlog.lib.sections.layout import merged
from gaitlog.lib.sections.pace import clock
from gaitlog.lib.sections.words import own_word

MOST_IN_PATTERN = 8

Words = dict[Gait, str]


def canonical(sections: Sequence[SectionData], *, technique: str = "Pose") -> str:
    """A short phrase that, in a run of the same time, stands for the same sections."""
    words: Words = {gait: gait.value for gait in Gait} | {Gait.POSE: own_word(technique)}
    sections = sayable(sections)
    if len(sections) == 1 and _is_exact(sections[0]):
        return f"all {words[sections[0].gait]}"
    return ", ".join(_said(sections, words)) if sections else ""


def sayable(sections: Sequence[SectionData]) -> list[SectionData]:
    """Sections as phrases say them: exact neighbours as one, sums behind all but the rest."""
    sections = merged(sections)
    sums = [section for section in sections if section.known is Known.SUM]
    others = [section for section in sections if section.known is not Known.SUM]
    rest_behind = [*others[:-1], *sums, *others[-1:]]
    if sections == rest_behind and others and _is_exact(others[-1]):
        return sections
    return [*merged(others), *sums]


def _said(sections: Sequence[SectionData], words: Words) -> list[str]:
    """What is said, item by item."""
    sums = [section for section in sections if section.known is Known.SUM]
    body = [section for section in sections if section.known is not Known.SUM]
    in_all = [f"{_amount(section)} {words[section.gait]} in all" for section in sums]
    rest = body.pop() if sums and _is_exact(sections[-1]) else None
    if rest and not (_is_natural(rest) and all(s.gait is not Gait.NATURAL for s in sums)):
        return [*_in_turn(body, words), *in_all, f"rest {words[rest.gait]}"]
    ends_natural = not sums and _is_natural(sections[-1])
    said = _in_turn(body, words, ends_natural=ends_natural)
    lone = body[:-1] if ends_natural else body
    if len(lone) == 1 and _is_exact(lone[0]) and lone[0].gait is Gait.POSE:
        said = [f"first {said[0]}"]  # a lone one would be a stretch
    return said + in_all


def _in_turn(body: Sequence[SectionData], words: Words, *, ends_natural: bool = False) -> list[str]:
    """Sections in order, repeated ones as a pattern; natural at the end goes without saying."""
    said: list[str] = []
    at = 0
    while at < len(body):
        size, times = _repetition(body, at, ends_natural=ends_natural)
        if times > 1:
            said.append(_pattern(body[at : at + size], times, words))
        elif not ends_natural or at < len(body) - 1:
            said.append(f"{_amount(body[at])} {words[body[at].gait]}")
        at += size * times
    return said


def _repetition(body: Sequence[SectionData], at: int, *, ends_natural: bool) -> tuple[int, int]:
    """How many sections from here make a pattern, and how often it comes; the longest wins."""
    best = (1, 1)
    for size in range(1, MOST_IN_PATTERN + 1):
        end = at + size
        while end < len(body) and _repeats(body, end, size, ends_natural=ends_natural):
            end += 1
        times = (end - at) // size
        if times > 1 and size * times > best[0] * best[1]:
            best = (size, times)
    return best


def _repeats(body: Sequence[SectionData], at: int, size: int, *, ends_natural: bool) -> bool:
    """Whether a section is as one pattern earlier; natural at the end may be of any length."""
    now, before = body[at], body[at - size]
    if ends_natural and at == len(body) - 1 and _is_natural(before):
        return True
    return (now.gait, now.seconds, now.known) == (before.gait, before.seconds, before.known)


def _pattern(parts: Sequence[SectionData], times: int, words: Words) -> str:
    mixed = any(part.seconds < 60 for part in parts)
    said = [f"{_amount(part, mixed=mixed)} {words[part.gait]}" for part in parts]
    return f"{times}x({' / '.join(said)})"


def _amount(section: SectionData, *, mixed: bool = False) -> str:
    """Seconds, minutes or 1:30; behind a slash, a bare number would not always be minutes."""
    guess = "~" if section.known is Known.STRETCH else ""
    if section.seconds < 60:
        return f"{guess}{section.seconds} s"
    if section.seconds % 60 == 0:
        return f"{guess}{section.seconds // 60}{' min' if mixed else ''}"
    return f"{guess}{clock(section.seconds)}"


def _is_exact(section: SectionData) -> bool:
    return section.known is Known.EXACT


def _is_natural(section: SectionData) -> bool:
    return _is_exact(section) and section.gait is Gait.NATURAL
