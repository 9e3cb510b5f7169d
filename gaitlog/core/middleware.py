from __future__ import annotations

import logging
import zoneinfo
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.db import DatabaseError, IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from gaitlog.core.http import wants_part

if TYPE_CHECKING:
    from gaitlog.core.http import HtmxRequest

logger = logging.getLogger(__name__)

Respond = Callable[[HttpRequest], HttpResponse]

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
    ]
)


class SecurityHeaders:
    """A strict Content-Security-Policy and its companions on every answer."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=()"
        )
        if response.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response


class Meanwhile:
    """Two requests that want the same at the same moment: the later one is told, plainly."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        gone = isinstance(fault, DatabaseError) and "did not affect any rows" in str(fault)
        if not gone and not isinstance(fault, IntegrityError):
            return None
        logger.exception("Two changes met, and the later one was refused.", exc_info=fault)
        return render(request, "409.html", status=409)


class LoginRequired(LoginRequiredMiddleware):
    """Every view asks for a log-in but those marked; htmx is sent to the log-in page whole."""

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponseBase:
        response = super().handle_no_permission(request, view_func)
        asked = cast("HtmxRequest", request)
        if wants_part(asked):
            came_from = asked.htmx.current_url_abs_path or "/"
            login = response.headers["Location"].split("?")[0]
            return HttpResponseClientRedirect(f"{login}?{urlencode({'next': came_from})}")
        return response


class RunnersTimeZone:
    """Today is the runner's today."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name = getattr(request.user, "time_zone", "")
        with timezone.override(zoneinfo.ZoneInfo(name) if name else None):
            return self.get_response(request)
