"""What stands below every question about pain."""

from __future__ import annotations

from django import template

from gaitlog.lib.pain import RED_FLAGS, RED_FLAGS_THEN

register = template.Library()


@register.inclusion_tag("injuries/red_flags.html")
def red_flags() -> dict[str, object]:
    """The signs with which nobody should wait; nothing is scored."""
    return {"signs": RED_FLAGS, "then": RED_FLAGS_THEN}
