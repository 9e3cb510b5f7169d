"""Reading strangers' files in a child process with limits, so that no file can hurt the server.

The parent sends two lengths, the file's name and its bytes; the child answers with one length
and JSON. Nothing that comes back is ever executed or unpickled.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
import resource
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Self

from gaitlog.lib.readers.activity import (
    MAX_FILE_BYTES,
    Activity,
    Lap,
    RecordingError,
    too_large,
)
from gaitlog.lib.readers.detect import read_recording

MEMORY_BYTES = 512 * 2**20
CPU_S = 20
WALL_S = 30.0
MAX_ANSWER_BYTES = 16 * 2**20

COMMAND = (sys.executable, "-m", "gaitlog.lib.readers.child")
ROOT = Path(__file__).resolve().parents[3]
ENVIRONMENT = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PYTHONPATH")  # what Python needs to start

REQUEST = struct.Struct(">II")
ANSWER = struct.Struct(">I")


class Readers:
    """A child process that reads one recording after the other; not for several threads at once.

    It is started at the first file, and a new one takes its place after a crash, a time-out or a
    lack of memory.
    """

    def __init__(self, command: Sequence[str] = COMMAND, *, wall_s: float = WALL_S) -> None:
        self.command = command
        self.wall_s = wall_s
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._stop()

    def read(self, name: str, data: bytes) -> list[Activity]:
        """The runs in the file; a `RecordingError` says why there are none."""
        if len(data) > MAX_FILE_BYTES:
            raise too_large()
        answer = self._ask(name, data)
        try:
            return _activities(json.loads(answer))
        except RecordingError as error:
            if error.code == "too_large":
                self._stop()  # what is left of its memory may be too little for the next file
            raise
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            self._stop()
            raise _failed() from None

    def _ask(self, name: str, data: bytes) -> bytes:
        """The child's answer; a child that gives none in time is stopped."""
        try:
            process = self._started()
        except OSError:
            raise _failed() from None
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self.wall_s, stop)
        timer.start()
        answer = None
        try:
            answer = _exchange(process, name, data)
        except (OSError, EOFError):
            pass
        finally:
            timer.cancel()
            timer.join()
            if answer is None or late.is_set():
                self._stop()
        if answer is not None:
            return answer
        if late.is_set() or process.returncode == -signal.SIGXCPU:
            raise RecordingError("too_slow", "Reading this file took too long.")
        raise _failed()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process and self._process.poll() is not None:
            self._stop()
        if not self._process:
            self._process = subprocess.Popen(  # noqa: S603 - our own command, no shell
                self.command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                cwd=ROOT,
                env={name: os.environ[name] for name in ENVIRONMENT if name in os.environ},
                start_new_session=True,  # Ctrl-C is for the parent
            )
        return self._process

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):  # what was not sent cannot be flushed
                    _opened(pipe).close()


def _exchange(process: subprocess.Popen[bytes], name: str, data: bytes) -> bytes:
    to_child, from_child = _opened(process.stdin), _opened(process.stdout)
    said = name.encode(errors="replace")
    to_child.write(REQUEST.pack(len(said), len(data)) + said)
    to_child.write(data)
    to_child.flush()
    (length,) = ANSWER.unpack(_exactly(from_child, ANSWER.size))
    if length > MAX_ANSWER_BYTES:
        raise EOFError
    return _exactly(from_child, length)


def _opened(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None  # noqa: S101 - both are asked for where the process starts
    return pipe


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    received = pipe.read(length)
    if len(received) < length:
        raise EOFError
    return received


def _failed() -> RecordingError:
    return RecordingError("failed", "Reading this file failed, so nothing of it was imported.")


def _activities(answer: dict[str, Any]) -> list[Activity]:
    """The answer of the child, taken apart field by field."""
    if "refused" in answer:
        raise RecordingError(str(answer["refused"]), str(answer["text"]))
    return [
        Activity(
            sport=str(said["sport"]),
            started_at=said["started_at"] and datetime.fromisoformat(said["started_at"]),
            moving_s=int(said["moving_s"]),
            elapsed_s=int(said["elapsed_s"]),
            distance_m=_int_or_none(said["distance_m"]),
            laps=tuple(_lap(lap) for lap in said["laps"]),
            cadence_spm=_int_or_none(said["cadence_spm"]),
            device=str(said["device"]),
            surface=str(said["surface"]),
            note=str(said["note"]),
        )
        for said in answer["activities"]
    ]


def _lap(said: dict[str, Any]) -> Lap:
    return Lap(
        seconds=int(said["seconds"]),
        distance_m=_int_or_none(said["distance_m"]),
        elapsed_s=int(said["elapsed_s"]),
        cadence_spm=_int_or_none(said["cadence_spm"]),
    )


def _int_or_none(value: Any) -> int | None:
    return None if value is None else int(value)


def main() -> None:
    """Answer the parent until it hangs up."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # a stray print must not mix with the answers
    _limit(resource.RLIMIT_AS, MEMORY_BYTES)
    _limit(resource.RLIMIT_CORE, 0)
    while header := requests.read(REQUEST.size):
        name_length, data_length = REQUEST.unpack(header)
        name = _exactly(requests, name_length).decode()
        usage = resource.getrusage(resource.RUSAGE_SELF)
        _limit(resource.RLIMIT_CPU, math.ceil(usage.ru_utime + usage.ru_stime) + CPU_S)
        answer = _answer(name, _exactly(requests, data_length))
        answers.write(ANSWER.pack(len(answer)) + answer)
        answers.flush()


def _answer(name: str, data: bytes) -> bytes:
    answer: dict[str, Any]
    try:
        answer = {"activities": [asdict(activity) for activity in read_recording(data, name)]}
    except RecordingError as error:
        answer = {"refused": error.code, "text": error.text}
    return json.dumps(answer, default=datetime.isoformat).encode()


def _limit(kind: int, most: int) -> None:
    """Lower a limit of this process; a system that knows it not, or better, is left alone."""
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(kind, (most, resource.getrlimit(kind)[1]))


if __name__ == "__main__":
    main()
