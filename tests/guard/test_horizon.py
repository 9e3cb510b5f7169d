"""A run is judged by what is read of its log as by all of it."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gaitlog.guard import past
from gaitlog.guard.past import log_before
from gaitlog.guard.services import judge_plan, judge_session
from gaitlog.lib.guard import Log, PainState, Parameters, Session, Words, judge
from gaitlog.lib.guard.horizon import Asked, far_days, is_far_enough, near_days
from gaitlog.lib.weeks import Week
from tests.factories import PainFactory, PlanFactory, RunFactory, ShoeFactory, share_of
from tests.guard.test_agree import changed_on_the_way, judgements, tried
from tests.queries import counted

DAY = dt.date(2026, 3, 5)
P = Parameters()


def shoes_of(session):
    return {worn.shoe for worn in session.worn if worn.shoe is not None}


def is_read(one, session, sessions, days, with_last):
    """Whether a session is among what is read for another: of so many days before it, of its
    week, a last dose before them, or one of the first runs in its pairs."""
    first, last = session.on - dt.timedelta(days=days), Week.of(session.on, 0).last_day
    doses = [s for s in sessions if s.pose_s and s.on < first]
    last_days = [s.on for s in doses if not s.is_practice and with_last][-1:]
    firsts = []
    for shoe in shoes_of(session):
        firsts += [s for s in sessions if s.shoe == shoe][:2]
        firsts += [s for s in sessions if any(other.shoe == shoe for other in s.others)][:2]
    hurt = with_last and one.is_practice and one.pain is not PainState.NONE and one.pose_s
    return first <= one.on <= last or one.on in last_days or one in firsts or hurt


def read(sessions, session, returned_on, days, *, with_last):
    sessions = [s for s in sessions if is_read(s, session, sessions, days, with_last)]
    return Log.of(sessions, returned_on, session.on - dt.timedelta(days=days))


def said(session, log, p):
    return judge(session, log, p, Words(), Week.of(session.on, 0))


def is_enough(log, session, days, p, *, with_last):
    has_dose = session.pose_s > 0
    asked = Asked(session.on, days, shoes_of(session), has_dose=has_dose, with_last=with_last)
    return is_far_enough(log.without(session.key), asked, p)


@st.composite
def moved(draw):
    """A judgement of a session that was on another day before."""
    session, sessions, returned_on, p = draw(judgements(in_a_new_shoe=draw(st.booleans())))
    on = session.on + dt.timedelta(days=draw(st.integers(-100, 100)))
    sessions = [replace(s, on=on) if s.key == session.key else s for s in sessions]
    return session, sorted(sessions, key=lambda s: s.on), returned_on, p


class TestWhatIsRead:
    @tried
    @given(
        st.one_of(judgements(), judgements(in_a_new_shoe=True), changed_on_the_way(), moved()),
        st.sampled_from([(near_days, False), (near_days, True), (far_days, True)]),
    )
    def test_says_the_same_as_all_where_it_is_enough(self, judgement, reach):
        session, sessions, returned_on, p = judgement
        days, with_last = reach[0](p), reach[1]
        log = read(sessions, session, returned_on, days, with_last=with_last)
        is_there = session.key is None or any(s.key == session.key for s in log.sessions)
        if is_there and is_enough(log, session, days, p, with_last=with_last):
            week = Week.of(session.on, 0)
            whole = Log.of([s for s in sessions if s.on <= week.last_day], returned_on)
            assert said(session, log, p) == said(session, whole, p)

    def of(self, *sessions, days=30, with_last=True, dose_s=300, **today):
        """Whether so many days are enough for a dose of today, in a pair if one is given."""
        session = Session(DAY, pose_s=dose_s, natural_s=600, key=1, **today)
        log = read([*sessions, session], session, [], days, with_last=with_last)
        return is_enough(log, session, days, P, with_last=with_last)

    def ago(self, days, pose_s=300, **more):
        on = DAY - dt.timedelta(days=days)
        return Session(on, pose_s=pose_s, natural_s=600, key=100 + days, **more)

    def test_is_enough_where_a_day_had_no_dose(self):
        every_day = [self.ago(days) for days in range(30, 0, -1)]
        assert self.of()
        assert self.of(*every_day[:10], *every_day[11:])
        assert self.of(*every_day, dose_s=0)
        assert not self.of(*every_day)

    def test_is_not_enough_without_the_last_dose(self):
        assert self.of(self.ago(30), with_last=False)
        assert self.of(self.ago(31), with_last=False, dose_s=0)
        assert self.of(self.ago(5, is_practice=True, pain=PainState.HIGH_RISK), with_last=False)
        assert not self.of(self.ago(31), with_last=False)
        assert not self.of(self.ago(5, is_practice=True), with_last=False)

    def test_is_not_enough_in_a_new_pair(self):
        for worn in ([], [self.ago(5)], [self.ago(29, shoe=7)]):
            assert not self.of(*worn, shoe=7)
            assert self.of(*worn, shoe=7, days=far_days(P))
        assert self.of(self.ago(300, pose_s=0, shoe=7), self.ago(5), shoe=7)

    def test_the_session_itself_makes_no_pair_an_old_one(self):
        before = replace(self.ago(60, shoe=7), key=1)
        session = Session(DAY, pose_s=0, natural_s=600, key=1, shoe=7)
        assert not is_enough(Log.of([before]), session, 30, P, with_last=True)


@pytest.mark.django_db
class TestReading:
    def run(self, runner, days_ago, **run):
        sections = run.pop("sections", [("pose", 300), ("natural", 600)])
        on = DAY - dt.timedelta(days=days_ago)
        return RunFactory(owner=runner, on=on, sections=sections, **run)

    def test_goes_no_further_back_than_it_has_to(self, runner):
        pair = ShoeFactory(owner=runner, drop_mm=4)
        for days_ago in (0, 10, 40, 100):
            self.run(runner, days_ago, shoe=pair)
        with counted() as queries:
            log = log_before(runner, DAY, shoes={pair.pk}, has_dose=True)
        assert [(DAY - session.on).days for session in log.sessions] == [100, 40, 10, 0]
        assert queries.number == 2
        log = log_before(runner, DAY, shoes=set(), has_dose=True)
        assert [(DAY - session.on).days for session in log.sessions] == [10, 0]

    def pain_rule(self, runner, session):
        [found] = [one for one in judge_session(runner, session) if one.rule == "G5"]
        return found.state, found.compared_with.key

    @pytest.mark.parametrize("days_ago", [20, 60, 119, 121, 900])
    def test_finds_the_last_dose_however_long_it_is_ago(self, runner, days_ago):
        before = self.run(runner, days_ago)
        PainFactory(owner=runner, run=before, on=before.on, during=9)
        self.run(runner, 3, sections=[("natural", 1800)])
        session = Session(DAY, pose_s=300, natural_s=600)
        assert self.pain_rule(runner, session) == ("passed", before.pk)

    def test_the_first_run_in_a_pair_is_not_taken_for_the_last_dose(self, runner):
        pair = ShoeFactory(owner=runner)
        first = self.run(runner, 300, shoe=pair)
        PainFactory(owner=runner, run=first, on=first.on, during=9)
        last = self.run(runner, 130, shoe=pair)
        session = Session(DAY, pose_s=300, natural_s=600, shoe=pair.pk)
        assert self.pain_rule(runner, session) == ("fine", last.pk)

    def test_short_runs_that_hurt_are_a_last_dose(self, runner):
        self.run(runner, 70)
        practice = self.run(runner, 60, kind="practice")
        PainFactory(owner=runner, run=practice, on=practice.on, during=9)
        self.run(runner, 50, kind="practice")
        session = Session(DAY, pose_s=300, natural_s=600)
        assert self.pain_rule(runner, session) == ("passed", practice.pk)

    def test_a_run_that_is_moved_is_not_its_own_past(self, runner):
        hurt = self.run(runner, 60)
        PainFactory(owner=runner, run=hurt, on=hurt.on, during=9)
        run = self.run(runner, 5)
        moved = Session(DAY, pose_s=240, natural_s=600, key=run.pk)
        assert self.pain_rule(runner, moved) == ("passed", hurt.pk)
        plan = PlanFactory(owner=runner, on=DAY, sections=[("pose", 240)], run=run)
        assert "G5" in {one["rule"] for one in judge_plan(runner, plan).flagged}

    def test_a_run_that_is_moved_does_not_make_its_pair_an_old_one(self, runner):
        high, low = ShoeFactory(owner=runner, drop_mm=12), ShoeFactory(owner=runner, drop_mm=0)
        natural = [("natural", 900)]
        run = self.run(runner, 200, shoe=low, sections=natural)
        self.run(runner, 10, shoe=low, sections=natural)
        for days_ago in range(90, 31, -3):
            self.run(runner, days_ago, shoe=high, sections=natural)
        moved = Session(DAY, pose_s=0, natural_s=2400, key=run.pk, shoe=low.pk, drop_mm=low.drop_mm)
        assert "G6" in {one.rule for one in judge_session(runner, moved)}

    def test_a_run_that_is_moved_from_long_ago_comes_first_in_its_new_day(self, runner):
        run = self.run(runner, 60)
        self.run(runner, 50)
        other = self.run(runner, 0)
        PainFactory(owner=runner, run=other, on=DAY, during=9)
        moved = Session(DAY, pose_s=300, natural_s=600, key=run.pk)
        [pain] = [one for one in judge_session(runner, moved) if one.rule == "G5"]
        assert pain.compared_with.key != other.pk

    def test_a_pair_worn_twice_in_a_moved_run_was_worn_in_the_next(self, runner):
        high, low = ShoeFactory(owner=runner, drop_mm=12), ShoeFactory(owner=runner, drop_mm=0)
        twice = [share_of("first", 100, low), share_of("last", 100, low)]
        natural = [("natural", 900)]
        run = self.run(runner, 200, shoe=high, shares=twice, sections=natural)
        once = [share_of("first", 100, low)]
        self.run(runner, 190, shoe=high, shares=once, sections=natural)
        for days_ago in range(90, 2, -3):
            self.run(runner, days_ago, shoe=high, sections=natural)
        moved = Session(DAY, pose_s=0, natural_s=2400, key=run.pk, shoe=low.pk, drop_mm=low.drop_mm)
        assert "G6" not in {one.rule for one in judge_session(runner, moved)}

    @pytest.mark.parametrize("seed", range(12))
    def test_equals_the_whole_log_on_random_ones(self, runner, seed):
        chance = random.Random(seed)
        pairs = [ShoeFactory(owner=runner, drop_mm=drop) for drop in (0, 4, 12)]
        last = chance.choice([20, 150, 500])
        for _ in range(chance.choice([3, 12, 40])):
            run = self.run(
                runner,
                chance.randrange(last),
                shoe=chance.choice([None, *pairs]),
                kind=chance.choice(["run", "run", "practice"]),
                sections=[("pose", chance.choice([1, 240, 600])), ("natural", 900)]
                if chance.random() < 0.7
                else [("natural", 1200)],
            )
            if chance.random() < 0.3:
                PainFactory(owner=runner, run=run, on=run.on, during=chance.choice([1, 4, 9]))
        run = chance.choice(list(runner.runs.all()))
        shoe = chance.choice(pairs)
        for key in (None, run.pk):
            session = Session(
                DAY, pose_s=300, natural_s=1500, key=key, shoe=shoe.pk, drop_mm=shoe.drop_mm
            )
            injuries = past._injuries(runner.pk, steps=False)
            whole, *_ = past._read(
                runner, DAY, dt.date(1950, 1, 1), injuries, [shoe.pk], with_last=True
            )
            assert judge_session(runner, session) == judge_session(runner, session, whole)
