from __future__ import annotations

import tempfile

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from gaitlog.core.http import UserRequest, go, page
from gaitlog.core.models import KEPT_DAYS
from gaitlog.core.refused import Refused
from gaitlog.core.trash import CannotReturn, let_go
from gaitlog.core.trash import restore as bring_back
from gaitlog.portability import backups
from gaitlog.portability.exports import write_export


@require_safe
def overview(request: UserRequest) -> HttpResponse:
    context = {
        "backup": backups.state(),
        "folder": settings.BACKUPS,
        "in_trash": request.user.trash_items.count(),
        "kept_days": KEPT_DAYS,
    }
    return page(request, "portability/overview.html", context)


@require_safe
@cache_control(no_store=True, private=True)
def download(request: UserRequest) -> FileResponse:
    """The export, written to a file without a name that is gone when it is sent."""
    file = tempfile.TemporaryFile(dir=settings.DATA)  # noqa: SIM115  the answer closes it
    write_export(request.user, file)
    file.seek(0)
    name = f"gaitlog-{request.user.username}-{timezone.localdate()}.zip"
    # A zip gains nothing by being zipped again, and its length is told.
    headers = {"Content-Encoding": "identity"}
    return FileResponse(file, as_attachment=True, filename=name, headers=headers)


@require_POST
def back_up(request: UserRequest) -> HttpResponse:
    if not request.user.is_host:
        raise Http404
    try:
        backups.back_up(backups.Kind.BY_HAND)
        messages.success(request, "Backed up, and read again without a fault.")
    except Refused as reason:
        messages.error(request, str(reason))
    return go(request, "portability:overview")


@require_safe
def trash(request: UserRequest) -> HttpResponse:
    context = {"items": request.user.trash_items.defer("payload"), "kept_days": KEPT_DAYS}
    return page(request, "portability/trash.html", context)


@require_POST
def restore(request: UserRequest, pk: int) -> HttpResponse:
    item = get_object_or_404(request.user.trash_items, pk=pk)
    try:
        row = bring_back(item)
    except CannotReturn as reason:
        messages.error(request, str(reason))
        return go(request, "portability:trash")
    messages.success(request, f"{item.title} is back.")
    return go(request, row if hasattr(row, "get_absolute_url") else "portability:trash")


@require_POST
def remove(request: UserRequest, pk: int) -> HttpResponse:
    item = get_object_or_404(request.user.trash_items, pk=pk)
    let_go(item)
    messages.success(request, f"{item.title} is gone for good.")
    return go(request, "portability:trash")
