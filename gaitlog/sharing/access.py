"""Who a coach link lets in. The only place that finds a log without a log-in."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from gaitlog.core.tokens import digest, well_formed
from gaitlog.sharing.models import LINK_KIND, CoachLink

SALT = "gaitlog.sharing.coach"
LONGEST_VISIT = dt.timedelta(hours=12)


def link_by_token(token: str) -> CoachLink | None:
    """The live link of a secret; one that cannot be ours is refused without asking."""
    token = token.strip().lower()
    if not well_formed(token, LINK_KIND):
        return None
    return CoachLink.objects.live().filter(token_digest=digest(token)).first()


def link_of_visit(request: HttpRequest, public_id: str) -> CoachLink | None:
    """The live link whose visit this browser is on; read anew each time, so that revoking
    works with the very next request."""
    try:
        visit = signing.loads(
            request.COOKIES.get(_cookie(public_id), ""), salt=SALT, max_age=LONGEST_VISIT
        )
    except signing.BadSignature:
        return None
    links = CoachLink.objects.live().select_related("owner")
    return links.filter(public_id=public_id, token_digest=visit).first()


def begin_visit(response: HttpResponse, link: CoachLink) -> None:
    """Exchange the secret for a cookie, so that it stands in one address only."""
    left = min(LONGEST_VISIT, link.expires_at - timezone.now())
    response.set_cookie(
        _cookie(link.public_id),
        signing.dumps(link.token_digest, salt=SALT),
        max_age=left,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def _cookie(public_id: str) -> str:
    return f"{'__Host-' if settings.HTTPS else ''}gls-{public_id}"
