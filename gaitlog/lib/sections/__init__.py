"""The section language: text such as `5 natural, 10x1/1` and the sections that it stands for."""

from __future__ import annotations

from gaitlog.lib.gaits import SectionData
from gaitlog.lib.sections.errors import PhraseError, Refused
from gaitlog.lib.sections.layout import lay_out
from gaitlog.lib.sections.measures import Measures
from gaitlog.lib.sections.pace import Run
from gaitlog.lib.sections.parser import read_items
from gaitlog.lib.sections.printer import canonical
from gaitlog.lib.sections.words import reserved

LONGEST_PHRASE = 500
USUAL = Measures()

__all__ = ["Measures", "PhraseError", "canonical", "parse", "reserved"]


def parse(
    phrase: str,
    *,
    moving_s: int | None = None,
    distance_m: int | None = None,
    technique: str = "Pose",
    measures: Measures = USUAL,
) -> list[SectionData]:
    """The sections that a phrase stands for. Raises PhraseError where it cannot be kept."""
    if len(phrase) > LONGEST_PHRASE:
        beyond = phrase[LONGEST_PHRASE:][:20]
        end = LONGEST_PHRASE + len(beyond)
        because = f"is beyond the {LONGEST_PHRASE} characters that a phrase can have"
        raise PhraseError(beyond, because, LONGEST_PHRASE, end)
    try:
        return lay_out(read_items(phrase, technique), Run(moving_s, distance_m, measures))
    except Refused as refused:
        start, end = refused.span
        raise PhraseError(phrase[start:end], refused.because, start, end) from None
