"""The coach's own tree: read-only, apart from every log-in, never kept by anything between."""

from __future__ import annotations

import zoneinfo
from pathlib import Path
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from gaitlog.core.staticfiles import ENTRY, bundled
from gaitlog.sharing.access import begin_visit, link_by_token, link_of_visit
from gaitlog.sharing.models import CoachLink
from gaitlog.sharing.report import coach_report

HEADERS = {
    "Cache-Control": "no-store, private",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self';"
        " form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
    ),
}
# They fetch an address to show a preview of it in a chat: there is nothing to preview.
PREVIEW_AGENTS = (
    "applebot",
    "bingbot",
    "discordbot",
    "facebookexternalhit",
    "googlebot",
    "linkedinbot",
    "mastodon",
    "signal",
    "skypeuripreview",
    "slackbot",
    "telegrambot",
    "twitterbot",
    "whatsapp",
)


@login_not_required
@require_safe
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Exchange the secret in the address for a cookie, and go to an address without it."""
    if request.method == "HEAD" or _is_preview_agent(request):
        return _private(render(request, "sharing/no_preview.html"))
    link = link_by_token(token)
    if link is None:
        return _dead(request)
    response = HttpResponse(status=303, headers={"Location": f"/coach/{link.public_id}/"})
    begin_visit(response, link)
    return _private(response)


@login_not_required
@require_safe
def visit(request: HttpRequest, public_id: str) -> HttpResponse:
    link = link_of_visit(request, public_id)
    return show(request, link) if link else _dead(request)


def show(request: HttpRequest, link: CoachLink, *, preview: bool = False) -> HttpResponse:
    """The coach's page; the runner's preview is this very page."""
    return _private(render(request, "sharing/coach.html", _context(link, preview=preview)))


def as_file(request: HttpRequest, link: CoachLink) -> str:
    """The coach's page as one self-contained file, without a script or an address."""
    context = _context(link, preview=False) | {"is_file": True}
    html = render_to_string("sharing/coach.html", context)
    head, _, rest = html.partition("<!-- style -->")
    styles = bundled(Path(str(finders.find(ENTRY))))
    return f"{head}<style>{styles}</style>{rest}"


def _context(link: CoachLink, *, preview: bool) -> dict[str, Any]:
    zone = zoneinfo.ZoneInfo(link.owner.time_zone)
    report = coach_report(link, today=timezone.localdate(timezone=zone))
    return {
        "report": report,
        "technique": report.technique,
        "unit": report.unit,
        "today": report.today,
        "link": link if preview else None,
        "insecure_http": False,
    }


def _dead(request: HttpRequest) -> HttpResponse:
    """One answer for every link that does not work, whatever the reason."""
    return _private(render(request, "sharing/dead.html", status=404))


def _private(response: HttpResponse) -> HttpResponse:
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response


def _is_preview_agent(request: HttpRequest) -> bool:
    agent = request.headers.get("User-Agent", "").lower()
    return any(name in agent for name in PREVIEW_AGENTS)
