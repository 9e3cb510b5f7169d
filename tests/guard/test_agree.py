"""The guard against its slow second version, on logs that nobody thought of.

A normal run tries 300 logs for each rule; GAITLOG_THOROUGH=1 tries 5,000. Amounts are drawn
close to the limits that apply, since a wrong comparison shows nowhere else.
"""

from __future__ import annotations

import datetime as dt
import math
import os
from dataclasses import replace
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gaitlog.lib.guard.parameters import Parameters
from gaitlog.lib.guard.sessions import PainState, Session, Worn
from gaitlog.lib.weeks import Week
from tests.guard import real, slow

THOROUGH = os.environ.get("GAITLOG_THOROUGH") == "1"
tried = settings(
    max_examples=5_000 if THOROUGH else 300,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

FIRST_DAY = dt.date(2026, 1, 20)  # 150 days from here hold a clock change and a month of 28 days
SPANS = st.sampled_from([45, 150])
SECONDS = st.one_of(
    st.sampled_from([0, 0, 1, 32, 240, 241, 300, 301, 599, 600, 601, 900, 1200]),
    st.integers(0, 3600),
)
# Not 0, which no run covers: a distance of 0 stands for an unknown one elsewhere.
METRES = st.one_of(st.none(), st.sampled_from([1, 1000, 5000]), st.integers(1, 20_000))
PAINS = st.sampled_from(list(PainState))
DROPS = st.one_of(
    st.none(), st.sampled_from([Decimal(4), Decimal(10)]), st.decimals(0, 14, places=1)
)
NO_SHOE = (None, None, None)


def days(span):
    return st.integers(0, span).map(lambda number: FIRST_DAY + dt.timedelta(days=number))


@st.composite
def parameters(draw):
    if draw(st.booleans()):
        return Parameters()
    moderate = draw(st.integers(100, 200))
    return Parameters(
        window_days=draw(st.integers(1, 60)),
        spike_percent=draw(st.integers(0, 50)),
        first_cap_s=draw(st.integers(0, 900)),
        slack_s=draw(st.integers(0, 300)),
        moderate_percent=moderate,
        large_percent=draw(st.integers(moderate, 300)),
        week_percent=draw(st.integers(100, 200)),
        week_least_s=draw(st.integers(0, 1800)),
        most_days_running=draw(st.integers(1, 4)),
        high_risk_percent=draw(st.integers(0, 100)),
        shoe_days=draw(st.integers(1, 90)),
        shoe_less_drop_mm=draw(st.integers(0, 10)),
        shoe_usual_days=draw(st.integers(1, 180)),
        shoe_cap_s=draw(st.integers(0, 3600)),
        shoe_slack_s=draw(st.integers(0, 900)),
    )


@st.composite
def shoes(draw, span):
    """Up to four, each with the day from which it is worn and a drop that may be unknown."""
    return [(number, draw(days(span)), draw(DROPS)) for number in range(draw(st.integers(0, 4)))]


@st.composite
def some_session(draw, owned, span):
    on = draw(days(span))
    worn = [shoe for shoe in owned if shoe[1] <= on]
    shoe, _since, drop = draw(st.sampled_from([NO_SHOE, *worn, *worn[-1:], *worn[-1:]]))
    return Session(
        on=on,
        pose_s=draw(SECONDS),
        natural_s=draw(SECONDS),
        walk_s=draw(st.sampled_from([0, 0, 60, 900])),
        distance_m=draw(METRES),
        shoe=shoe,
        drop_mm=drop,
        pain=draw(PAINS),
        began_an_injury=draw(st.sampled_from([False] * 9 + [True])),
        is_practice=draw(st.sampled_from([False] * 4 + [True])),
    )


@st.composite
def changed(draw, session):
    """The session with its first or last part, or both, run in another pair."""
    others, left_s = [], session.running_s
    for _ in range(draw(st.integers(0, 2))):
        running_s = draw(st.integers(0, left_s))
        left_s -= running_s
        shoe = draw(st.sampled_from([5, 9, 12]))
        others.append(Worn(shoe, draw(st.sampled_from([None, Decimal(2), Decimal(10)])), running_s))
    return replace(session, others=tuple(others))


@st.composite
def changed_on_the_way(draw):
    """A judgement over a log in which shoes were changed on the way."""
    session, sessions, returned_on, p = draw(judgements(in_a_new_shoe=True))
    session, sessions = draw(changed(session)), [draw(changed(other)) for other in sessions]
    sessions = [session if slow.is_same(session, other) else other for other in sessions]
    return session, sessions, returned_on, p


@st.composite
def logs(draw, owned, span):
    """Sessions in the order they were run; keys are in the order they were typed, so in any."""
    sizes = draw(st.sampled_from([(0, 6), (20, 40), (20, 60), (30, 60)]))
    sessions = draw(st.lists(some_session(owned, span), min_size=sizes[0], max_size=sizes[1]))
    sessions.sort(key=lambda session: session.on)
    keys = draw(st.permutations(range(1, len(sessions) + 1)))
    return [replace(session, key=key) for session, key in zip(sessions, keys, strict=True)]


@st.composite
def broken_in(draw, session, sessions, p):
    """The session and its log, with a low shoe that has been worn for about as long as is new."""
    age = draw(st.one_of(st.integers(0, p.shoe_days - 1), st.integers(0, p.shoe_days)))
    first_day = session.on - dt.timedelta(days=age)
    sessions = [
        replace(other, shoe=5, drop_mm=Decimal("9.5")) if draw(st.booleans()) else other
        for other in sessions
    ]
    usual = slow.usual_drop(first_day, slow.others(session, sessions), p)
    drop = Decimal(draw(st.integers(0, 60))) / 10
    if usual is not None and draw(st.booleans()):  # as low as is asked for, or a tenth off
        tenths = math.floor((usual - p.shoe_less_drop_mm) * 10) + draw(st.integers(-1, 1))
        drop = Decimal(max(tenths, 0)) / 10
    worn = {"shoe": 9, "drop_mm": drop}
    log = []
    for other in sessions:
        is_worn = slow.is_same(session, other) or (
            first_day <= other.on <= session.on and (other.on == first_day or draw(st.booleans()))
        )
        log.append(replace(other, **worn) if is_worn else other)
    return replace(session, **worn), log


def edges(limit_s, ref_s, p):
    """Amounts at which a verdict may change, and one second more."""
    steps = [limit_s, ref_s * p.moderate_percent // 100, ref_s * p.large_percent // 100]
    return [step + more for step in steps for more in (0, 1)]


@st.composite
def close_to_an_edge(draw, session, sessions, returned_on, p):
    """The session with an amount that is just within or just beyond a limit of its own."""
    rest = slow.others(session, sessions)
    limit = slow.dose_limit(session.on, rest, returned_on, p)
    amounts = edges(limit["limit_s"], limit["ref_s"], p)
    target = slow.pain_target(session, sessions, returned_on, p)
    if target:
        amounts += [target["target_s"], target["target_s"] + 1]
    session = replace(session, pose_s=draw(st.sampled_from(amounts)))
    shoe = slow.new_shoe(session, sessions, returned_on, p)
    if shoe and draw(st.booleans()):
        running_s = draw(st.sampled_from(edges(shoe["limit_s"], shoe["ref_s"], p)))
        return replace(session, pose_s=0, natural_s=running_s)
    bases = slow.possible_bases(session.on, rest, returned_on, p)
    farthest = slow.longest(bases, lambda s: s.distance_m or 0)
    if farthest:
        base = farthest.distance_m
        metres = edges(base * (100 + p.spike_percent) // 100, base, p)
        session = replace(session, distance_m=draw(st.sampled_from(metres)))
    most = slow.longest(bases, lambda s: s.pose_s + s.natural_s + s.walk_s)
    if most:
        base = most.pose_s + most.natural_s + most.walk_s
        seconds = draw(st.sampled_from(edges(base * (100 + p.spike_percent) // 100, base, p)))
        session = replace(session, natural_s=max(seconds - session.pose_s, 0), walk_s=0)
    return session


@st.composite
def judgements(draw, in_a_new_shoe=False):
    """A session to judge, a log that it may be of, days of return and parameters."""
    p = draw(parameters())
    span = draw(SPANS)
    owned = draw(shoes(span))
    sessions = draw(logs(owned, span))
    returned_on = draw(st.lists(days(span), max_size=draw(st.sampled_from([0, 1, 3]))))
    session = draw(some_session(owned, span))  # planned
    if sessions and draw(st.booleans()):  # soon after one that was run
        soon = draw(st.sampled_from(sessions)).on + dt.timedelta(days=draw(st.integers(0, 3)))
        session = replace(session, on=soon)
    kind = draw(st.sampled_from(["planned", "not yet in the log", "listed", "typed anew"]))
    if kind == "not yet in the log":
        session = replace(session, key=len(sessions) + 1)
    if sessions and kind in {"listed", "typed anew"}:
        session = draw(st.sampled_from(sessions))
    if in_a_new_shoe:
        session, sessions = draw(broken_in(session, sessions, p))
    if draw(st.booleans()):
        session = draw(close_to_an_edge(session, sessions, returned_on, p))
        if sessions and kind == "listed":
            sessions = [session if slow.is_same(session, other) else other for other in sessions]
    return session, sessions, returned_on, p


class TestBothVersionsAgree:
    @tried
    @given(judgements())
    def test_on_the_limit_of_a_day(self, judgement):
        session, sessions, returned_on, p = judgement
        found = real.dose_limit(session.on, sessions, returned_on, p)
        assert found == slow.dose_limit(session.on, sessions, returned_on, p)

    @tried
    @given(judgements())
    def test_on_spikes(self, judgement):
        assert real.spike(*judgement) == slow.spike(*judgement)

    @tried
    @given(judgements())
    def test_on_the_whole_run(self, judgement):
        assert real.whole_run(*judgement) == slow.whole_run(*judgement)

    @tried
    @given(judgements(), st.integers(0, 6))
    def test_on_weeks(self, judgement, first_weekday):
        session, sessions, _returned_on, p = judgement
        week = Week.of(session.on, first_weekday)
        assert real.weekly_change(week, sessions, p) == slow.weekly_change(week, sessions, p)

    @tried
    @given(judgements())
    def test_on_spacing(self, judgement):
        session, sessions, _returned_on, p = judgement
        assert real.spacing(session, sessions, p) == slow.spacing(session, sessions, p)

    @tried
    @given(judgements())
    def test_on_the_pain_gate(self, judgement):
        assert real.pain_target(*judgement) == slow.pain_target(*judgement)

    @tried
    @given(judgements(in_a_new_shoe=True))
    def test_on_new_shoes(self, judgement):
        assert real.new_shoe(*judgement) == slow.new_shoe(*judgement)

    @tried
    @given(changed_on_the_way())
    def test_on_shoes_changed_on_the_way(self, judgement):
        assert real.new_shoes(*judgement) == slow.new_shoes(*judgement)
