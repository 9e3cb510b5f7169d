from __future__ import annotations

import json
import zoneinfo
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from gaitlog.accounts.models import User
from gaitlog.lib import units
from gaitlog.reports.weeks import Span, days, weeks


class Command(BaseCommand):
    help = "The weeks of a runner: time in each gait, distance, longest hold, share."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--owner", required=True, help="user name of the runner")
        parser.add_argument("--weeks", type=int, help="how many weeks back; all where left out")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *, owner: str, weeks: int | None, json: bool, **options: Any) -> None:
        try:
            user = User.objects.get_by_natural_key(owner)
        except User.DoesNotExist:
            raise CommandError(f"There is no runner of the name {owner} here.") from None
        if weeks is not None and weeks < 1:
            raise CommandError("--weeks is a number from 1 on.")
        spans = _spans(user, weeks)
        if json:
            self.stdout.write(as_json(spans))
            return
        for span in spans:
            self.stdout.write(
                f"{span.first_day}  {user.technique or 'new gait'} {units.clock(span.pose_s)}"
                f"  natural {units.clock(span.natural_s)}  walk {units.clock(span.walk_s)}"
                f"  hold {units.clock(span.hold_s)}  {units.distance(span.distance_m, user.unit)}"
                f" {user.unit}  {span.counted}"
            )


def _spans(user: User, count: int | None) -> list[Span]:
    """The last weeks up to the latest that matters: this one, or that of the last run."""
    found = days(user.runs.all())
    today = timezone.localdate(timezone=zoneinfo.ZoneInfo(user.time_zone))
    last = user.week_of(max(today, found[-1].on) if found else today)
    if count is None:
        first = user.week_of(found[0].on) if found else last
        last = user.week_of(found[-1].on) if found else last
    else:
        first = last.back(count - 1)
    return weeks(user, first=first, last=last)


def as_json(spans: list[Span]) -> str:
    rows = [
        {
            "monday": f"{span.first_day}",  # the first day of the runner's own week
            "runs": span.runs,
            "estimates": span.estimates,
            "pose_s": span.pose_s,
            "natural_s": span.natural_s,
            "walk_s": span.walk_s,
            "distance_m": span.distance_m,
            "hold_s": span.hold_s,
            "share": span.share,
        }
        for span in spans
    ]
    return json.dumps({"weeks": rows}, indent=2)
