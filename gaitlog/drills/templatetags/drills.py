"""The line drawings of drills."""

from __future__ import annotations

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

DRAWN = frozenset(
    {
        "change_of_support",
        "foot_tapping",
        "hop_in_place",
        "metronome_run",
        "pony",
        "pose_hold",
        "pose_wall_fall",
        "pull_slide",
        "springiness",
        "wall_fall",
        "weight_perception",
    }
)


@register.simple_tag
def drawing(slug: str) -> SafeString:
    """The drawing of a drill of the library; nothing where there is none."""
    return render_to_string(f"drills/drawings/{slug}.html") if slug in DRAWN else mark_safe("")
