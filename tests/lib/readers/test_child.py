import gzip
import os
import signal
import sys
import textwrap
import time

import pytest

from gaitlog.lib.readers import RecordingError, child, read_recording
from gaitlog.lib.readers.child import Readers
from tests.lib.readers import fit_file
from tests.lib.readers.xml_files import gpx, north, tcx, tcx_lap, track

GOOD = tcx(tcx_lap(0, 300, metres=900, cadence=85) + tcx_lap(300, 200, metres=600))

# The real child, but for files whose name asks for trouble.
TROUBLE = """
    import os, signal, sys, time
    sys.path.insert(0, os.getcwd())
    from gaitlog.lib.readers import child

    def read(data, name, well=child.read_recording):
        if name == "loop":
            while True: pass
        if name == "busy":
            until = time.process_time() + 0.6
            while time.process_time() < until: pass
        if name == "sleep":
            time.sleep(60)
        if name == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if name == "crash":
            raise SystemError("no such thing")
        if name == "hog":
            return [bytearray(2**20) for _ in range(1024)]
        if name == "print":
            print("stray words", flush=True)
        return well(data, name)

    def guarded(data, name):
        try:
            return read(data, name)
        except MemoryError:
            raise child.too_large() from None

    child.read_recording = guarded
    child.CPU_S = 1
    child.main()
"""

# The start of a child that takes one request.
LISTEN = """
import struct, sys, time
sys.stdin.buffer.read(sum(struct.unpack(">II", sys.stdin.buffer.read(8))))
"""


@pytest.fixture
def readers(tmp_path):
    script = tmp_path / "trouble.py"
    script.write_text(textwrap.dedent(TROUBLE))
    with Readers([sys.executable, str(script)]) as readers:
        yield readers


def stub(tmp_path, code):
    script = tmp_path / "stub.py"
    script.write_text(textwrap.dedent(code))
    return [sys.executable, str(script)]


class TestReaders:
    def test_give_what_the_reader_gives(self):
        files = [GOOD, gpx(track(north(60, cadence=85))), fit_file.file(fit_file.run(start=99))]
        with Readers() as readers:
            for data in files:
                assert readers.read("läuft\ud800.x", data) == read_recording(data, "run")

    def test_give_the_sentence_of_a_refusal(self):
        with Readers() as readers, pytest.raises(RecordingError) as caught:
            readers.read("ride.tcx", tcx(tcx_lap(0, 60), sport="Biking"))
        assert caught.value.code == "not_a_run"
        assert str(caught.value) == "This is a ride, not a run."

    def test_one_child_reads_the_whole_batch(self):
        with Readers() as readers:
            readers.read("a", GOOD)
            first = readers._process.pid
            with pytest.raises(RecordingError):
                readers.read("b", b"nothing")
            readers.read("c", GOOD)
            assert readers._process.pid == first

    def test_leave_no_child_behind(self):
        with Readers() as readers:
            readers.read("a", GOOD)
            pid = readers._process.pid
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)

    def test_a_file_over_the_limit_never_reaches_the_child(self):
        with Readers(["/no/such/program"]) as readers, pytest.raises(RecordingError) as caught:
            readers.read("a", bytes(child.MAX_FILE_BYTES + 1))
        assert caught.value.code == "too_large"

    def test_the_child_knows_neither_secrets_nor_django(self, tmp_path, monkeypatch):
        monkeypatch.setenv("SECRET_KEY", "hush")
        code = """
            import json, os, struct, sys
            sys.path.insert(0, os.getcwd())
            import gaitlog.lib.readers.child
            said = json.dumps({"refused": "x", "text": repr((
                "SECRET_KEY" in os.environ,
                [name for name in ("django", "fitdecode", "defusedxml") if name in sys.modules],
            ))}).encode()
            sys.stdout.buffer.write(struct.pack(">I", len(said)) + said)
        """
        with Readers(stub(tmp_path, code)) as readers, pytest.raises(RecordingError) as caught:
            readers.read("a", b"")
        assert caught.value.text == "(False, [])"


