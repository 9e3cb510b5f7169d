"""The demo runner's shoes and runs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from gaitlog.accounts.models import User
from gaitlog.dashboard.demo.story import ACCIDENT_WEEK, BACK_WEEK, CLINIC_WEEK, WEEKS, Story
from gaitlog.lib.sections import parse
from gaitlog.runs.models import Focus, Plan, Run, ShoeShare
from gaitlog.runs.services import save_run
from gaitlog.runs.vocabulary import FOCUSES
from gaitlog.shoes.models import Shoe

# From the clinic on, what each week's first, second and long run were split into.
PHRASES = {
    8: ("all natural", "6 lampposts pose, 6 off", "all natural"),
    9: ("8x20s", "all natural", "all natural"),
    10: ("6x(30s pose / 90s natural)", "3 blocks", "all natural"),
    11: ("5 natural, 5x(45s pose / 2 natural)", "pose 1' 1' 1'", "all natural"),
    12: ("5 natural, 6x1/2", "6 lampposts pose, 6 off", "10% pose"),
    13: ("5 natural, 5x(1:30 pose / 2 natural)", "5 natural, 4x1/1", "all natural"),
    14: ("5 natural, 8x1/1", "all natural", "12 natural, 24 pose"),
    16: ("all natural", "", ""),
    17: ("4x(30s pose / 2 natural)", "all natural", "all natural"),
    18: ("5 natural, 5x1/2", "all natural", "all natural"),
    19: ("5 natural, 5x1/2", "6 lampposts pose, 6 off", "all natural"),
    20: ("5 natural, 5x(1:30 pose / 2 natural)", "5 natural, 3x1/1", "all natural"),
    21: ("6 natural, 4x2/2", "all natural", "4 min pose in all"),
    22: ("6 natural, 4x2/2", "5 natural, 5x1/1", "all natural"),
    23: ("6 natural, 4x2:30/2", "5 natural, 5x1/1", "10 natural, 2x2/5"),
    24: ("6 natural, 4x2:30/2", "5 natural, 6x1/1", "10 natural, 2x3/5"),
    25: ("6 natural, 3x3/2", "5 natural, 5x1/1", "10 natural, 2x3/5"),
}  # fmt: skip

WORKED_ON = ["landing", "pull", "cadence", "arms"]

CHANGED_SHOES = (9, 0)  # the first ten minutes ever in the low pair, home in the other
WINTER_FOOTING = ["packed_snow", "ice_patches", "slush"]
SUMMER_FOOTING = ["dry", "dry", "wet"]

NOTES = {
    (8, 1): "Six lampposts. Fell apart at the fourth, better after shaking the legs out.",
    (11, 1): "Three times a minute. The second was the first that felt like the drills.",
    (14, 2): "Felt so good that I just stayed in it. 24 minutes. Left calf tight at the end.",
    (16, 0): "Back. Ten careful minutes and home.",
    (18, 0): "Heels were back before I noticed, in the last two.",
    (23, 0): "On packed snow I think about not slipping and the form goes.",
    (25, 0): "Three minutes held, twice. Quick feet, quiet landing.",
}


def add_shoes(user: User, today: dt.date) -> dict[str, Shoe]:
    pairs = {
        "heel": Shoe(name="Adrenaline", brand="Brooks", drop_mm=12, start_distance_m=402_000),
        "low": Shoe(
            name="PureCadence",
            brand="Brooks",
            drop_mm=4,
            heel_stack_mm=22,
            forefoot_stack_mm=18,
            mass_g=250,
            bought_on=today - dt.timedelta(weeks=WEEKS - CLINIC_WEEK),
        ),
        "studs": Shoe(name="Icebug studs", drop_mm=8, start_distance_m=98_000),
    }
    for shoe in pairs.values():
        shoe.owner = user
        shoe.save()
    return pairs


def add_focuses(user: User) -> dict[str, Focus]:
    """What the runner works on, one thing a run; one of them came up at the clinic."""
    focuses = {entry.slug: entry.row(Focus, user) for entry in FOCUSES if entry.slug in WORKED_ON}
    focuses["landing"].came_from = "The clinic"
    for focus in focuses.values():
        focus.save()
    return focuses


def add_runs(story: Story, *, then: Sequence[Callable[[Story, int, int, Run], None]]) -> None:
    """Run after run, each with all that follows it."""
    for week in range(WEEKS):
        for index, weekday in enumerate((1, 3, 6)):
            on = story.day(week, weekday)
            phrase = PHRASES.get(week, ("all natural",) * 3)[index]
            resting = ACCIDENT_WEEK < week < BACK_WEEK
            if on <= story.today and phrase and not resting:
                run = _add_run(story, week, index, on, phrase)
                for follow in then:
                    follow(story, week, index, run)


def _add_run(story: Story, week: int, index: int, on: dt.date, phrase: str) -> Run:
    chance = story.chance
    moving_s = (1860, 1620, 3000)[index] + 12 * week + chance.randrange(-150, 160)
    if week == BACK_WEEK:
        moving_s = 640
    if (week, index) == (ACCIDENT_WEEK, 2):
        moving_s = 2700
    pace = 365 - week + chance.randrange(-8, 9)
    has_pose = phrase != "all natural"
    winter = on.month in {11, 12, 1, 2, 3}
    shoe = "low" if has_pose and week > CLINIC_WEEK else "heel"
    if winter and index == 2:
        shoe = "studs"
    run = Run(
        owner=story.user,
        on=on,
        time_zone=story.user.time_zone,
        started_at=dt.datetime.combine(on, dt.time(16, 12 + chance.randrange(40)), dt.UTC),
        distance_m=moving_s * 100 // pace * 10,
        phrase=phrase,
        shoe=story.shoes[shoe],
        surface="trail" if index == 2 else "road",
        footing=chance.choice(["packed_snow", "ice_patches", "slush"])
        if winter
        else chance.choice(["dry", "dry", "wet"]),
        temperature_c=chance.randrange(-7, 4) if winter else chance.randrange(6, 19),
        effort=chance.randrange(3, 6),
        felt_form=chance.randrange(2, 5) if has_pose else None,
        focus=story.focuses[chance.choice(WORKED_ON)] if has_pose else None,
        companions="Ola" if index == 2 and chance.random() < 0.5 else "",
        note=NOTES.get((week, index), ""),
        is_race=(week, index) == (5, 2),
    )
    run.take_measures(story.user.measures)
    sections = parse(phrase, moving_s=moving_s, distance_m=run.distance_m)
    shares = []
    if (week, index) == CHANGED_SHOES:
        run.shoe = story.shoes["heel"]
        shares = [ShoeShare(part="first", moving_s=600, shoe=story.shoes["low"])]
    return save_run(run=run, sections=sections, shares=shares)


def add_plan(story: Story) -> None:
    """What is next: as much as lately, the day after tomorrow."""
    plan = Plan(
        owner=story.user,
        on=story.today + dt.timedelta(days=2),
        phrase="6 natural, 4x2:30/2",
        shoe=story.shoes["low"],
        note="Quick feet. Let the heels touch.",
    )
    plan.take_measures(story.user.measures)
    plan.take_sections(parse(plan.phrase, moving_s=1860))
    plan.save()
