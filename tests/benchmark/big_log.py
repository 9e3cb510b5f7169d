"""Twenty years of one runner, written straight into the tables: 6,000 runs, 120,000 sections.

Run by ``manage.py shell`` on an empty log that has its owner.
"""

from __future__ import annotations

import datetime as dt

from tests.machine import PASSWORD

RUNS = 6_000
SECTIONS_EACH = 20
TICKS = 20_000


def fill_both():
    """Twenty years of the owner, and beside them five years of somebody else with as many runs
    as the floor has."""
    from gaitlog.accounts.models import User

    User.objects.create_user("otto", password=PASSWORD)
    fill()
    fill("otto", runs=5_000, sections_each=12, ticks=5_000, years=5)


def fill(username="nora", runs=RUNS, sections_each=SECTIONS_EACH, ticks=TICKS, years=20):
    from django.utils import timezone

    from gaitlog.accounts.models import User
    from gaitlog.drills.models import Practice
    from gaitlog.injuries.models import Injury
    from gaitlog.lib.gaits import Gait, SectionData
    from gaitlog.recovery.models import Habit, Tick
    from gaitlog.runs.models import Away, Focus, Plan, Race, Run, Section, ShoeShare
    from gaitlog.shoes.models import Shoe

    owner = User.objects.get(username=username)
    owner.welcomed_at = timezone.now()
    owner.save()
    today = timezone.localdate()
    days = 365 * years
    shoes = [Shoe(owner=owner, name=f"Pair {n}", drop_mm=n % 13) for n in range(12)]
    for shoe in shoes:
        shoe.save()
    focuses = [Focus(owner=owner, name=f"Element {n}") for n in range(5)]
    for focus in focuses:
        focus.save()
    half = sections_each // 2
    made = Run.objects.bulk_create(
        Run(
            owner=owner,
            on=today - dt.timedelta(days=n * days // runs),
            time_zone="Europe/Stockholm",
            distance_m=8_000,
            moving_s=120 * half,
            pose_s=60 * half,
            natural_s=60 * half,
            walk_s=0,
            hold_s=60,
            phrase="every other minute",
            shoe=shoes[n % 12],
            focus=focuses[n % 5],
            focus_rating=1 + n % 5,
            drop_mm=n % 12,
            surface="road",
        )
        for n in range(runs)
    )
    Section.objects.bulk_create(
        (
            Section(owner=owner, run=run, position=place, gait=gait, seconds=60)
            for run in made
            for place, gait in enumerate(["pose", "natural"] * half)
        ),
        batch_size=2_000,
    )
    for run in made[::10]:
        plan = Plan(owner=owner, on=run.on, run=run, shoe=run.shoe, phrase=run.phrase)
        plan.take_sections([SectionData(Gait.POSE, 60), SectionData(Gait.NATURAL, 60)] * half)
        plan.save()
    ShoeShare.objects.bulk_create(
        ShoeShare(
            owner=owner,
            run=run,
            part="first",
            shoe=shoes[(n + 5) % 12],
            drop_mm=(n + 5) % 12,
            moving_s=60,
            pose_s=60,
            natural_s=0,
            walk_s=0,
            distance_m=400,
        )
        for n, run in enumerate(made[::20])
    )
    each = 3 if ticks < 100 else 5
    for n in range(each):
        habit = Habit(owner=owner, name=f"Habit {n}", started_on=today - dt.timedelta(days=days))
        habit.save()
        count = min(ticks // each, days)
        Tick.objects.bulk_create(
            (
                Tick(owner=owner, habit=habit, on=today - dt.timedelta(days=day))
                for day in range(count)
            ),
            batch_size=2_000,
        )
    for n in range(min(runs // 10, 400) or 1):
        Practice(owner=owner, on=today - dt.timedelta(days=18 * n), minutes=20).save()
        if n % 20 == 0:
            first = today - dt.timedelta(days=18 * n + 9)
            Injury(owner=owner, site="calf", from_on=first, until_on=first).save()
            Race(owner=owner, name=f"Race {n}", on=first, result_s=3_000).save()
            Away(owner=owner, from_on=first, until_on=first).save()
