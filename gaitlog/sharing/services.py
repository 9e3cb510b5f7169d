from __future__ import annotations

import datetime as dt

from django.utils import timezone

from gaitlog.core.tokens import digest, new_token
from gaitlog.sharing.models import LINK_KIND, CoachLink


def open_link(link: CoachLink, *, days: int) -> str:
    """Save a new link that works for some days, and give its secret: it is never shown again."""
    token = new_token(LINK_KIND)
    link.token_digest = digest(token)
    link.made_at = timezone.now()
    link.expires_at = link.made_at + dt.timedelta(days=days)
    link.save()
    return token


def replace_link(link: CoachLink) -> str:
    """Give a link another secret and another address; the old ones stop working at once."""
    token = new_token(LINK_KIND)
    link.token_digest = digest(token)
    link.public_id = CoachLink._meta.get_field("public_id").get_default()
    link.save(update_fields=["token_digest", "public_id"])
    return token
