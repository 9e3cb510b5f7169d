"""What the rules in force say of a goal, in plain words."""

from __future__ import annotations

import datetime as dt

from gaitlog.lib.guard.findings import clock
from gaitlog.lib.guard.findings import day as day_name
from gaitlog.lib.guard.ladder import Aim, Ladder


def goal_words(climbed: Ladder, aim: Aim, today: dt.date) -> str:
    """Whether the rules reach the goal by its day, or how far they would allow by then."""
    top = climbed.top
    if top.reached:
        return f"Reached on {_day(top.reached.on)}."
    if aim.by_on is None:
        return _from_words(top.from_on)
    if aim.by_on < today:
        return f"{_day(aim.by_on)} has passed. {_from_words(top.from_on)}"
    if climbed.by_then is None:
        return (
            f"{_day(aim.by_on)} comes before the next day that has room,"
            f" {_day(climbed.first.on)}. {_from_words(top.from_on)}"
        )
    if top.from_on and top.from_on <= aim.by_on:
        return (
            f"Run by run your rules would have room for it from {_day(top.from_on)} on, in time for"
            f" {_day(aim.by_on)}."
        )
    return (
        f"By {_day(aim.by_on)} your rules would allow up to {clock(climbed.by_then.seconds)}."
        f" {_from_words(top.from_on)}"
    )


def _from_words(from_on: dt.date | None) -> str:
    if from_on is None:
        return "It is not within two years by these rules."
    return f"Run by run your rules would have room for it from {_day(from_on)} on."


def _day(on: dt.date) -> str:
    return f"{day_name(on)} {on.year}"
