from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone

from gaitlog.lib.units import DistanceUnit


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """What every page says in the runner's own terms: their unit, their word, their day."""
    user = getattr(request, "user", AnonymousUser())  # an early error knows no user yet
    return {
        "here": here(request),
        "unit": getattr(user, "unit", DistanceUnit.KM),
        "technique": getattr(user, "technique", ""),
        "today": timezone.localdate(),
        "insecure_http": settings.INSECURE_HTTP and not request.is_secure(),
    }


def here(request: HttpRequest) -> str:
    """Which entry of the navigation a page belongs to."""
    match = request.resolver_match
    if match is None:
        return ""
    if match.app_name == "dashboard" or match.view_name == "runs:create":
        return match.url_name or ""
    return match.app_name
