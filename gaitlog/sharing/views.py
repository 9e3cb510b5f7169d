from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gaitlog.core.http import UserRequest, go, page
from gaitlog.env import LOOPBACK
from gaitlog.lib.charts import squares
from gaitlog.sharing import coach_views, services
from gaitlog.sharing.forms import CoachLinkForm
from gaitlog.sharing.models import CoachLink
from gaitlog.sharing.qr import qr_matrix


@require_safe
def link_list(request: UserRequest) -> HttpResponse:
    links = list(request.user.coach_links.all())
    context = {
        "live": [link for link in links if link.is_live],
        "ended": [link for link in links if not link.is_live],
    }
    return page(request, "sharing/link_list.html", context)


@require_http_methods(["GET", "POST"])
def link_create(request: UserRequest) -> HttpResponse:
    form = CoachLinkForm(
        request.POST or None,
        owner=request.user,
        instance=CoachLink(),
        initial={"shown_name": request.user.username},
    )
    if form.is_valid():
        link = form.save(commit=False)
        token = services.open_link(link, days=form.cleaned_data["days"])
        return _show_once(request, link, token)
    status = 422 if form.is_bound else 200
    return page(request, "sharing/link_form.html", {"form": form}, status=status)


@require_POST
def link_replace(request: UserRequest, pk: int) -> HttpResponse:
    link = get_object_or_404(request.user.coach_links.live(), pk=pk)
    return _show_once(request, link, services.replace_link(link))


def _show_once(request: UserRequest, link: CoachLink, token: str) -> HttpResponse:
    path = reverse("sharing:enter", args=[token])
    base = settings.URL.geturl() if settings.URL else f"{request.scheme}://{request.get_host()}"
    address = f"{base}{path}"
    matrix = qr_matrix(address)
    context = {
        "link": link,
        "address": address,
        "qr_path": squares(matrix),
        "qr_size": len(matrix),
        "only_this_machine": _only_this_machine(request),
        "only_this_network": settings.URL is None,
    }
    return page(request, "sharing/link_made.html", context)


def _only_this_machine(request: UserRequest) -> bool:
    host = request.get_host().rsplit(":", 1)[0].strip("[]")
    return settings.URL is None and host in LOOPBACK


@require_POST
def link_revoke(request: UserRequest, pk: int) -> HttpResponse:
    link = get_object_or_404(request.user.coach_links.live(), pk=pk)
    link.revoke()
    messages.success(request, f"The link for {link} is switched off, from this moment on.")
    return go(request, "sharing:list")


@require_safe
def link_preview(request: UserRequest, pk: int) -> HttpResponse:
    """What the coach sees, made by the same code."""
    link = get_object_or_404(request.user.coach_links, pk=pk)
    return coach_views.show(request, link, preview=True)


@require_safe
def link_file(request: UserRequest, pk: int) -> HttpResponse:
    """The coach's page as one file to send."""
    link = get_object_or_404(request.user.coach_links, pk=pk)
    response = HttpResponse(coach_views.as_file(request, link), content_type="text/html")
    name = f"running-{timezone.localdate()}.html"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
