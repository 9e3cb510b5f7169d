from __future__ import annotations

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import reswap, retarget, trigger_client_event

from gaitlog.core.http import UserRequest, go, page, wants_part
from gaitlog.core.trash import put_in_trash
from gaitlog.lib.readers.activity import MAX_FILE_BYTES
from gaitlog.recordings import services, uploads
from gaitlog.recordings.forms import DateForm, LapsForm
from gaitlog.recordings.outcomes import Kind, Outcome, counted, new_legs
from gaitlog.runs.models import Run
from gaitlog.runs.services import ChangedMeanwhile

PATIENCE_S = 60  # with all files of one upload, so that it holds its thread no longer
CHANGED_MEANWHILE = (
    "This run was changed elsewhere meanwhile, so nothing was saved. Here it is as it is now."
)


@csrf_exempt  # what is sent is read first, so that too much of it gets a sentence; then asked for
@require_http_methods(["GET", "POST"])
def upload(request: UserRequest) -> HttpResponse:
    fault = uploads.fault(request) if request.method == "POST" else ""
    return _upload_page(request, fault=fault) if fault else _import(request)


@csrf_protect
def _import(request: UserRequest) -> HttpResponse:
    if request.method != "POST":
        return _upload_page(request)
    if not request.FILES:
        return _upload_page(request, fault="Choose one file or more: FIT, GPX or TCX.")
    files, zone = uploads.received(request), ZoneInfo(request.user.time_zone)
    read = services.import_files(request.user, files, zone=zone, patience_s=PATIENCE_S)
    outcomes = list(read)
    return _upload_page(request, outcomes=outcomes)


def _upload_page(
    request: UserRequest,
    *,
    fault: str = "",
    outcomes: list[Outcome] | None = None,
    asked: DateForm | None = None,
) -> HttpResponse:
    recordings = request.user.recordings.waiting()
    forms = [DateForm(recording=recording) for recording in recordings]
    if asked:
        forms = [asked if form.recording == asked.recording else form for form in forms]
    legs = new_legs(outcomes or [])
    context = {
        "fault": fault,
        "outcomes": outcomes,
        "counted": counted(outcomes or []),
        "new_runs": [leg.run for leg in legs],
        "only": legs[0] if len(legs) == 1 else None,
        "asks_date": any(outcome.kind == Kind.ASKS_DATE for outcome in outcomes or []),
        "waiting": forms,
        "most_files": uploads.MOST_FILES,
        "most_megabytes": MAX_FILE_BYTES // 1_000_000,
    }
    status = 422 if fault or asked else 200
    return page(request, "recordings/upload.html", context, partial="import", status=status)


@require_POST
def give_date(request: UserRequest, pk: int) -> HttpResponse:
    recording = get_object_or_404(request.user.recordings.waiting(), pk=pk)
    form = DateForm(request.POST, recording=recording)
    if not form.is_valid():
        return _upload_page(request, asked=form)
    outcome = services.give_date(recording, on=form.cleaned_data["on"])
    if not outcome.legs:
        return _upload_page(request, outcomes=[outcome])
    messages.success(request, f"{recording} imported.")
    return go(request, outcome.legs[0].run)


@require_POST
def discard(request: UserRequest, pk: int) -> HttpResponse:
    recording = get_object_or_404(request.user.recordings.waiting(), pk=pk)
    item = put_in_trash(recording)
    messages.success(request, f"{recording} discarded.", extra_tags=f"undo {item.pk}")
    return go(request, "recordings:upload")


@require_safe
@cache_control(no_store=True, private=True)
def original(request: UserRequest, pk: int) -> FileResponse:
    """The file as it came from the watch."""
    recording = get_object_or_404(request.user.recordings, pk=pk)
    try:
        file = recording.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(
        file,
        as_attachment=True,
        filename=recording.name,
        content_type="application/octet-stream",
        headers={"Content-Encoding": "identity"},  # a recording is packed already, or small
    )


@require_safe
def of_run(request: UserRequest, pk: int) -> HttpResponse:
    run = get_object_or_404(request.user.runs.select_related("recording"), pk=pk)
    return _laps_page(request, run)


@require_POST
def switch_laps(request: UserRequest, pk: int) -> HttpResponse:
    runs = request.user.runs.for_list().select_related("recording")
    run = get_object_or_404(
        runs.prefetch_related("recording__laps"), pk=pk, recording__laps__position=0
    )
    form = LapsForm(request.POST, run=run, technique=request.user.technique)
    try:
        form.save()
    except ChangedMeanwhile:
        return _laps_page(request, runs.get(pk=pk), fault=CHANGED_MEANWHILE)
    if not wants_part(request):
        messages.success(request, "The laps are saved.")
        return go(request, run)
    return trigger_client_event(_laps_page(request, run), "sections-changed", after="settle")


def _laps_page(request: UserRequest, run: Run, *, fault: str = "") -> HttpResponse:
    form = LapsForm(run=run, technique=request.user.technique)
    recording = getattr(run, "recording", None)
    context = {"run": run, "recording": recording, "laps": form, "fault": fault}
    status = 422 if fault else 200
    answer = page(request, "recordings/of_run.html", context, partial="recording", status=status)
    return reswap(retarget(answer, "#recording"), "outerHTML") if fault else answer
