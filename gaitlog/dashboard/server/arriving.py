"""Requests are waited for here and not in the threads, so that slow senders hold none of them.

gunicorn's threads read a request themselves: four connections that say nothing would hold all
four. So the worker's own loop collects a request until it is whole, and a thread takes it then.
What is too large to be collected, an upload, is read by a thread after all, but by half of the
threads at most. Written for gunicorn 27, whose workers are made to be derived from.
"""

from __future__ import annotations

import re
import socket
import struct
import time
from collections import deque
from concurrent.futures import Future
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

WHOLE_WITHIN_S = 15  # from the first byte to the last of what is collected
SILENCE_S = 20  # of the other side, in the middle of an upload or an answer
SLOWEST_UPLOAD_BYTES_PER_S = 20_000
MOST_COLLECTED = 128 * 1024
CHUNK = 64 * 1024

LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,15})[ \t]*\r\n", re.IGNORECASE)
LATER = re.compile(rb"\r\n(?:transfer-encoding|expect):", re.IGNORECASE)


class Connection(TConn):  # type: ignore[misc]
    """A connection, and what has arrived on it of the request to come."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.arrived = bytearray()
        self.is_upload = False
        self.upload_ends_at = 0.0
        self.data_ready = True  # a thread gets it no sooner

    @property
    def is_whole(self) -> bool:
        """Whether all is here that is collected; says too whether a thread has to read on."""
        head, end, body = bytes(self.arrived).partition(b"\r\n\r\n")
        if not end:
            self.is_upload = False
            return len(self.arrived) > MOST_COLLECTED
        found = LENGTH.search(head + b"\r\n")
        length = int(found[1]) if found else 0
        self.is_upload = bool(LATER.search(head)) or len(head) + length > MOST_COLLECTED
        self.upload_ends_at = time.monotonic() + 60 + length / SLOWEST_UPLOAD_BYTES_PER_S
        return self.is_upload or len(body) >= length

    def take_back(self) -> None:
        """What the parser has read ahead of the next request."""
        if self.parser:
            self.arrived += self.parser.unreader.take_buffered()

    def hand_over(self) -> None:
        """Give what has arrived to the parser, and wait for the rest, if any, with an end."""
        self.init()
        self.parser.unreader.unread(bytes(self.arrived))
        self.arrived.clear()
        for limit in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            self.sock.setsockopt(socket.SOL_SOCKET, limit, struct.pack("ll", SILENCE_S, 0))


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """Gives a thread nothing but whole requests, and uploads half of them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most_uploads = max(1, self.cfg.threads // 2)
        self.uploads: set[Connection] = set()
        self.waiting_uploads: deque[Connection] = deque()

    def accept(self, listener: socket.socket) -> None:
        try:
            opened, client = listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return
        self.nr_conns += 1
        self.enqueue_req(Connection(self.cfg, opened, client, listener.getsockname()))

    def enqueue_req(self, conn: Connection) -> None:
        """Collect a request, from its first byte or from what was read ahead of it."""
        conn.take_back()
        if conn.is_whole:
            self._hand_over(conn)
            return
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + WHOLE_WITHIN_S
        self.pending_conns.append(conn)
        callback = partial(self.on_pending_socket_readable, conn)
        self.poller.register(conn.sock, EVENT_READ, callback)

    def on_pending_socket_readable(self, conn: Connection, client: socket.socket) -> None:
        try:
            arrived = client.recv(CHUNK)
        except BlockingIOError:
            return
        except OSError:
            arrived = b""
        conn.arrived += arrived
        if arrived and not conn.is_whole:
            return
        self.poller.unregister(client)
        self.pending_conns.remove(conn)
        if arrived:
            self._hand_over(conn)
        else:
            self.nr_conns -= 1
            conn.close()

    def _hand_over(self, conn: Connection) -> None:
        if conn.is_upload and len(self.uploads) >= self.most_uploads:
            self.waiting_uploads.append(conn)
            return
        if conn.is_upload:
            self.uploads.add(conn)
        conn.hand_over()
        super().enqueue_req(conn)

    def finish_request(self, conn: Connection, done: Future[Any]) -> None:
        self.uploads.discard(conn)
        super().finish_request(conn, done)
        if self.waiting_uploads and len(self.uploads) < self.most_uploads:
            self._hand_over(self.waiting_uploads.popleft())

    def murder_pending(self) -> None:
        super().murder_pending()
        now = time.monotonic()
        for conn in self.uploads:
            if conn.upload_ends_at < now:
                conn.sock.shutdown(socket.SHUT_RD)  # its thread reads the end of it
