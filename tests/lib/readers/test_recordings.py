"""The readers against real files of many watches, whose figures are known."""

import datetime as dt
import json
import os
from pathlib import Path

import pytest

from gaitlog.lib.readers import RecordingError, read_recording
from gaitlog.lib.readers.child import Readers

FOLDER = Path(os.environ.get("GAITLOG_RECORDINGS", "."))

pytestmark = pytest.mark.skipif(
    "GAITLOG_RECORDINGS" not in os.environ,
    reason="GAITLOG_RECORDINGS names no folder of recordings",
)


def listed(path):
    path = FOLDER / path
    return json.loads(path.read_text()) if "GAITLOG_RECORDINGS" in os.environ else []


ENTRIES = [entry for entry in listed("catalog.json") if entry["format"] in ("fit", "gpx", "tcx")]
RUNS = [entry for entry in ENTRIES if entry["expect_suggested"].startswith("import")]
REFUSED = [entry for entry in ENTRIES if not entry["expect_suggested"].startswith("import")]
MONTH = dict(listed("month/truth.json") or {}).get("files", [])


def name(entry):
    return entry["file"]


def moment(text):
    return dt.datetime.fromisoformat(text) if text else None


def started_at(run):
    return run.started_at and run.started_at.replace(microsecond=0)


@pytest.mark.parametrize("entry", RUNS, ids=name)
class TestRun:
    @pytest.fixture
    def run(self, entry):
        data = (FOLDER / entry["file"]).read_bytes()
        (run,) = read_recording(data, entry["file"])
        return run

    def test_has_its_start_seconds_and_metres(self, entry, run):
        timer_s = entry["timer_s"] or entry["elapsed_s"]
        assert started_at(run) == moment(entry["start_time_utc"])
        assert abs(run.moving_s - timer_s) <= 1
        assert abs(run.elapsed_s - max(timer_s, entry["elapsed_s"])) <= 1
        margin_m = 0.02 * entry["distance_m"] if entry["format"] == "gpx" else 0
        assert abs(run.distance_m - entry["distance_m"]) <= max(5, margin_m)
        assert run.note == ""

    def test_has_its_laps(self, entry, run):
        assert len(run.laps) == entry["n_laps"]
        for lap, truth in zip(run.laps, entry.get("laps", []), strict=True):
            assert abs(lap.seconds - truth[0]) <= 1
            assert abs(lap.distance_m - truth[1]) <= 1
        assert not run.laps or sum(lap.seconds for lap in run.laps) == run.moving_s
        assert not run.laps or sum(lap.distance_m for lap in run.laps) == run.distance_m

    def test_has_its_cadence_in_steps(self, entry, run):
        # The catalog counts points, the reader the time between them: with a watch that writes
        # a point when it likes, they differ.
        per_leg = entry.get("mean_cadence_recorded_per_leg")
        assert (run.cadence_spm is None) == (per_leg is None)
        assert per_leg is None or abs(run.cadence_spm - 2 * per_leg) <= 6


@pytest.mark.parametrize("entry", REFUSED, ids=name)
def test_what_is_no_run_is_refused_in_words(entry):
    with pytest.raises(RecordingError) as caught:
        read_recording((FOLDER / entry["file"]).read_bytes(), entry["file"])
    if "cycling" in entry["expect_suggested"]:
        assert (caught.value.code, caught.value.text) == ("not_a_run", "This is a ride, not a run.")
    else:
        assert caught.value.code == "empty"
        assert "not a recording" in caught.value.text


@pytest.mark.parametrize("entry", MONTH, ids=name)
def test_a_run_of_the_month_has_its_figures(entry):
    (run,) = read_recording((FOLDER / "month" / entry["file"]).read_bytes(), entry["file"])
    assert run.started_at == moment(entry["start"])
    assert abs(run.moving_s - entry["timer_s"]) <= 1
    assert abs(run.distance_m - entry["distance_m"]) <= 2
    assert len(run.laps) == entry["laps"]
    per_leg = entry["mean_cadence_per_leg"]
    assert (run.cadence_spm is None) == (per_leg is None)
    assert per_leg is None or abs(run.cadence_spm - 2 * per_leg) <= 3


def test_the_child_gives_the_same_for_every_file():
    with Readers() as readers:
        for entry in RUNS:
            data = (FOLDER / entry["file"]).read_bytes()
            assert readers.read(entry["file"], data) == read_recording(data, entry["file"])
