"""XML from strangers, element by element, in little memory."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError
from xml.parsers.expat import errors

from gaitlog.lib.readers.activity import BrokenError, RecordingError

NO_MEMORY = errors.codes[errors.XML_ERROR_NO_MEMORY]
MAX_DEPTH = 64  # defusedxml sets no limit of its own


class Step(NamedTuple):
    """The start or the end of an element; `depth` is 1 for the root."""

    ends: bool
    name: str
    depth: int
    element: Element


def walk(data: bytes, *, whole: frozenset[str]) -> Iterator[Step]:
    """Every start and end of an element, in order.

    Elements named in `whole` are given once, at their end, with all their children. What was
    given leaves the tree, so that a file of any length needs little memory.
    """
    parents: list[Element] = []
    inside_whole = 0
    for ends, element in _events(data):
        name = local_name(element)
        if not ends:
            if len(parents) == MAX_DEPTH:
                raise _not_from_a_watch()
            parents.append(element)
            inside_whole += name in whole
            if not inside_whole:
                yield Step(False, name, len(parents), element)
            continue
        parents.pop()
        if inside_whole == (name in whole):
            yield Step(True, name, len(parents) + 1, element)
            if parents:
                parents[-1].remove(element)
        inside_whole -= name in whole
        if not parents:
            return  # what follows the root is no part of the recording


def root_name(data: bytes) -> str:
    """The name of the outermost element."""
    for step in walk(data, whole=frozenset()):
        return step.name
    raise BrokenError


def local_name(element: Element) -> str:
    """The element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def texts(element: Element) -> dict[str, str]:
    """The texts of everything below an element, by name; the first of a name counts."""
    found: dict[str, str] = {}
    for child in element.iter():
        if child.text:
            found.setdefault(local_name(child), child.text)
    return found


def number(text: str | None) -> float | None:
    """The finite number that the text says."""
    try:
        value = float(text) if text else math.nan
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def moment(text: str | None) -> datetime | None:
    """The time that the text says, in UTC; a time without a zone is meant in UTC."""
    try:
        said = datetime.fromisoformat((text or "").strip())
        return said.replace(tzinfo=said.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _events(data: bytes) -> Iterator[tuple[bool, Element]]:
    """Each element at its start and at its end."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    try:
        for event, element in iterparse(io.BytesIO(data), ("start", "end"), forbid_dtd=True):
            yield event == "end", element
    except DefusedXmlException:
        raise _not_from_a_watch() from None
    except ParseError as error:
        if error.code == NO_MEMORY:
            raise MemoryError from error
        raise BrokenError from error


def _not_from_a_watch() -> RecordingError:
    return RecordingError(
        "unreadable", "This file is built as no watch builds one, so it was not read."
    )
