"""Taking files from a browser, so many and so large and no more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadhandler import (
    FileUploadHandler,
    MemoryFileUploadHandler,
    TemporaryFileUploadHandler,
)
from django.http import HttpRequest

from gaitlog.lib.readers.activity import MAX_FILE_BYTES

MOST_FILES = settings.DATA_UPLOAD_MAX_NUMBER_FILES


class AtMost(FileUploadHandler):
    """Lets no more of a file through than the readers need to see that it is too large."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= MAX_FILE_BYTES else None

    def file_complete(self, file_size: int) -> None:
        """What was let through is kept by the handlers behind."""


def fault(request: HttpRequest) -> str:
    """What is wrong with all that was sent, in a sentence; nothing may have read it before."""
    request.upload_handlers = [
        AtMost(request),
        MemoryFileUploadHandler(request),
        TemporaryFileUploadHandler(request),
    ]
    try:
        _ = request.FILES
    except TooManyFilesSent:
        return (
            f"Those are more than {MOST_FILES} files. Import up to {MOST_FILES} at once, or a"
            " whole folder with “manage.py import_recordings”."
        )
    except (TooManyFieldsSent, RequestDataTooBig):
        return "That was more than files. Choose the files again."
    return ""


def received(request: HttpRequest) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file, one in memory at a time."""
    for file in request.FILES.getlist("files"):
        upload: Any = file
        yield upload.name or "", upload.read(MAX_FILE_BYTES + 1)
