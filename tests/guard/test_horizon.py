"""A run is judged by the last month as by all that any rule looks at, where that is enough."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gaitlog.guard.past import log_before, past_of
from gaitlog.guard.services import judge_session
from gaitlog.lib.guard import Log, PainState, Parameters, Session, Words, judge
from gaitlog.lib.guard.horizon import far_days, is_near_enough, near_days
from gaitlog.lib.weeks import Week
from tests.factories import PainFactory, RunFactory, ShoeFactory
from tests.guard.test_agree import changed_on_the_way, judgements, tried
from tests.queries import counted

DAY = dt.date(2026, 3, 5)
P = Parameters()


def shoes_of(session):
    return {worn.shoe for worn in session.worn if worn.shoe is not None}


def read(sessions, session, returned_on, days):
    """What is read for a session: so many days before it, its week, and the first runs in its
    pairs."""
    first, last = session.on - dt.timedelta(days=days), Week.of(session.on, 0).last_day
    rows = [s for s in sessions if first <= s.on <= last]
    for shoe in shoes_of(session):
        rows += [s for s in sessions if s.shoe == shoe][:2]
        rows += [s for s in sessions if any(other.shoe == shoe for other in s.others)][:2]
    return Log.of([s for s in sessions if s in rows], returned_on)


def said(session, log, p):
    return judge(session, log, p, Words(), Week.of(session.on, 0))


def is_enough(log, session, p):
    return is_near_enough(log, session.on, p, shoes=shoes_of(session), has_dose=session.pose_s > 0)


class TestTheLastMonth:
    @tried
    @given(st.one_of(judgements(), judgements(in_a_new_shoe=True), changed_on_the_way()))
    def test_says_the_same_where_it_is_enough(self, judgement):
        session, sessions, returned_on, p = judgement
        near = read(sessions, session, returned_on, near_days(p))
        if is_enough(near, session, p):
            far = read(sessions, session, returned_on, far_days(p))
            assert said(session, near, p) == said(session, far, p)

    def of(self, *sessions, dose_s=300, **today):
        """Whether it is enough for a dose of today, in a pair if one is given."""
        session = Session(DAY, pose_s=dose_s, natural_s=600, key=1, **today)
        return is_enough(read([*sessions, session], session, [], near_days(P)), session, P)

    def ago(self, days, pose_s=300, **more):
        on = DAY - dt.timedelta(days=days)
        return Session(on, pose_s=pose_s, natural_s=600, key=100 + days, **more)

    def test_is_enough_with_a_dose_in_it(self):
        assert self.of(self.ago(30))
        assert not self.of(self.ago(31))
        assert not self.of(self.ago(5, pose_s=0))

    def test_is_enough_for_a_run_without_a_dose(self):
        assert self.of(dose_s=0)

    def test_short_runs_of_a_practice_are_no_last_dose(self):
        assert not self.of(self.ago(5, is_practice=True))
        assert self.of(self.ago(5, is_practice=True, pain=PainState.HIGH_RISK))

    def test_is_not_enough_where_all_of_its_days_had_a_dose(self):
        every_day = [self.ago(days) for days in range(30, 0, -1)]
        assert not self.of(*every_day)
        assert self.of(*every_day[:10], *every_day[11:])

    def test_is_not_enough_in_a_new_pair(self):
        assert not self.of(self.ago(5), shoe=7)
        assert not self.of(self.ago(29, shoe=7), shoe=7)
        assert self.of(self.ago(300, pose_s=0, shoe=7), self.ago(5), shoe=7)


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

    def test_finds_a_last_dose_that_hurt_months_ago(self, runner):
        before = self.run(runner, 60)
        PainFactory(owner=runner, run=before, on=before.on, during=9)
        self.run(runner, 3, sections=[("natural", 1800)])
        session = Session(DAY, pose_s=300, natural_s=600)
        [pain] = [one for one in judge_session(runner, session) if one.rule == "G5"]
        assert pain.compared_with.key == before.pk
        far = judge_session(runner, session, past_of(runner, DAY).log)
        assert [one for one in far if one.rule == "G5"] == [pain]
