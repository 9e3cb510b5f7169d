"""Damaged files of every kind: only a `RecordingError` may come out, and no senseless figure."""

import random
import re

import pytest

from gaitlog.lib.readers import RecordingError, read_recording
from tests.lib.readers import fit_file
from tests.lib.readers.xml_files import gpx, north, tcx, tcx_lap, track

FILES = {
    "fit": fit_file.file(fit_file.run(), fit_file.run(sport=fit_file.CYCLING)),
    "gpx": gpx(track(north(120, cadence=85), north(60, first=200))),
    "tcx": tcx(tcx_lap(0, 120, metres=400, cadence=85) + tcx_lap(120, 60)),
}

ODD_NUMBERS = (b"", b"0", b"-1", b"nan", b"inf", b"1e308", b"99999999999999999999", b"9", b"0.5")


def damaged(data, chance):
    """The data with a few bytes changed, lost, doubled or moved."""
    data = bytearray(data)
    for _ in range(chance.choice([1, 1, 1, 2, 4, 16])):
        if not data:
            break
        place, length = chance.randrange(len(data)), chance.randrange(1, 40)
        match chance.randrange(10):
            case 0:
                data[place] = chance.randrange(256)
            case 1:
                data[place] ^= 1 << chance.randrange(8)
            case 2:
                del data[place : place + length]
            case 3:
                data[place:place] = chance.randbytes(length)
            case 4:
                del data[place:]
            case 5:
                other = chance.randrange(len(data))
                data[place : place + length] = data[other : other + length]
            case _:
                numbers = list(re.finditer(rb"[\d.]+", data))
                if numbers:
                    first, end = chance.choice(numbers).span()
                    data[first:end] = chance.choice(ODD_NUMBERS)
    return bytes(data)


def outcome(data, kind):
    """The runs that were read, or the words of the refusal."""
    try:
        return read_recording(data, f"run.{kind}"), None
    except RecordingError as error:
        return [], error.text


@pytest.mark.parametrize("kind", FILES)
def test_a_damaged_file_is_read_or_refused_in_words(kind):
    refused = 0
    for seed in range(400):
        runs, words = outcome(damaged(FILES[kind], random.Random(seed)), kind)
        assert bool(runs) == (words is None), seed
        refused += not runs
        assert words is None or (words.endswith(".") and "\n" not in words), seed
        for run in runs:
            assert 1 <= run.moving_s <= run.elapsed_s <= 7 * 24 * 3600, seed
            assert run.distance_m is None or 0 <= run.distance_m <= 1_000_000, seed
            assert run.cadence_spm is None or 40 <= run.cadence_spm <= 300, seed
            assert not run.laps or sum(lap.seconds for lap in run.laps) == run.moving_s, seed
    assert 40 < refused < 360
