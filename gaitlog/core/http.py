"""How a view asks and answers: who is there, a page or its part, and where to go next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from gaitlog.accounts.models import User


LONGEST_KEY = 19  # digits of any key, and more


class HtmxRequest(HttpRequest):
    """A request as every view gets it: it knows whether htmx asks."""

    htmx: HtmxDetails


class UserRequest(HtmxRequest):
    """A request behind the log-in."""

    user: User


def wants_part(request: HtmxRequest) -> bool:
    """Whether htmx asks for what it swaps into the page that is open.

    A boosted link, and a page of the browser's history that htmx does not hold any more, want
    the whole page. A view that answers with less than that asks this first, as ``page`` does.
    """
    htmx = request.htmx
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def page(
    request: HtmxRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    partial: str | None = None,
    status: int = 200,
) -> TemplateResponse:
    """The whole page, or for an htmx swap only its named partial."""
    name = f"{template}#{partial}" if partial and wants_part(request) else template
    response = TemplateResponse(request, name, context or {}, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Boosted", "HX-History-Restore-Request"])
    return response


def go(request: HtmxRequest, to: Any, *args: Any) -> HttpResponse:
    """Send the browser on; for a part, htmx would follow a 302 and swap a whole page in."""
    url = resolve_url(to, *args)
    return (HttpResponseClientRedirect if wants_part(request) else HttpResponseRedirect)(url)


def number_in(request: HttpRequest, name: str) -> int | None:
    """The number that the address names; None where it is none, or longer than any key."""
    return number(request.GET.get(name, ""))


def number(text: str) -> int | None:
    """What was sent for a key, as a number; None where it can be none."""
    return int(text) if text.isdecimal() and len(text) < LONGEST_KEY else None


def way_back(request: HttpRequest, otherwise: str) -> str:
    """The page that the form named as ``next``, if it is one of ours."""
    url = request.POST.get("next", "") or request.GET.get("next", "")
    return url if is_path_here(url) else resolve_url(otherwise)


def is_path_here(url: str) -> bool:
    """Whether an address that somebody sent stays on the very site that is asked."""
    return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
