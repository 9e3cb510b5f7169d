"""From the bytes of a recording to the runs in it."""

from __future__ import annotations

import zlib
from pathlib import PurePath

from gaitlog.lib.readers import fit, gpx, tcx, xml
from gaitlog.lib.readers.activity import (
    MAX_FILE_BYTES,
    MAX_UNPACKED_BYTES,
    Activity,
    BrokenError,
    RecordingError,
    too_large,
    unreadable,
)

GZIP, ZIP, UTF_8_MARK = b"\x1f\x8b", b"PK\x03\x04", b"\xef\xbb\xbf"
CHUNK_BYTES = 1_000_000


def read_recording(data: bytes, name: str) -> list[Activity]:
    """Every run in a FIT, GPX or TCX file, also gzipped; what it is, its content tells.

    The name serves only for words about a file that is none of these. Whatever is wrong with a
    file comes out as a `RecordingError`.
    """
    try:
        return _read(data, name)
    except RecordingError:
        raise
    except MemoryError:
        raise too_large() from None
    except Exception as error:  # nothing in a stranger's file may be more than a sentence
        raise unreadable() from error


def _read(data: bytes, name: str) -> list[Activity]:
    if len(data) > MAX_FILE_BYTES:
        raise too_large()
    if data.startswith(GZIP):
        data = _unpacked(data)
    if not data.strip(b"\0 \t\r\n"):
        raise RecordingError("empty", "This file is empty.")
    if data[8:12] == b".FIT":
        return fit.read(data)
    if data.startswith(ZIP):
        raise RecordingError(
            "unreadable", "This is a zip archive: unpack it and import the files in it."
        )
    data = data.removeprefix(UTF_8_MARK).lstrip()
    if not data.startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
        raise _no_recording(name)
    try:
        root = xml.root_name(data)
    except BrokenError:
        raise unreadable() from None
    if root == "gpx":
        return gpx.read(data)
    if root == "TrainingCenterDatabase":
        return tcx.read(data)
    raise _no_recording(name)


def _no_recording(name: str) -> RecordingError:
    suffixes = [suffix.upper().removeprefix(".") for suffix in PurePath(name).suffixes]
    for kind in ("FIT", "GPX", "TCX"):
        if kind in suffixes:
            text = f"This file is called {kind}, but what is in it is not."
            return RecordingError("unreadable", text)
    return RecordingError("unreadable", "This is not a FIT, GPX or TCX file.")


def _unpacked(data: bytes) -> bytes:
    """The content of a gzip file, counted while it grows: its own size field can lie."""
    unpacked = bytearray()
    while data.startswith(GZIP):
        stream = zlib.decompressobj(wbits=31)
        while not stream.eof:
            try:
                piece = stream.decompress(data, CHUNK_BYTES)
            except zlib.error:
                raise unreadable() from None
            unpacked += piece
            if len(unpacked) > MAX_UNPACKED_BYTES:
                raise too_large()
            if not piece and not stream.unconsumed_tail and not stream.eof:
                raise RecordingError("unreadable", "This file is broken: its end is missing.")
            data = stream.unconsumed_tail
        data = stream.unused_data
    return bytes(unpacked)
