"""The demo runner's shoes and runs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from gaitlog.accounts.models import User
from gaitlog.core.choices import Surface
from gaitlog.dashboard.demo.story import (
    ACCIDENT_WEEK,
    BACK_WEEK,
    CLINIC_WEEK,
    RACE_WEEK,
    WATCH_WEEK,
    WEEKS,
    Story,
)
from gaitlog.lib.gaits import Gait, SectionData
from gaitlog.lib.sections import parse
from gaitlog.runs.models import Focus, Plan, Run, ShoeShare
from gaitlog.runs.services import save_run
from gaitlog.runs.vocabulary import FOCUSES
from gaitlog.shoes.models import Shoe

# From the clinic of a Saturday on, what each week's first, second and long run were split into.
PHRASES = {
    4: ("all natural", "all natural", "6 lampposts pose, 6 off"),
    5: ("8x20s", "all natural", "all natural"),
    6: ("6x(30s pose / 90s natural)", "3 blocks", "all natural"),
    7: ("5 natural, 5x(45s pose / 2 natural)", "pose 1' 1' 1'", "all natural"),
    8: ("5 natural, 6x1/2", "6 lampposts pose, 6 off", "10% pose"),
    9: ("5 natural, 5x(1:30 pose / 2 natural)", "5 natural, 4x1/1", "all natural"),
    10: ("5 natural, 8x1/1", "all natural", "12 natural, 24 pose"),
    12: ("all natural", "", ""),
    13: ("4x(30s pose / 2 natural)", "all natural", "all natural"),
    14: ("5 natural, 5x1/2", "all natural", "all natural"),
    15: ("5 natural, 5x1/2", "6 lampposts pose, 6 off", "all natural"),
    16: ("5 natural, 5x(1:30 pose / 2 natural)", "5 natural, 3x1/1", "all natural"),
    17: ("6 natural, 4x2/2", "all natural", "4 min pose in all"),
    18: ("6 natural, 4x2/2", "5 natural, 5x1/1", "all natural"),
    19: ("6 natural, 4x2:30/2", "5 natural, 5x1/1", "10 natural, 2x2/5"),
    20: ("6 natural, 4x2:30/2", "5 natural, 6x1/1", "10 natural, 2x3/5"),
    21: ("6 natural, 3x3/2", "5 natural, 5x1/1", "10 natural, 2x3/5"),
    22: ("6 natural, 3x3/2", "5 natural, 5x1/1", "10 natural, 2x4/5"),
    23: ("6 natural, 5x2/2", "6 lampposts pose, 6 off", "10 natural, 3x3/5"),
    24: ("every other minute for 20 min", "", "all natural"),
    25: ("5 natural, 11x1/1", "5 natural, 3x2/2", "10 natural, 2x5/5"),
    26: ("6 natural, 3x4/2", "5 natural, 5x1/1", "10 natural, 2x6/5"),
    27: ("6 natural, 2x4/3", "all natural", "12 natural, 2x6/5"),
    28: ("all natural", "5 natural, 5x1/1", "10 natural, 2x6:30/5"),
    29: ("6 natural, 2x7/2", "5 natural, 6x1/1", "10 natural, 2x7/5"),
}  # fmt: skip

WINTER_FOOTING = ["packed_snow", "ice_patches", "slush"]
SUMMER_FOOTING = ["dry", "dry", "wet"]
WORKED_ON = ["landing", "pull", "cadence", "arms"]

CHANGED_SHOES = (5, 0)  # the first ten minutes ever in the low pair, home in the other
RETIRED_WEEK = 25  # the high pair is worn out; all but winter trails is run in the low one
MORE_WEEK = 20  # from here on the long run grows towards the races
RACE = (RACE_WEEK, 2)
RACE_M, RACE_S = 10_000, 3_190
ON_THE_ROAD = {(CLINIC_WEEK, 2), RACE}  # long runs that are elsewhere on trails

NOTES = {
    (4, 1): "Wind from everywhere. On Saturday the clinic.",
    (4, 2): "Six lampposts. Fell apart at the fourth, better after shaking the legs out.",
    (7, 1): "Three times a minute. The second was the first that felt like the drills.",
    (10, 2): "Felt so good that I just stayed in it. 24 minutes. Left calf tight at the end.",
    (12, 0): "Back. Ten careful minutes and home.",
    (14, 0): "Heels were back before I noticed, in the last two.",
    (21, 0): "Three minutes held, three times. Quick feet, quiet landing.",
    (24, 2): "The cold is gone. Old gait, no hurry.",
    (27, 2): "Twelve of the minutes were mine. Smiled at the camera on the bridge.",
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
            default_for=Surface.ROAD,
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
    """Run after run, each with all that follows it, until the high pair is worn out."""
    for week in range(WEEKS):
        for index, weekday in enumerate((1, 3, 6)):
            on = story.day(week, weekday)
            phrase = PHRASES.get(week, ("all natural",) * 3)[index]
            resting = ACCIDENT_WEEK < week < BACK_WEEK
            if on <= story.today and phrase and not resting:
                run = _add_run(story, week, index, on, phrase)
                for follow in then:
                    follow(story, week, index, run)
    story.shoes["heel"].retire(story.day(RETIRED_WEEK, 0))


def _add_run(story: Story, week: int, index: int, on: dt.date, phrase: str) -> Run:
    chance, place = story.chance, (week, index)
    moving_s = _moving_s(week, index, chance.randrange(-150, 160))
    pace = 365 - week + chance.randrange(-8, 9)
    has_pose = phrase != "all natural"
    winter = on.month in {11, 12, 1, 2, 3}
    run = Run(
        owner=story.user,
        on=on,
        time_zone=story.user.time_zone,
        started_at=dt.datetime.combine(on, dt.time(16, 12 + chance.randrange(40)), dt.UTC),
        distance_m=RACE_M if place == RACE else moving_s * 100 // pace * 10,
        phrase=phrase,
        shoe=story.shoes[_pair(week, index, has_pose=has_pose, winter=winter)],
        surface="trail" if index == 2 and place not in ON_THE_ROAD else "road",
        footing=chance.choice(WINTER_FOOTING if winter else SUMMER_FOOTING),
        temperature_c=chance.randrange(-7, 4) if winter else chance.randrange(6, 19),
        effort=8 if place == RACE else chance.randrange(3, 6),
        felt_form=chance.randrange(2, 5) if has_pose else None,
        focus=story.focuses[chance.choice(WORKED_ON)] if has_pose else None,
        companions="Ola" if index == 2 and chance.random() < 0.5 else "",
        note=NOTES.get(place, ""),
        is_race=place == RACE,
    )
    run.take_measures(story.user.measures)
    sections = parse(phrase, moving_s=moving_s, distance_m=run.distance_m)
    if index == 0 and week >= WATCH_WEEK:
        sections = [_as_laps(section, week, pace) for section in sections]
        run.distance_m = sum(section.distance_m or 0 for section in sections)
    shares = []
    if place == CHANGED_SHOES:
        run.shoe = story.shoes["heel"]
        shares = [ShoeShare(part="first", moving_s=600, shoe=story.shoes["low"])]
    return save_run(run=run, sections=sections, shares=shares)


def _moving_s(week: int, index: int, more_s: int) -> int:
    """Longer from week to week, most of all the long run in the months of the races."""
    if week == BACK_WEEK:
        return 640
    if (week, index) == (ACCIDENT_WEEK, 2):
        return 2700
    if (week, index) == RACE:
        return RACE_S
    further_s = 150 * max(0, week - MORE_WEEK) if index == 2 else 0
    return (1860, 1620, 3000)[index] + 12 * week + further_s + more_s


def _pair(week: int, index: int, *, has_pose: bool, winter: bool) -> str:
    """What was worn: studs on a winter trail, the low pair for the new gait, then for all."""
    if winter and index == 2 and (week, index) not in ON_THE_ROAD:
        return "studs"
    is_low = week >= RETIRED_WEEK or (has_pose and week > CLINIC_WEEK)
    return "low" if is_low else "heel"


def _as_laps(section: SectionData, week: int, pace: int) -> SectionData:
    """What a watch says of a section: the new gait gets quicker and its steps shorter."""
    more = week - WATCH_WEEK
    pace_s_per_km, cadence_spm = (
        (pace + 12 - 2 * more, 172 + more // 2) if section.gait == Gait.POSE else (pace, 162)
    )
    metres = section.seconds * 1000 // pace_s_per_km
    return section._replace(distance_m=metres, cadence_spm=cadence_spm)


def add_plan(story: Story) -> None:
    """What is next: as much as lately, the day after tomorrow."""
    plan = Plan(
        owner=story.user,
        on=story.today + dt.timedelta(days=2),
        phrase="6 natural, 4x3/2",
        shoe=story.shoes["low"],
        note="Quick feet. Let the heels touch.",
    )
    plan.take_measures(story.user.measures)
    plan.take_sections(parse(plan.phrase, moving_s=1860))
    plan.save()