class TestFaults:
    @pytest.mark.parametrize(
        ("name", "code", "ended"),
        [
            ("loop", "too_slow", -signal.SIGXCPU),
            ("die", "failed", -signal.SIGKILL),
            ("crash", "failed", 1),
            ("hog", "too_large", -signal.SIGKILL),
        ],
    )
    def test_the_child_is_replaced_and_the_next_file_goes_on(self, readers, name, code, ended):
        readers.read("a", GOOD)
        process = readers._process
        with pytest.raises(RecordingError) as caught:
            readers.read(name, GOOD)
        assert caught.value.code == code
        assert process.returncode == ended
        assert readers.read("b", GOOD) == read_recording(GOOD, "b")

    def test_a_child_that_sleeps_is_stopped(self, readers):
        readers.read("a", GOOD)
        readers.wall_s = 0.3
        started = time.monotonic()
        with pytest.raises(RecordingError) as caught:
            readers.read("sleep", GOOD)
        assert caught.value.code == "too_slow"
        assert time.monotonic() - started < 10
        readers.wall_s = 30
        assert len(readers.read("b", GOOD)) == 1

    def test_the_processor_time_counts_anew_for_each_file(self, readers):
        for _ in range(4):
            assert len(readers.read("busy", GOOD)) == 1

    def test_a_child_killed_between_two_files_is_replaced(self, readers):
        readers.read("a", GOOD)
        os.kill(readers._process.pid, signal.SIGKILL)
        readers._process.wait()
        assert len(readers.read("b", GOOD)) == 1

    def test_a_stray_print_does_no_harm(self, readers):
        assert len(readers.read("print", GOOD)) == 1

    def test_the_largest_file_fits_into_the_memory_of_the_real_child(self):
        large = b"<gpx>" + bytes(99_000_000).replace(b"\0", b"x") + b"</gpx>"
        with Readers() as readers, pytest.raises(RecordingError) as caught:
            readers.read("large", gzip.compress(large, compresslevel=1))
        assert caught.value.text == "There are no recorded points in this file."

    @pytest.mark.parametrize(
        "answer",
        [
            b"",
            b"null",
            b"[]",
            b"\xff\xfe\xfd",
            b"[" * 100_000,
            b'{"activities":[1]}',
            b'{"activities":3}',
            b'{"activities":[{"sport":"run"}]}',
        ],
    )
    def test_an_answer_without_sense_is_a_fault(self, tmp_path, answer):
        said = len(answer).to_bytes(4, "big") + answer
        command = stub(tmp_path, LISTEN + f"sys.stdout.buffer.write({said!r})")
        with Readers(command) as readers, pytest.raises(RecordingError) as caught:
            readers.read("a", GOOD)
        assert caught.value.code == "failed"

    def test_an_answer_cut_off_is_a_fault(self, tmp_path):
        command = stub(tmp_path, LISTEN + "sys.stdout.buffer.write(bytes([0, 0, 0, 9, 8]))")
        with Readers(command) as readers, pytest.raises(RecordingError) as caught:
            readers.read("a", GOOD)
        assert caught.value.code == "failed"

    def test_an_answer_without_end_is_not_waited_for(self, tmp_path):
        endless = "sys.stdout.buffer.write(b'\\xff' * 9); sys.stdout.flush(); time.sleep(60)"
        command = stub(tmp_path, LISTEN + endless)
        with Readers(command) as readers, pytest.raises(RecordingError) as caught:
            readers.read("a", GOOD)
        assert caught.value.code == "failed"

    def test_a_child_that_cannot_start_is_a_fault(self):
        with Readers(["/no/such/program"]) as readers, pytest.raises(RecordingError) as caught:
            readers.read("a", GOOD)
        assert caught.value.code == "failed"

    def test_a_child_that_never_listens_is_stopped(self, tmp_path):
        command = stub(tmp_path, "import time; time.sleep(60)")
        with Readers(command, wall_s=0.3) as readers, pytest.raises(RecordingError) as caught:
            readers.read("a", bytes(5_000_000))
        assert caught.value.code == "too_slow"
