"""Readers of watch recordings: FIT, GPX and TCX in, plain data out."""

from gaitlog.lib.readers.activity import Activity, Lap, RecordingError
from gaitlog.lib.readers.detect import read_recording

__all__ = ["Activity", "Lap", "RecordingError", "read_recording"]
