"""Cases of the dose guard, worked out by hand from its definitions: nothing here was computed.

Days are of 2026 where no year is said. Most runs are judged on 31 July, whose 30 days before
begin on 1 July. Runs of a log have the keys 1, 2, 3 … in the order they were run, unless said;
`run` is the one judged: a key of the log, or a run that is only planned. Seconds throughout.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from gaitlog.lib.guard.sessions import PainState, Session, Worn

MONDAY, SUNDAY = 0, 6


def day(text):
    return dt.date.fromisoformat(text if len(text) == 10 else f"2026-{text}")


def run(on, pose=0, **more):
    """A run; `natural`, `walk` in seconds, `m` metres, `drop` as text, `pain` by name."""
    drop = more.pop("drop", None)
    return Session(
        on=day(on),
        pose_s=pose,
        natural_s=more.pop("natural", 0),
        walk_s=more.pop("walk", 0),
        distance_m=more.pop("m", None),
        drop_mm=None if drop is None else Decimal(drop),
        pain=PainState(more.pop("pain", "none")),
        began_an_injury=more.pop("injured", False),
        **more,
    )


@dataclass(frozen=True)
class Case:
    name: str
    expected: Any  # None, or the numbers that matter here
    on: str = ""  # G1: the day of a limit
    run: Any = None  # the run judged
    week: Any = None  # G3: a day in it, and the first weekday
    log: list = field(default_factory=list)
    returned: list = field(default_factory=list)
    p: dict = field(default_factory=dict)

    @property
    def sessions(self):
        return [
            session if session.key else replace(session, key=number)
            for number, session in enumerate(self.log, start=1)
        ]

    @property
    def judged(self):
        if isinstance(self.run, int):
            (listed,) = [session for session in self.sessions if session.key == self.run]
            return listed
        return self.run

    @property
    def returned_on(self):
        return [day(text) for text in self.returned]


def limit(name, log, expected, *, on="07-31", **more):
    """A limit; expected: limit, reference, base and its key."""
    numbers = dict(zip(("limit_s", "ref_s", "base_s", "base_key"), expected, strict=True))
    return Case(name, numbers, on=on, log=log, **more)


LIMITS = [
    # limit = max(ref * 110 // 100, ref + 60), ref = max(base, 300 - 60, 1)
    limit("nothing yet", [], (300, 240, 0, None)),  # max(264, 300)
    limit("only natural runs", [run("07-10", natural=1800)], (300, 240, 0, None)),
    limit("three lampposts", [run("07-10", 32)], (300, 240, 32, 1)),
    limit("one second", [run("07-10", 1)], (300, 240, 1, 1)),
    limit("base at the floor", [run("07-10", 240)], (300, 240, 240, 1)),
    limit("base just above the floor", [run("07-10", 241)], (301, 241, 241, 1)),  # max(265, 301)
    limit("base at the cap", [run("07-10", 300)], (360, 300, 300, 1)),  # max(330, 360)
    limit("slack wins at 599", [run("07-10", 599)], (659, 599, 599, 1)),  # max(658, 659)
    limit("crossover at 600", [run("07-10", 600)], (660, 600, 600, 1)),  # max(660, 660)
    limit("still equal at 609", [run("07-10", 609)], (669, 609, 609, 1)),  # max(669.9 down, 669)
    limit("percent wins at 610", [run("07-10", 610)], (671, 610, 610, 1)),  # max(671, 670)
    limit("percent is rounded down", [run("07-10", 1205)], (1325, 1205, 1205, 1)),  # 1325.5
    limit("an hour", [run("07-10", 3600)], (3960, 3600, 3600, 1)),
    # windows
    limit("30 days before is in", [run("07-01", 600)], (660, 600, 600, 1)),
    limit("31 days before is out", [run("06-30", 600)], (300, 240, 0, None)),
    limit("the day itself is out", [run("07-31", 600)], (300, 240, 0, None)),
    limit("the day before is in", [run("07-30", 600)], (660, 600, 600, 1)),
    limit("the day after is out", [run("08-01", 600)], (300, 240, 0, None)),
    limit(
        "a longer run out of the window",
        [run("06-30", 900), run("07-01", 400)],
        (460, 400, 400, 2),  # max(440, 460)
    ),
    limit("spring clock, 30 days", [run("03-01", 600)], (660, 600, 600, 1), on="03-31"),
    limit("spring clock, 31 days", [run("02-28", 600)], (300, 240, 0, None), on="03-31"),
    limit("autumn clock, 30 days", [run("10-11", 600)], (660, 600, 600, 1), on="11-10"),
    limit("autumn clock, 31 days", [run("10-10", 600)], (300, 240, 0, None), on="11-10"),
    limit("the clock's own day", [run("03-29", 600)], (660, 600, 600, 1), on="03-30"),
    limit("over New Year, 30 days", [run("12-06", 600)], (660, 600, 600, 1), on="2027-01-05"),
    limit("over New Year, 31 days", [run("12-05", 600)], (300, 240, 0, None), on="2027-01-05"),
    limit("a leap day", [run("2028-02-29", 600)], (660, 600, 600, 1), on="2028-03-30"),
    # which one is the reference
    limit("the longest", [run("07-10", 600), run("07-20", 500)], (660, 600, 600, 1)),
    limit("the latest of equals", [run("07-10", 500), run("07-20", 500)], (560, 500, 500, 2)),
    limit(
        "the latest of equals on a day", [run("07-20", 500), run("07-20", 500)], (560, 500, 500, 2)
    ),
    limit(
        "in the order they were run, not typed",
        [run("07-20", 500, key=9), run("07-20", 500, key=4)],
        (560, 500, 500, 4),
    ),
    limit(
        "runs of a day are not added up", [run("07-20", 400), run("07-20", 350)], (460, 400, 400, 1)
    ),
    limit(
        "the latest of equals that counts",
        [run("07-10", 500), run("07-20", 500, pain="not_settled")],
        (560, 500, 500, 1),
    ),
    # the ratchet
    limit(
        "not settled is no base",
        [run("07-10", 300), run("07-20", 900, pain="not_settled")],
        (360, 300, 300, 1),
    ),
    limit(
        "high risk is no base",
        [run("07-10", 300), run("07-20", 900, pain="high_risk")],
        (360, 300, 300, 1),
    ),
    limit(
        "what began an injury is no base",
        [run("07-10", 300), run("07-20", 900, injured=True)],
        (360, 300, 300, 1),
    ),
    limit(
        "what began an injury though it felt safe is no base",
        [run("07-10", 300), run("07-20", 900, pain="safe", injured=True)],
        (360, 300, 300, 1),
    ),
    limit(
        "pending is a base",
        [run("07-10", 300), run("07-20", 900, pain="pending")],
        (990, 900, 900, 2),
    ),
    limit(
        "acceptable is a base",
        [run("07-10", 300), run("07-20", 900, pain="acceptable")],
        (990, 900, 900, 2),
    ),
    limit(
        "safe is a base", [run("07-10", 300), run("07-20", 900, pain="safe")], (990, 900, 900, 2)
    ),
    limit("nothing but what hurt", [run("07-20", 900, pain="high_risk")], (300, 240, 0, None)),
    # return from injury
    limit(
        "before the return",
        [run("07-05", 1200), run("07-20", 200)],
        (300, 240, 200, 2),
        returned=["07-15"],
    ),
    limit(
        "the day before the return", [run("07-14", 900)], (300, 240, 0, None), returned=["07-15"]
    ),
    limit("on the day of the return", [run("07-15", 900)], (300, 240, 0, None), returned=["07-15"]),
    limit("the day after the return", [run("07-16", 900)], (990, 900, 900, 1), returned=["07-15"]),
    limit(
        "two injuries, the later return counts",
        [run("07-15", 900), run("07-21", 400)],
        (460, 400, 400, 2),
        returned=["07-10", "07-20"],
    ),
    limit(
        "two injuries in the other order",
        [run("07-15", 900), run("07-21", 400)],
        (460, 400, 400, 2),
        returned=["07-20", "07-10"],
    ),
    limit("a return to come", [run("07-05", 1200)], (1320, 1200, 1200, 1), returned=["08-05"]),
    limit("a return tomorrow", [run("07-05", 1200)], (1320, 1200, 1200, 1), returned=["08-01"]),
    limit("a return today", [run("07-05", 1200)], (300, 240, 0, None), returned=["07-31"]),
    limit(
        "one return behind, one to come",
        [run("07-05", 1200), run("07-15", 700)],
        (770, 700, 700, 2),
        returned=["07-10", "08-05"],
    ),
    limit("a return long ago", [run("07-05", 1200)], (1320, 1200, 1200, 1), returned=["05-01"]),
    # parameters
    limit("20 percent", [run("07-10", 600)], (720, 600, 600, 1), p={"spike_percent": 20}),
    limit("a cap of ten minutes", [], (600, 540, 0, None), p={"first_cap_s": 600}),  # max(594, 600)
    limit("14 days, the 14th", [run("07-17", 600)], (660, 600, 600, 1), p={"window_days": 14}),
    limit("14 days, the 15th", [run("07-16", 600)], (300, 240, 0, None), p={"window_days": 14}),
    limit("no slack, no base", [], (330, 300, 0, None), p={"slack_s": 0}),  # ref 300, 10 percent
    limit("no slack", [run("07-10", 305)], (335, 305, 305, 1), p={"slack_s": 0}),  # 335.5
    limit("two minutes of slack", [run("07-10", 600)], (720, 600, 600, 1), p={"slack_s": 120}),
    limit("a cap no higher than the slack", [], (61, 1, 0, None), p={"first_cap_s": 60}),  # 0 + 60
]


def judged(name, run, log, **more):
    keys = ("returned", "p")
    case = {key: more.pop(key) for key in keys if key in more}
    return Case(name, more, run=run, log=log, **case)


BASE_600, BASE_300 = [run("07-10", 600)], [run("07-10", 300)]

SPIKES = [
    # no base: limit 300, ref 240; small up to 312, moderate up to 480
    judged("first, at the cap", run("07-31", 300), [], state="fine", is_first=False, day_s=300),
    judged("first, just over the cap", run("07-31", 301), [], state="small", is_first=True),
    judged("first, 130 percent", run("07-31", 312), [], state="small", is_first=True),
    judged("first, over 130 percent", run("07-31", 313), [], state="moderate", is_first=True),
    judged("first, 200 percent", run("07-31", 480), [], state="moderate", is_first=True),
    judged("first, over 200 percent", run("07-31", 481), [], state="large", is_first=True),
    judged(  # 600 / 240 = 2.5
        "every other minute of a first 20-minute run",
        run("07-31", 600, natural=600),
        [],
        state="large",
        is_first=True,
        ref_s=240,
        limit_s=300,
        base_s=0,
        base_key=None,
        day_s=600,
    ),
    judged("none at all", run("07-31", natural=1800), [], state="fine", is_first=False, day_s=0),
    judged("one second", run("07-31", 1), [], state="fine", is_first=False, day_s=1),
    # base 600: limit 660; small up to 780, moderate up to 1200
    judged("600, at the limit", run("07-31", 660), BASE_600, state="fine", base_key=1),
    judged("600, just under the limit", run("07-31", 659), BASE_600, state="fine"),
    judged("600, just over the limit", run("07-31", 661), BASE_600, state="small", is_first=False),
    judged("600, 130 percent", run("07-31", 780), BASE_600, state="small"),
    judged("600, over 130 percent", run("07-31", 781), BASE_600, state="moderate"),
    judged("600, 200 percent", run("07-31", 1200), BASE_600, state="moderate"),
    judged("600, over 200 percent", run("07-31", 1201), BASE_600, state="large", is_first=False),
    # base 300: limit 360; small up to 390, moderate up to 600
    judged("300, at the limit", run("07-31", 360), BASE_300, state="fine"),
    judged("300, just over the limit", run("07-31", 361), BASE_300, state="small"),
    judged("300, 130 percent", run("07-31", 390), BASE_300, state="small"),
    judged("300, over 130 percent", run("07-31", 391), BASE_300, state="moderate"),
    judged("300, 200 percent", run("07-31", 600), BASE_300, state="moderate"),
    judged("300, over 200 percent", run("07-31", 601), BASE_300, state="large"),
    # 130 * 601 = 78 130
    judged("601, under 130 percent", run("07-31", 781), [run("07-10", 601)], state="small"),
    judged("601, over 130 percent", run("07-31", 782), [run("07-10", 601)], state="moderate"),
    # a little before is no first exposure, and is no reference either
    judged(
        "tiny base, at the cap", run("07-31", 300), [run("07-10", 32)], state="fine", base_key=1
    ),
    judged(
        "tiny base, over the cap",
        run("07-31", 301),
        [run("07-10", 32)],
        state="small",
        is_first=False,
        base_s=32,
        base_key=1,
        ref_s=240,
    ),
    # the whole day is said, the run alone is judged
    judged(
        "second run of a day",
        run("07-31", 250),
        [run("07-31", 400)],
        state="fine",
        day_s=650,
        base_s=0,
        base_key=None,
        is_first=False,
    ),
    judged("first of two", 1, [run("07-31", 200), run("07-31", 150)], state="fine", day_s=350),
    judged(
        "three in a day",
        2,
        [run("07-31", 200), run("07-31", 301), run("07-31", 10)],
        state="small",
        day_s=511,
        is_first=True,
    ),
    judged("natural of that day", run("07-31", 250), [run("07-31", natural=900)], day_s=250),
    judged(
        "one of the log is not its own base and is counted once",
        2,
        [run("07-10", 300), run("07-31", 350)],
        state="fine",
        limit_s=360,
        base_key=1,
        day_s=350,
    ),
    judged(
        "typed anew, it takes the place of what it was",
        run("07-31", 500, key=2),
        [run("07-10", 600), run("07-31", 400)],
        state="fine",
        day_s=500,
    ),
    # the two holes
    judged(
        "a spike that hurt does not excuse the next",
        run("07-31", 900),
        [run("07-10", 300), run("07-20", 900, pain="not_settled")],
        state="large",  # 3.0
        base_key=1,
        is_first=False,
    ),
    judged(
        "first again after an injury",
        run("07-31", 481),
        [run("07-05", 1200)],
        returned=["07-15"],
        state="large",
        is_first=True,
        limit_s=300,
    ),
    judged(
        "not first after an injury and a run since",
        run("07-31", 481),
        [run("07-05", 1200), run("07-20", 100)],
        returned=["07-15"],
        state="large",
        is_first=False,
        base_key=2,
    ),
    # 23:30 in Stockholm on the 10th, 06:30 UTC on the 11th: nine hours apart, two days
    judged(
        "two time zones",
        run("07-11", 300),
        [run("07-10", 400)],
        state="fine",
        limit_s=460,
        base_key=1,
        day_s=300,
    ),
    # parameters
    judged("20 percent, at", run("07-31", 720), BASE_600, p={"spike_percent": 20}, state="fine"),
    judged("20 percent, over", run("07-31", 721), BASE_600, p={"spike_percent": 20}, state="small"),
    judged(  # 841 / 600 = 1.40…
        "40 percent leaves nothing small",
        run("07-31", 841),
        BASE_600,
        p={"spike_percent": 40},
        state="moderate",
    ),
    judged("cap 600, at", run("07-31", 600), [], p={"first_cap_s": 600}, state="fine"),
    judged(  # 601 / 540 = 1.11
        "cap 600, over", run("07-31", 601), [], p={"first_cap_s": 600}, state="small", is_first=True
    ),
    judged(
        "window 14",
        run("07-31", 480),
        [run("07-16", 600)],
        p={"window_days": 14},
        state="moderate",
        is_first=True,
    ),
    judged(  # ref 180, limit max(198, 300); 301 / 180 = 1.67
        "slack of two minutes leaves nothing small",
        run("07-31", 301),
        [],
        p={"slack_s": 120},
        state="moderate",
    ),
]

LONG = [run("07-10", natural=1800, m=5000)]
FIVE_K, HALF_HOUR = ("fine", 5000, 1), ("fine", 1800, 1)

WHOLE_RUNS = [
    judged("nothing before", run("07-31", natural=1800, m=5000), []),
    judged(
        "at 110 percent",
        run("07-31", natural=1980, m=5500),
        LONG,
        distance=FIVE_K,
        time=HALF_HOUR,
    ),
    judged(
        "just over 110 percent",
        run("07-31", natural=1981, m=5501),
        LONG,
        distance=("small", 5000, 1),
        time=("small", 1800, 1),
    ),
    judged(
        "at 130 percent",
        run("07-31", natural=2340, m=6500),
        LONG,
        distance=("small", 5000, 1),
        time=("small", 1800, 1),
    ),
    judged(
        "just over 130 percent",
        run("07-31", natural=2341, m=6501),
        LONG,
        distance=("moderate", 5000, 1),
        time=("moderate", 1800, 1),
    ),
    judged(
        "at 200 percent",
        run("07-31", natural=3600, m=10000),
        LONG,
        distance=("moderate", 5000, 1),
        time=("moderate", 1800, 1),
    ),
    judged(
        "just over 200 percent",
        run("07-31", natural=3601, m=10001),
        LONG,
        distance=("large", 5000, 1),
        time=("large", 1800, 1),
    ),
    judged(  # 1.1 * 5001 = 5501.1; 1.1 * 1801 = 1981.1
        "no rounding up",
        run("07-31", natural=1981, m=5502),
        [run("07-10", natural=1801, m=5001)],
        distance=("small", 5001, 1),
        time=("fine", 1801, 1),
    ),
    judged(  # 1.1 * 100 = 110, 1.1 * 60 = 66
        "neither cap nor slack",
        run("07-31", natural=67, m=111),
        [run("07-10", natural=60, m=100)],
        distance=("small", 100, 1),
        time=("small", 60, 1),
    ),
    judged("own distance unknown", run("07-31", natural=1900), LONG, time=HALF_HOUR),
    judged(
        "a longer run without a distance",
        run("07-31", natural=1800, m=5000),
        [*LONG, run("07-20", natural=3600)],
        distance=FIVE_K,
        time=("fine", 3600, 2),
    ),
    judged(
        "no distance ever",
        run("07-31", natural=1800, m=5000),
        [run("07-10", natural=1800)],
        time=HALF_HOUR,
    ),
    judged(  # 300 + 600 + 900
        "all gaits and walking are time",
        run("07-31", 300, natural=600, walk=1081),
        [run("07-10", 300, natural=600, walk=900)],
        time=("small", 1800, 1),
    ),
    judged(
        "each has its own base, the latest of equals",
        run("07-31", natural=1800, m=5000),
        [
            run("07-08", natural=1500, m=6000),
            run("07-10", natural=2000, m=4000),
            run("07-20", natural=2000, m=3000),
        ],
        distance=("fine", 6000, 1),
        time=("fine", 2000, 3),
    ),
    judged(
        "what hurt is no base",
        run("07-31", natural=2000, m=5600),
        [
            *LONG,
            run("07-20", natural=4000, m=9000, pain="high_risk"),
            run("07-21", natural=4000, m=9000, pain="not_settled"),
            run("07-22", natural=4000, m=9000, injured=True),
        ],
        distance=("small", 5000, 1),
        time=("small", 1800, 1),
    ),
    judged(
        "from before a return is no base",
        run("07-31", natural=2000, m=5600),
        [run("07-05", natural=4000, m=9000), run("07-10", natural=600, m=2000)],
        returned=["07-09"],
        distance=("large", 2000, 2),
        time=("large", 600, 2),
    ),
    judged(
        "only from before a return: no verdict",
        run("07-31", natural=2000, m=5600),
        LONG,
        returned=["07-10"],
    ),
    judged("31 days before", run("07-31", natural=9000, m=9000), [run("06-30", 60, m=200)]),
    judged("the same day", 2, [run("07-31", 60, m=200), run("07-31", natural=9000, m=9000)]),
    judged(
        "20 percent",
        run("07-31", natural=2160, m=6001),
        LONG,
        p={"spike_percent": 20},
        distance=("small", 5000, 1),
        time=HALF_HOUR,
    ),
]


def week(name, log, expected, *, of="07-15", first=MONDAY, p=None):
    """A week; expected: this one, the one before, the state."""
    numbers = expected and dict(zip(("this_s", "last_s", "state"), expected, strict=True))
    return Case(name, numbers, week=(of, first), log=log, p=p or {})


# 15 July 2026 is a Wednesday: its week is 13 to 19 July from Monday, 12 to 18 July from Sunday.
AROUND_SUNDAY = [run("07-08", 700), run("07-12", 1000), run("07-15", 500)]

WEEKS = [
    week("130 percent", [run("07-08", 1000), run("07-15", 1300)], (1300, 1000, "fine")),
    week("over 130 percent", [run("07-08", 1000), run("07-15", 1301)], (1301, 1000, "note")),
    week("steep, 15 minutes", [run("07-08", 600), run("07-15", 900)], (900, 600, "fine")),
    week("steep, over 15 minutes", [run("07-08", 600), run("07-15", 901)], (901, 600, "note")),
    week("steep and little", [run("07-08", 60), run("07-15", 600)], (600, 60, "fine")),
    week("less", [run("07-08", 2000), run("07-15", 1500)], (1500, 2000, "fine")),
    week("none this week", [run("07-08", 2000)], (0, 2000, "fine")),
    week("none last week", [run("07-01", 600), run("07-15", 1500)], None),
    week("only natural last week", [run("07-08", natural=3600), run("07-15", 1500)], None),
    week(
        "summed up",  # 2000 * 1.3 = 2600
        [
            run("07-06", 1000),
            run("07-08", 400),
            run("07-08", 600),
            run("07-13", 1300),
            run("07-17", 1301),
        ],
        (2601, 2000, "note"),
    ),
    week(
        "first and last days",
        [
            run("07-05", 1),
            run("07-06", 10),
            run("07-12", 100),
            run("07-13", 1000),
            run("07-19", 10000),
            run("07-20", 100000),
        ],
        (11000, 110, "note"),
    ),
    week("weeks from Monday", AROUND_SUNDAY, (500, 1700, "fine")),
    week("weeks from Sunday", AROUND_SUNDAY, (1500, 700, "note"), first=SUNDAY),
    week(
        "what hurt is in the week too",
        [run("07-08", 1000, pain="high_risk"), run("07-15", 1301, injured=True)],
        (1301, 1000, "note"),
    ),
    week(
        "natural is not",
        [run("07-08", 1000), run("07-15", 1300, natural=900, walk=900)],
        (1300, 1000, "fine"),
    ),
    week(  # the clock changes on Sunday 29 March
        "spring clock",
        [run("03-16", 500), run("03-22", 500), run("03-23", 700), run("03-29", 601)],
        (1301, 1000, "note"),
        of="03-29",
    ),
    week(
        "150 percent, at",
        [run("07-08", 1000), run("07-15", 1500)],
        (1500, 1000, "fine"),
        p={"week_percent": 150},
    ),
    week(
        "150 percent, over",
        [run("07-08", 1000), run("07-15", 1501)],
        (1501, 1000, "note"),
        p={"week_percent": 150},
    ),
    week(
        "least 5 minutes",
        [run("07-08", 100), run("07-15", 301)],
        (301, 100, "note"),
        p={"week_least_s": 300},
    ),
]

SPACINGS = [
    judged("first ever", run("07-31", 60), [], days=1, state="fine"),
    judged("a day between", run("07-31", 60), [run("07-29", 60)], days=1, state="fine"),
    judged("two days", run("07-31", 60), [run("07-30", 60)], days=2, state="passed"),
    judged("three", run("07-31", 60), [run("07-29", 60), run("07-30", 60)], days=3, state="passed"),
    judged(
        "a gap ends it",
        run("07-31", 60),
        [run("07-27", 60), run("07-28", 60), run("07-30", 60)],
        days=2,
        state="passed",
    ),
    judged(
        "a natural run is a rest",
        run("07-31", 60),
        [run("07-29", 60), run("07-30", natural=3600)],
        days=1,
        state="fine",
    ),
    judged("two runs on a day", run("07-31", 60), [run("07-31", 60)], days=1, state="fine"),
    judged(
        "two runs on each day",
        4,
        [run("07-30", 60), run("07-30", 60), run("07-31", 60), run("07-31", 60)],
        days=2,
        state="passed",
    ),
    judged("no matter what follows", 1, [run("07-30", 60), run("07-31", 60)], days=1, state="fine"),
    judged(
        "two allowed, two run",
        run("07-31", 60),
        [run("07-30", 60)],
        p={"most_days_running": 2},
        days=2,
        state="fine",
    ),
    judged(
        "two allowed, three run",
        run("07-31", 60),
        [run("07-29", 60), run("07-30", 60)],
        p={"most_days_running": 2},
        days=3,
        state="passed",
    ),
    judged("over a month's end", run("08-01", 60), [run("07-31", 60)], days=2, state="passed"),
    judged(
        "spring clock",
        run("03-30", 60),
        [run("03-28", 60), run("03-29", 60)],
        days=3,
        state="passed",
    ),
    judged(
        "autumn clock",
        run("10-26", 60),
        [run("10-24", 60), run("10-25", 60)],
        days=3,
        state="passed",
    ),
    # 23:30 in Stockholm on the 10th, 06:30 UTC on the 11th
    judged("two time zones", run("07-11", 60), [run("07-10", 60)], days=2, state="passed"),
    judged(
        "what hurt is a day too",
        run("07-31", 60),
        [run("07-30", 60, pain="high_risk")],
        days=2,
        state="passed",
    ),
    Case("no new gait today", None, run=run("07-31", natural=600), log=[run("07-30", 60)]),
]

PAINS = [
    Case("nothing before", None, run=run("07-31", 600)),
    Case(
        "only natural before",
        None,
        run=run("07-31", 600),
        log=[run("07-29", natural=1800, pain="high_risk")],
    ),
    # not settled, below the limit of 300: the same again and no more
    judged(
        "not settled, the same",
        run("07-31", 200),
        [run("07-29", 200, pain="not_settled")],
        target_s=200,
        state="fine",
    ),
    judged(
        "not settled, more",
        run("07-31", 201),
        [run("07-29", 200, pain="not_settled")],
        target_s=200,
        state="passed",
    ),
    # not settled, above the limit of 300 + 60
    judged(
        "not settled, at the limit",
        run("07-31", 360),
        [run("07-10", 300), run("07-29", 900, pain="not_settled")],
        target_s=360,
        state="fine",
    ),
    judged(
        "not settled, over the limit",
        run("07-31", 361),
        [run("07-10", 300), run("07-29", 900, pain="not_settled")],
        target_s=360,
        state="passed",
    ),
    # 301 * 0.7 = 210.7
    judged(
        "high risk, 70 percent",
        run("07-31", 210),
        [run("07-29", 301, pain="high_risk")],
        target_s=210,
        state="fine",
    ),
    judged(
        "high risk, over 70 percent",
        run("07-31", 211),
        [run("07-29", 301, pain="high_risk")],
        target_s=210,
        state="passed",
    ),
    judged(  # 900 * 0.7 = 630, limit 300
        "high risk, limit lower",
        run("07-31", 301),
        [run("07-29", 900, pain="high_risk")],
        target_s=300,
        state="passed",
    ),
    judged(  # 0.7 of a second
        "high risk, one second",
        run("07-31", 1),
        [run("07-29", 1, pain="high_risk")],
        target_s=0,
        state="passed",
    ),
    judged(  # 500 * 0.7 = 350, exactly
        "high risk, whole seconds",
        run("07-31", 350),
        [run("07-10", 400), run("07-29", 500, pain="high_risk")],
        target_s=350,
        state="fine",
    ),
    # the short runs of a practice show nothing of how a run is borne: the 300 of the 27th hold
    judged(
        "a practice after it, the same",
        run("07-31", 300),
        [run("07-27", 300, pain="not_settled"), run("07-29", 28, is_practice=True)],
        target_s=300,
        state="fine",
    ),
    judged(  # 400 + 60 is the limit of the 10th
        "a practice after it, more",
        run("07-31", 301),
        [
            run("07-10", 400),
            run("07-27", 300, pain="not_settled"),
            run("07-29", 28, pain="pending", is_practice=True),
        ],
        target_s=300,
        state="passed",
    ),
    judged(  # but one that hurt too much is the last that was run
        "a practice that had not settled",
        run("07-31", 29),
        [run("07-27", 300), run("07-29", 28, pain="not_settled", is_practice=True)],
        target_s=28,
        state="passed",
    ),
    Case(
        "only a practice before",
        None,
        run=run("07-31", 600),
        log=[run("07-29", 28, is_practice=True)],
    ),
    # pending or fine: the limit, and more than that is for G1 to say
    judged(
        "pending",
        run("07-31", 1200),
        [run("07-29", 900, pain="pending")],
        target_s=990,
        state="fine",
    ),
    judged(
        "safe", run("07-31", 1200), [run("07-29", 900, pain="safe")], target_s=990, state="fine"
    ),
    judged(
        "acceptable",
        run("07-31", 1200),
        [run("07-29", 900, pain="acceptable")],
        target_s=990,
        state="fine",
    ),
    judged("nothing noted", run("07-31", 1200), [run("07-29", 900)], target_s=990, state="fine"),
    judged(
        "began an injury, no pain noted",
        run("07-31", 1200),
        [run("07-29", 900, injured=True)],
        target_s=300,
        state="fine",
    ),
    # which run is the last one
    judged(
        "earlier on the same day",
        run("07-31", 250),
        [run("07-29", 280), run("07-31", 200, pain="not_settled")],
        target_s=200,  # limit max(308, 340) = 340
        state="passed",
    ),
    judged(
        "earlier on the same day, listed",
        2,
        [run("07-31", 200, pain="not_settled"), run("07-31", 250)],
        target_s=200,
        state="passed",
    ),
    Case(
        "later on the same day",
        None,
        run=1,
        log=[run("07-31", 250), run("07-31", 200, pain="high_risk")],
    ),
    judged(
        "a later run does not count",
        2,
        [run("07-20", 200), run("07-25", 300), run("07-31", 100, pain="high_risk")],
        target_s=300,
        state="fine",
    ),
    judged(
        "hurt, then well borne",
        run("07-31", 300),
        [run("07-25", 200, pain="not_settled"), run("07-28", 150, pain="safe")],
        target_s=300,
        state="fine",
    ),
    judged(
        "a natural run between",
        run("07-31", 201),
        [run("07-25", 200, pain="not_settled"), run("07-28", natural=1800, pain="safe")],
        target_s=200,
        state="passed",
    ),
    judged(
        "a natural run that hurt",
        run("07-31", 301),
        [run("07-25", 200, pain="safe"), run("07-28", natural=1800, pain="high_risk")],
        target_s=300,
        state="fine",
    ),
    judged(
        "months ago",
        run("07-31", 201),
        [run("03-01", 200, pain="not_settled")],
        target_s=200,
        state="passed",
    ),
    judged(  # 1200 * 0.7 = 840, limit 300
        "before the return from an injury",
        run("07-31", 301),
        [run("07-05", 1200, pain="high_risk")],
        returned=["07-15"],
        target_s=300,
        state="passed",
    ),
    judged(  # 301 * 0.5 = 150.5
        "50 percent",
        run("07-31", 151),
        [run("07-29", 301, pain="high_risk")],
        p={"high_risk_percent": 50},
        target_s=150,
        state="passed",
    ),
]


OLD = run("06-10", natural=1800, shoe=1, drop="10")  # 51 days before 31 July


def low(on, natural, **more):
    """A run in a shoe of 4 mm."""
    return run(on, **{"natural": natural, "shoe": 2, "drop": "4"} | more)


def no_verdict(name, run, log, **more):
    return Case(name, None, run=run, log=log, **more)


SHOES = [
    # no base: ref 1200 - 300 = 900, limit max(990, 1200); 130 percent is 1170, 200 percent 1800
    judged(
        "first run, at the cap",
        low("07-31", 1200),
        [OLD],
        state="fine",
        limit_s=1200,
        ref_s=900,
        base_s=0,
    ),
    judged("first run, just over the cap", low("07-31", 1201), [OLD], state="moderate"),
    judged("first run, 200 percent", low("07-31", 1800), [OLD], state="moderate"),
    judged("first run, over 200 percent", low("07-31", 1801), [OLD], state="large"),
    judged("first run, listed", 2, [OLD, low("07-31", 1200)], state="fine", base_s=0),
    # base 1000: limit max(1100, 1300), which is 130 percent
    judged(
        "base 1000, at",
        low("07-31", 1300),
        [OLD, low("07-20", 1000)],
        state="fine",
        limit_s=1300,
        ref_s=1000,
        base_s=1000,
    ),
    judged("base 1000, over", low("07-31", 1301), [OLD, low("07-20", 1000)], state="moderate"),
    # base 1100: limit max(1210, 1400); 130 percent is 1430, 200 percent 2200
    judged("base 1100, at", low("07-31", 1400), [OLD, low("07-20", 1100)], state="fine"),
    judged("base 1100, over", low("07-31", 1401), [OLD, low("07-20", 1100)], state="small"),
    judged("base 1100, 130", low("07-31", 1430), [OLD, low("07-20", 1100)], state="small"),
    judged("base 1100, over 130", low("07-31", 1431), [OLD, low("07-20", 1100)], state="moderate"),
    judged("base 1100, 200", low("07-31", 2200), [OLD, low("07-20", 1100)], state="moderate"),
    judged("base 1100, over 200", low("07-31", 2201), [OLD, low("07-20", 1100)], state="large"),
    judged("slack and percent equal", low("07-31", 3300), [OLD, low("07-20", 3000)], limit_s=3300),
    judged(  # max(3850, 3800)
        "percent wins", low("07-31", 3300), [OLD, low("07-20", 3500)], limit_s=3850, state="fine"
    ),
    judged(
        "a short run in it never lowers the limit",
        low("07-31", 1200),
        [OLD, low("07-20", 60)],
        state="fine",
        limit_s=1200,
        ref_s=900,
        base_s=60,
    ),
    judged(
        "the longest, not the last",
        low("07-31", 1300),
        [OLD, low("07-15", 1100), low("07-20", 500)],
        base_s=1100,
        limit_s=1400,
    ),
    # how long a shoe is new
    judged("29 days", low("07-31", 1201), [OLD, low("07-02", 600)], state="moderate", base_s=600),
    no_verdict("30 days", low("07-31", 9000), [OLD, low("07-01", 600)]),
    no_verdict(
        "30 days and a run since", low("07-31", 9000), [OLD, low("07-01", 9), low("07-20", 9)]
    ),
    judged(
        "29 days over the spring clock",
        low("03-30", 1200),
        [run("01-10", natural=1800, shoe=1, drop="10"), low("03-01", 600)],
        base_s=600,
    ),
    no_verdict(
        "30 days over the spring clock",
        low("03-31", 9000),
        [run("01-10", natural=1800, shoe=1, drop="10"), low("03-01", 600)],
    ),
    judged(
        "14 days, the 13th",
        low("07-31", 1200),
        [OLD, low("07-18", 600)],
        p={"shoe_days": 14},
        state="fine",
        base_s=600,
    ),
    no_verdict(
        "14 days, the 14th", low("07-31", 9000), [OLD, low("07-17", 600)], p={"shoe_days": 14}
    ),
    # how much lower it is: the usual drop is 10
    judged("4 lower", low("07-31", 1801, drop="6"), [OLD], state="large"),
    no_verdict("3.9 lower", low("07-31", 9000, drop="6.1"), [OLD]),
    no_verdict("the same", low("07-31", 9000, drop="10"), [OLD]),
    no_verdict("4 higher", low("07-31", 9000, drop="14"), [OLD]),
    judged("none at all", low("07-31", 1801, drop="0"), [OLD], state="large"),
    judged("6 asked, 6 lower", low("07-31", 1200), [OLD], p={"shoe_less_drop_mm": 6}, state="fine"),
    no_verdict("7 asked, 6 lower", low("07-31", 9000), [OLD], p={"shoe_less_drop_mm": 7}),
    # (1800 * 10 + 600 * 6) / 2400 = 9, where the plain mean would be 8
    judged(
        "weighted, 4 lower",
        low("07-31", 1200, drop="5"),
        [OLD, run("06-12", 600, shoe=3, drop="6")],
        state="fine",
    ),
    no_verdict(
        "weighted, 3.9 lower",
        low("07-31", 9000, drop="5.1"),
        [OLD, run("06-12", 600, shoe=3, drop="6")],
    ),
    # (1000 * 10 + 2000 * 9) / 3000 = 9.333…
    judged(
        "weighted, 4.03 lower",
        low("07-31", 1200, drop="5.3"),
        [
            run("06-10", natural=1000, shoe=1, drop="10"),
            run("06-12", natural=2000, shoe=3, drop="9"),
        ],
        state="fine",
    ),
    no_verdict(
        "weighted, 3.93 lower",
        low("07-31", 9000, drop="5.4"),
        [
            run("06-10", natural=1000, shoe=1, drop="10"),
            run("06-12", natural=2000, shoe=3, drop="9"),
        ],
    ),
    # (300 + 300) * 10 and 600 * 6 make 8: both gaits weigh, walking does not
    judged(
        "walking does not weigh",
        low("07-31", 1200, drop="4"),
        [
            run("06-10", 300, natural=300, walk=5000, shoe=1, drop="10"),
            run("06-12", natural=600, shoe=3, drop="6"),
        ],
        state="fine",
    ),
    no_verdict(
        "walking does not weigh, 3.9 lower",
        low("07-31", 9000, drop="4.1"),
        [
            run("06-10", 300, natural=300, walk=5000, shoe=1, drop="10"),
            run("06-12", natural=600, shoe=3, drop="6"),
        ],
    ),
    judged(
        "unknown drops are left out",
        low("07-31", 1200, drop="6"),
        [OLD, run("06-12", natural=9000, shoe=3), run("06-14", natural=9000)],
        state="fine",
    ),
    judged(
        "what hurt is usual too",
        low("07-31", 1200, drop="6"),
        [run("06-10", natural=1800, shoe=1, drop="10", pain="high_risk")],
        state="fine",
    ),
    # no usual drop
    no_verdict("nothing before", low("07-31", 9000), []),
    no_verdict("only unknown drops", low("07-31", 9000), [run("06-12", natural=9000, shoe=3)]),
    no_verdict("only walks", low("07-31", 9000), [run("06-12", walk=9000, shoe=1, drop="10")]),
    judged(
        "90 days before",
        low("07-31", 1200),
        [run("05-02", natural=1800, shoe=1, drop="10")],
        state="fine",
    ),
    no_verdict(
        "91 days before", low("07-31", 9000), [run("05-01", natural=1800, shoe=1, drop="10")]
    ),
    # first run on 20 July, 90 days before which is 21 April
    judged(
        "90 days before its first run",
        low("07-31", 1200),
        [run("04-21", natural=1800, shoe=1, drop="10"), low("07-20", 600)],
        state="fine",
    ),
    no_verdict(
        "91 days before its first run",
        low("07-31", 9000),
        [run("04-20", natural=1800, shoe=1, drop="10"), low("07-20", 600)],
    ),
    no_verdict(
        "on the day of its first run",
        low("07-31", 9000),
        [run("07-31", natural=1800, shoe=1, drop="10")],
    ),
    no_verdict(
        "since its first run",
        low("07-31", 9000),
        [low("07-20", 600), run("07-22", natural=1800, shoe=1, drop="10")],
    ),
    # what is counted
    no_verdict("no shoe", run("07-31", natural=9000), [OLD]),
    no_verdict("its own drop unknown", run("07-31", natural=9000, shoe=2), [OLD]),
    judged(  # 1300 / 900 = 1.44
        "both gaits", low("07-31", 700, pose=600), [OLD], state="moderate", limit_s=1200
    ),
    judged("not walking", low("07-31", 1200, walk=3000), [OLD], state="fine"),
    judged(
        "not other shoes",
        low("07-31", 1200),
        [OLD, run("07-25", natural=5000, shoe=1, drop="10")],
        base_s=0,
        state="fine",
    ),
    judged(  # 1201 / 900 = 1.33
        "a part of a run",
        run("07-31", natural=3000, shoe=1, drop="10", others=(Worn(2, Decimal(4), 1201),)),
        [OLD],
        state="moderate",
    ),
    judged(
        "all but a part of a run",
        low("07-31", 1201, others=(Worn(1, Decimal(10), 1),)),
        [OLD],
        state="fine",
    ),
    judged(
        "a part of a run is a base",
        low("07-31", 1300),
        [OLD, run("07-25", natural=5000, shoe=1, drop="10", others=(Worn(2, Decimal(4), 1000),))],
        base_s=1000,
        limit_s=1300,
        state="fine",
    ),
    judged(  # (1000 * 10 + 800 * 4) / 1800 = 7.33
        "the usual drop is that of both pairs",
        low("07-31", 1200, drop="3.3"),
        [run("06-10", natural=1800, shoe=1, drop="10", others=(Worn(3, Decimal(4), 800),))],
        state="fine",
    ),
    no_verdict(
        "the usual drop of both pairs, a tenth less",
        low("07-31", 1200, drop="3.4"),
        [run("06-10", natural=1800, shoe=1, drop="10", others=(Worn(3, Decimal(4), 800),))],
    ),
    judged("not the same day", low("07-31", 1200), [OLD, low("07-31", 5000)], base_s=0),
    judged(
        "what hurt is no base",
        low("07-31", 1801),
        [
            OLD,
            low("07-15", 1000),
            low("07-20", 5000, pain="not_settled"),
            low("07-21", 5000, pain="high_risk"),
            low("07-22", 5000, injured=True),
        ],
        base_s=1000,
        state="moderate",
    ),
    judged(
        "from before a return is no base",
        low("07-31", 1801),
        [OLD, low("07-10", 5000)],
        returned=["07-15"],
        base_s=0,
        ref_s=900,
        state="large",
    ),
    judged(
        "cap of ten minutes",
        low("07-31", 601),
        [OLD],
        p={"shoe_cap_s": 600},
        state="large",
        ref_s=300,
        limit_s=600,
    ),  # max(330, 600)
    judged(
        "no slack",
        low("07-31", 1320),
        [OLD],
        p={"shoe_slack_s": 0},
        state="fine",
        ref_s=1200,
        limit_s=1320,
    ),
]

ALL = {
    "dose_limit": LIMITS,
    "spike": SPIKES,
    "whole_run": WHOLE_RUNS,
    "weekly_change": WEEKS,
    "spacing": SPACINGS,
    "pain_target": PAINS,
    "new_shoe": SHOES,
}
