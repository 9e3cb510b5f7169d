"""Counting queries, without the marks that a transaction sets at its begin and end."""

from __future__ import annotations

from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

MARKS = ("SAVEPOINT", "RELEASE SAVEPOINT", "BEGIN", "COMMIT")


class Count:
    number = 0


@contextmanager
def counted():
    """How many queries are made in the block; the number is there when it ends."""
    count = Count()
    with CaptureQueriesContext(connection) as captured:
        yield count
    count.number = sum(not query["sql"].startswith(MARKS) for query in captured.captured_queries)
