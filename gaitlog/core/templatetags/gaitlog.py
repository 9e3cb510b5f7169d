"""How amounts and drawn things are written in templates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import template
from django.forms import BaseForm
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from gaitlog.core.templatetags.icons import ICONS
from gaitlog.lib import charts, units
from gaitlog.lib.gaits import SectionData
from gaitlog.lib.units import DistanceUnit

if TYPE_CHECKING:
    from gaitlog.runs.models import Plan, Race, Run

register = template.Library()

FOLDS = ("filters", "more", "table")  # by which an address asks for a fold of its page
HIDDEN = mark_safe('aria-hidden="true"')


@register.filter
def clock(seconds: int | None) -> str:
    """31:20, 1:02:10."""
    return "" if seconds is None else units.clock(seconds)


@register.filter
def hours(seconds: int) -> str:
    """Hours and minutes of a long time: 1:20."""
    return units.hours(seconds)


@register.filter
def minutes(seconds: int) -> int:
    """Whole minutes, rounded half up."""
    return units.half_up(Decimal(seconds) / 60)


@register.filter
def distance(metres: int | None, unit: DistanceUnit) -> str:
    return "" if metres is None else units.distance(metres, unit)


@register.filter
def long_distance(metres: int, unit: DistanceUnit) -> str:
    """A distance in whole kilometres or miles."""
    return units.distance(metres, unit, 0)


@register.filter
def faulty(forms: Iterable[BaseForm]) -> list[BaseForm]:
    """Those that were refused."""
    return [form for form in forms if form.errors]


@register.filter
def plain(value: Decimal | None) -> str:
    """4 for 4.0, 4.5 for 4.5."""
    return "" if value is None else units.plain(value)


@register.simple_tag
def pace(seconds: int, metres: int | None, unit: DistanceUnit) -> str:
    """Time per kilometre or mile; a dash where the distance is not known."""
    return units.pace(seconds, metres, unit) if metres and seconds else "–"


@register.filter
def day(date: dt.date) -> str:
    """Thu 12 Feb."""
    return f"{date:%a} {date.day} {date:%b}"


@register.filter
def weekday(date: dt.date) -> str:
    """Thu."""
    return f"{date:%a}"


@register.simple_tag
def about(run: Run | Plan | Race, unit: DistanceUnit) -> str:
    """The line under a run, a plan or a race in a list."""
    return run.about(unit)


@register.filter
def days_to(date: dt.date, today: dt.date) -> int:
    """How many days away a day is."""
    return (date - today).days


@register.filter
def full_day(date: dt.date) -> str:
    """Thursday 12 February 2026."""
    return f"{date:%A} {date.day} {date:%B} {date.year}"


@register.filter
def signed(value: int) -> str:
    """A number below zero with a minus sign and not a hyphen."""
    return f"{value}".replace("-", "−")


@register.simple_tag
def ribbon(
    sections: Iterable[SectionData],
    label: str = "",
    *,
    height: int = 18,
    of_s: int = 0,
    scale: bool = False,
) -> SafeString:
    """A run to scale: its length is its time out of ``of_s`` seconds, or the whole width.

    Written here and not in a template, for a list draws many.
    """
    sections = list(sections)
    drawn = charts.ribbon(sections, height=height, of_s=of_s)
    paths = (
        ("f-pose", drawn.pose),
        ("p-sum", drawn.pose_sum),
        ("f-natural", drawn.natural + drawn.walk),
    )
    shapes = "".join(f'<path class="{css}" d="{path}"/>' for css, path in paths if path)
    y = height + 16
    texts = "".join(
        f'<text x="{tick.percent}%" y="{y}" text-anchor="{tick.anchor}">{tick.text}</text>'
        for tick in (charts.minutes(sections) if scale else [])
    )
    named = format_html('role="img" aria-label="{}"', label) if label else HIDDEN
    return mark_safe(  # noqa: S308  all but the label is drawn from numbers
        f'<svg class="ribbon" width="100%" height="{height + 20 if scale else height}" {named}>'
        f'<svg x="0" y="0" width="100%" height="{height}" viewBox="0 0 1000 {height}"'
        f' preserveAspectRatio="none">{shapes}</svg>{texts}</svg>'
    )


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """The address's own query with some of its parts changed; None takes a part away.

    What opens a fold of the page, or asks for it alone, is not kept: a link leads to the page.
    """
    own = dict(context["request"].GET.lists())
    asked = {**own, **dict.fromkeys(FOLDS), **changes}
    parts = {name: value for name, value in asked.items() if value is not None}
    return f"?{urlencode(parts, doseq=True)}"


@register.simple_tag(takes_context=True)
def without(context: Context, name: str) -> str:
    """The address's own query without what it asks for by ``name``, from its first page."""
    return query(context, **{name: None}, page=None)


@register.simple_tag
@cache
def spine(here: str) -> SafeString:
    """The navigation, drawn once for each of its entries: it is the same on every page."""
    return render_to_string("components/spine.html", {"here": here})


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """A line drawing of the navigation."""
    return format_html(
        '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="{}" /></svg>', ICONS[name]
    )


@register.filter
def undo_of(message: Any) -> str:
    """The number of the trash item that a message offers to bring back."""
    tags = (message.extra_tags or "").split()
    return tags[1] if len(tags) == 2 and tags[0] == "undo" else ""
