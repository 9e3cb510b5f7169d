from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gaitlog.core.http import UserRequest, go, page
from gaitlog.core.trash import put_in_trash
from gaitlog.injuries.choices import Side, Site
from gaitlog.injuries.forms import BeginningForm, MorningForm, PainChangeForm, PainForm
from gaitlog.injuries.models import Pain

PER_PAGE = 50


@require_safe
def pain_list(request: UserRequest) -> HttpResponse:
    pains = Paginator(request.user.pains.for_list(), PER_PAGE)
    context = {"pains": pains.get_page(request.GET.get("page"))}
    return page(request, "injuries/pain_list.html", context, partial="table")


@require_http_methods(["GET", "POST"])
def pain_create(request: UserRequest) -> HttpResponse:
    """Where it hurts and how much; the address may say the run.

    Where it is more than a pain, an injury begins with what was said so far.
    """
    form = PainForm(
        request.POST or None,
        instance=Pain(),
        owner=request.user,
        initial=BeginningForm(request.GET).said(),
    )
    if "is_more" in request.POST:
        return go(request, f"{reverse('injuries:create')}?{urlencode(form.beginning)}")
    return _save_pain(request, form, "injuries/pain_form.html")


@require_http_methods(["GET", "POST"])
def pain_update(request: UserRequest, pk: int) -> HttpResponse:
    pain = get_object_or_404(request.user.pains, pk=pk)
    form = PainChangeForm(request.POST or None, instance=pain, owner=request.user)
    return _save_pain(request, form, "injuries/pain_change.html")


def _save_pain(
    request: UserRequest, form: PainForm | PainChangeForm, template: str
) -> HttpResponse:
    if form.is_bound and form.already_saved():
        return go(request, "dashboard:today")
    if form.is_valid() and (pain := form.try_to_save()):
        messages.success(request, f"{pain}: noted.")
        return go(request, pain.run or "injuries:list")
    status = 422 if form.is_bound else 200
    return page(request, template, {"form": form}, partial="form", status=status)


@require_POST
def pain_morning(request: UserRequest, pk: int) -> HttpResponse:
    """How a pain was the morning after, in one tap."""
    pain = get_object_or_404(request.user.pains, pk=pk)
    return _note_morning(request, pain)


@require_POST
@transaction.atomic
def run_morning(request: UserRequest, pk: int) -> HttpResponse:
    """The morning after a run of which no pain was noted: the calf, which bears the new gait."""
    run = get_object_or_404(request.user.runs.logged().select_for_update(), pk=pk)
    known = run.pains.filter(site=Site.CALF).first()
    pain = known or Pain(owner=request.user, run=run, on=run.on, site=Site.CALF, side=Side.BOTH)
    return _note_morning(request, pain)


def _note_morning(request: UserRequest, pain: Pain) -> HttpResponse:
    form = MorningForm(request.POST)
    if form.is_valid():
        pain.next_morning = form.cleaned_data["number"]
        if pain.pk:
            pain.save(update_fields=["next_morning"])
        else:
            pain.save()
        messages.success(request, f"{pain}: noted.")
    else:
        messages.error(request, "Nothing was noted: choose a number from 0 to 10.")
    return go(request, "dashboard:today")


@require_POST
def pain_delete(request: UserRequest, pk: int) -> HttpResponse:
    pain = get_object_or_404(request.user.pains, pk=pk)
    item = put_in_trash(pain)
    messages.success(request, f"{pain} deleted.", extra_tags=f"undo {item.pk}")
    return go(request, "injuries:list")
