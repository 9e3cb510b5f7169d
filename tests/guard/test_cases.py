"""Both versions of the dose guard against the cases worked out by hand."""

from __future__ import annotations

from collections import Counter

import pytest

from gaitlog.lib.guard.parameters import Parameters
from gaitlog.lib.weeks import Week
from tests.guard import real, slow
from tests.guard.cases import ALL, day

VERSIONS = [pytest.param(slow, id="slow"), pytest.param(real, id="real")]
CASES = [
    pytest.param(rule, case, id=f"{rule}: {case.name}")
    for rule, cases in ALL.items()
    for case in cases
]


def answer(version, rule, case):
    function = getattr(version, rule)
    p = Parameters(**case.p)
    if rule == "dose_limit":
        return function(day(case.on), case.sessions, case.returned_on, p)
    if rule == "weekly_change":
        on, first_weekday = case.week
        return function(Week.of(day(on), first_weekday), case.sessions, p)
    if rule == "spacing":
        return function(case.judged, case.sessions, p)
    return function(case.judged, case.sessions, case.returned_on, p)


class TestCases:
    @pytest.mark.parametrize("version", VERSIONS)
    @pytest.mark.parametrize(("rule", "case"), CASES)
    def test_comes_out_as_by_hand(self, version, rule, case):
        found = answer(version, rule, case)
        if found is not None and case.expected is not None and rule != "whole_run":
            found = {name: found[name] for name in case.expected}
        assert found == case.expected

    def test_there_are_enough_and_each_has_a_name_of_its_own(self):
        names = Counter((rule, case.name) for rule, cases in ALL.items() for case in cases)
        assert [name for name, count in names.items() if count > 1] == []
        assert len(names) >= 70
