"""Recordings for the tests, by what is special about them."""

from __future__ import annotations

import datetime as dt
import gzip

from tests.lib.readers import fit_file
from tests.lib.readers.xml_files import gpx, north, tcx, tcx_activity, tcx_lap, track

START = dt.datetime(2026, 3, 2, 17, 30, tzinfo=dt.UTC)
WALK = tcx(tcx_lap(0, 600, metres=900), sport="Walking")
BROKEN = b"\x0e\x10\xd9\x07\x00\x01\x00\x00.FIT and no more"
PLAN = fit_file.file(kind=fit_file.WORKOUT)


def laps(*amounts, cadence=85, start=0):
    """A TCX file of laps, each of so many seconds and metres."""
    parts, first = "", start
    for seconds, metres in amounts:
        parts += tcx_lap(first, seconds, metres=metres, cadence=cadence)
        first += seconds
    return tcx(parts)


def minutes(*laps_m):
    """A TCX file of laps of a minute, each of so many metres."""
    return laps(*((60, metres) for metres in laps_m))


INTERVALS = minutes(200, 40, 201, 41, 202)  # the even ones were walked
STEADY = minutes(150, 151, 152, 153)
TRACK = gpx(track(north(600, cadence=85)))
PACKED = gzip.compress(STEADY, mtime=0)
NO_CLOCK = fit_file.file(fit_file.run(start=99))
TWO_LEGS = tcx(
    tcx_activity(tcx_lap(0, 600, metres=1800)),
    tcx_activity(tcx_lap(900, 900, metres=9000), sport="Biking"),
    tcx_activity(tcx_lap(1900, 300, metres=900)),
    multisport=True,
)


def at(start):
    """A FIT file of a run that began then."""
    return fit_file.file(fit_file.run(start=start))
