"""Whoever sends slowly, or nothing, keeps nobody else waiting."""

from __future__ import annotations

import socket
import time
import urllib.request
from collections import deque
from contextlib import ExitStack, contextmanager

import pytest
from gunicorn.config import Config

from gaitlog.dashboard.server import arriving
from tests.machine import Machine

HEAD = (
    b"POST /login/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=b\r\n"
)
MANY = 12  # three times the threads


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    folder.chmod(0o700)
    with Machine(folder).up() as running:
        yield running


def opened(server, sent):
    port = int(server.url.rpartition(":")[2])
    connection = socket.create_connection(("127.0.0.1", port))
    connection.sendall(sent)
    return connection


@contextmanager
def many(server, sent):
    with ExitStack() as stack:
        yield [stack.enter_context(opened(server, sent)) for _ in range(MANY)]


def answers_at_once(server):
    """Whether a page comes while the others are still being waited for."""
    with urllib.request.urlopen(f"{server.url}/login/", timeout=arriving.WHOLE_WITHIN_S / 3):
        return True


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"GET /login/ HT", id="half a line"),
        pytest.param(HEAD, id="a head without an end"),
        pytest.param(HEAD + b"Content-Length: 900\r\n\r\n--b", id="the beginning of a form"),
        pytest.param(HEAD + b"Content-Length: 9000000\r\n\r\n--b", id="the beginning of an upload"),
        pytest.param(HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\n--b\r\n", id="in chunks"),
        pytest.param(
            b"GET /login/ HTTP/1.1\r\nHost: localhost\r\n\r\nGET /login/ HT", id="one and a half"
        ),
    ],
)
def test_pages_come_meanwhile(server, sent):
    with many(server, sent):
        time.sleep(0.2)
        assert answers_at_once(server)


def test_a_form_may_come_in_pieces(server):
    with opened(server, HEAD[:30]) as slow:
        for piece in (HEAD[30:], b"Content-Length: 5\r\n", b"\r\n", b"--b", b"--"):
            time.sleep(0.05)
            slow.sendall(piece)
        assert slow.recv(100).startswith(b"HTTP/1.1 403")  # read to its end, and without a token


@pytest.fixture
def connection():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield arriving.Connection(Config(), ours, ("127.0.0.1", 1), ("127.0.0.1", 2))


@pytest.mark.parametrize(
    ("arrived", "whole", "upload"),
    [
        (b"GET / HTTP/1.1\r\n", False, False),
        (b"GET / HTTP/1.1\r\n\r\n", True, False),
        (b"POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nab", False, False),
        (b"POST / HTTP/1.1\r\ncontent-length:3\r\n\r\nabc", True, False),
        (b"POST / HTTP/1.1\r\nContent-Length: 200000\r\n\r\n", True, True),
        (b"POST / HTTP/1.1\r\nExpect: 100-continue\r\n\r\n", True, True),
        (b"GET /" + b"a" * arriving.MOST_COLLECTED, True, False),
    ],
)
def test_what_a_thread_is_given(connection, arrived, whole, upload):
    connection.arrived += arrived
    assert (connection.is_whole, connection.is_upload) == (whole, upload)


def test_an_upload_that_takes_for_ever_is_cut_off(connection):
    worker = arriving.PatientWorker.__new__(arriving.PatientWorker)
    worker.pending_conns, worker.uploads = deque(), {connection}
    connection.upload_ends_at = time.monotonic() + 60
    worker.murder_pending()
    with pytest.raises(BlockingIOError):
        connection.sock.recv(1)
    connection.upload_ends_at = time.monotonic() - 1
    worker.murder_pending()
    assert connection.sock.recv(1) == b""
