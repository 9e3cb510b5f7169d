"""Examples worked out by hand. Days are of 2026 where no year is said; 2 March is a Monday."""

from __future__ import annotations

import datetime as dt

import pytest

from gaitlog.lib.time_loss import (
    Absence,
    Complaint,
    Criterion,
    Severity,
    is_running_related,
    running_related,
    time_loss,
)

PLACE, CAUSE, DAYS, SESSIONS, PROFESSIONAL = Criterion


def day(text):
    return dt.date.fromisoformat(text if len(text) == 10 else f"2026-{text}")


def lost(onset, back=None, *, today=None, off=None, corrected=None):
    absence = Absence(
        day(onset),
        back and day(back),
        None if off is None else frozenset(map(day, off)),
        corrected,
    )
    return time_loss(absence, today and day(today))


OVER = [
    # the examples of the IOC's Table 10, on days of March
    ("03-07", "03-07", 0),  # out of a match, back in another on the same day
    ("03-03", "03-04", 0),  # back the next day: no day lies between
    ("03-02", "03-09", 6),  # Mon to next Mon: 3 4 5 6 7 8
    ("03-07", "03-10", 2),  # Sat, stiff on Sun and Mon, fit on Tue: 8 9
    ("03-04", "03-08", 3),  # delayed: the loss begins on Wed, back on Sun: 5 6 7
    # every border of a class
    ("03-02", "03-04", 1),  # 3
    ("03-02", "03-10", 7),  # 3 to 9
    ("03-02", "03-11", 8),  # 3 to 10
    ("03-02", "03-30", 27),  # 3 to 29
    ("03-02", "03-31", 28),  # 3 to 30
    ("03-02", "04-01", 29),  # 3 to 31
    # the calendar
    ("02-27", "03-02", 2),  # 28 February and 1 March
    ("2028-02-27", "2028-03-02", 3),  # a leap year: 28, 29 February, 1 March
    ("12-30", "2027-01-02", 2),  # 31 December and 1 January
    ("03-28", "03-30", 1),  # 29 March, of 23 hours where clocks change
    ("10-24", "10-26", 1),  # 25 October, of 25 hours
    ("2025-03-02", "03-02", 364),  # 365 days apart, less the day of return
    ("2027-03-02", "2028-03-02", 365),  # 366 apart, over 29 February
    ("03-09", "03-02", 0),  # back before it began: nothing between, and nothing below 0
]

OPEN = [
    ("03-02", "03-02", 0),  # noted today
    ("03-02", "03-03", 0),  # began yesterday; today is not over yet
    ("03-02", "03-04", 1),  # 3
    ("03-02", "03-09", 6),  # 3 to 8, as if back today
    ("03-02", "03-10", 7),  # 3 to 9
    ("03-02", "03-11", 8),  # 3 to 10
    ("03-02", "03-31", 28),  # 3 to 30
    ("03-02", "04-01", 29),  # 3 to 31
    ("03-09", "03-02", 0),  # it begins only next week
]

SINGLE = [
    # onset, back, today, days off, lost
    # IOC, intermittent: reported on Mon, trained on Tue and Thu, missed Wed and Fri
    ("03-02", "03-07", None, ["03-04", "03-06"], 2),  # 4 6
    ("03-02", None, "03-07", ["03-04", "03-06"], 2),  # the same while it is open
    ("03-01", "03-08", None, ["03-04", "03-05", "03-06", "03-07"], 4),  # delayed, four noted: 4
    ("03-01", "03-08", None, ["03-05", "03-06", "03-07"], 3),  # the IOC's count of that: 5 6 7
    ("03-02", "03-09", None, [], 0),  # trained on every day: none was lost
    ("03-02", None, "03-30", [], 0),  # and so while it is open
    ("03-02", "03-09", None, ["03-02", "03-03"], 1),  # the day it began is not counted: 3
    ("03-02", "03-09", None, ["03-01", "03-03"], 1),  # nor one before it: 3
    ("03-02", "03-09", None, ["03-08", "03-09"], 1),  # nor the day of return: 8
    ("03-02", "03-09", None, ["03-08", "03-10"], 1),  # nor one after it: 8
    ("03-02", None, "03-06", ["03-05", "03-06"], 1),  # nor today, which is not over: 5
    ("03-02", None, "03-06", ["03-05", "03-08"], 1),  # nor a day to come: 5
    # all days between, noted singly, are as many as without a note: 3 4 5 6 7 8
    ("03-02", "03-09", None, ["03-03", "03-04", "03-05", "03-06", "03-07", "03-08"], 6),
]

CORRECTED = [
    # onset, back, today, days off, correction, lost
    ("03-02", "03-09", None, None, 4, 4),  # 6 by the calendar
    ("03-02", "03-09", None, None, 0, 0),  # 0 is a count, too
    ("03-02", "03-09", None, ["03-04"], 3, 3),  # 1 by single days
    ("03-02", None, "03-09", None, 40, 40),  # while it is open
    ("03-02", None, None, None, 5, 5),  # and with no today
]


class TestTimeLoss:
    @pytest.mark.parametrize(("onset", "back", "days"), OVER)
    def test_is_the_days_between_onset_and_return(self, onset, back, days):
        loss = lost(onset, back)
        assert (loss.days, loss.is_open) == (days, False)

    @pytest.mark.parametrize(("onset", "back", "days"), OVER)
    def test_that_is_over_is_the_same_on_every_later_day(self, onset, back, days):
        assert lost(onset, back, today=back) == lost(onset, back)
        assert lost(onset, back, today="2030-01-01") == lost(onset, back)

    @pytest.mark.parametrize(("onset", "today", "days"), OPEN)
    def test_so_far_ends_before_today(self, onset, today, days):
        loss = lost(onset, today=today)
        assert (loss.days, loss.is_open) == (days, True)

    @pytest.mark.parametrize(("onset", "today", "days"), OPEN)
    def test_stays_what_it_is_when_the_return_is_noted_today(self, onset, today, days):
        assert lost(onset, back=today, today=today).days == lost(onset, today=today).days

    @pytest.mark.parametrize(("onset", "back", "today", "off", "days"), SINGLE)
    def test_of_single_days_is_those_between(self, onset, back, today, off, days):
        assert lost(onset, back, today=today, off=off).days == days

    @pytest.mark.parametrize(("onset", "back", "today", "off", "corrected", "days"), CORRECTED)
    def test_takes_the_runners_own_count(self, onset, back, today, off, corrected, days):
        loss = lost(onset, back, today=today, off=off, corrected=corrected)
        assert (loss.days, loss.is_open) == (days, back is None)

    def test_with_a_return_to_come_is_open_and_counts_up_to_today(self):
        # on Thu 5 March, back planned for Mon 9: 3 4
        loss = lost("03-02", "03-09", today="03-05")
        assert (loss.days, loss.is_open) == (2, True)

    @pytest.mark.parametrize("off", [None, [], ["03-04"]])
    def test_is_unknown_while_open_on_no_day(self, off):
        assert lost("03-02", off=off) is None

    @pytest.mark.parametrize(
        ("back", "today", "words"),
        [
            ("03-03", None, "no whole day"),
            ("03-04", None, "1 day"),
            ("03-09", None, "6 days"),
            (None, "03-03", "no whole day so far"),
            (None, "03-04", "1 day so far"),
            (None, "03-09", "6 days so far"),
        ],
    )
    def test_says_itself(self, back, today, words):
        assert lost("03-02", back, today=today).words == words


class TestSeverity:
    @pytest.mark.parametrize(
        ("days", "severity", "words"),
        [
            (-1, Severity.NONE, "no whole day"),
            (0, Severity.NONE, "no whole day"),
            (1, Severity.UP_TO_7, "1 to 7 days"),
            (7, Severity.UP_TO_7, "1 to 7 days"),
            (8, Severity.UP_TO_28, "8 to 28 days"),
            (28, Severity.UP_TO_28, "8 to 28 days"),
            (29, Severity.OVER_28, "more than 28 days"),
            (400, Severity.OVER_28, "more than 28 days"),
        ],
    )
    def test_is_one_of_four_classes(self, days, severity, words):
        assert Severity.of(days) is severity
        assert severity.words == words

    def test_is_of_the_days_lost(self):
        assert lost("03-02", "03-10").severity is Severity.UP_TO_7  # 3 to 9: seven
        assert lost("03-02", "03-11").severity is Severity.UP_TO_28  # 3 to 10: eight


def complaint(place, cause, days, sessions, professional, **more):
    return Complaint(place, cause, days, sessions, professional, **more)


DEFINED = [
    # place, cause, days, sessions, professional; answer, decided by
    # all of it noted: place and cause, and one of three
    ((True, True, 7, 0, False), True, (PLACE, CAUSE, DAYS)),  # at 7
    ((True, True, 6, 0, False), False, (DAYS, SESSIONS, PROFESSIONAL)),  # just under
    ((True, True, 8, 0, False), True, (PLACE, CAUSE, DAYS)),  # just over
    ((True, True, 0, 3, False), True, (PLACE, CAUSE, SESSIONS)),  # at 3
    ((True, True, 0, 2, False), False, (DAYS, SESSIONS, PROFESSIONAL)),  # just under
    ((True, True, 0, 4, False), True, (PLACE, CAUSE, SESSIONS)),  # just over
    ((True, True, 6, 2, True), True, (PLACE, CAUSE, PROFESSIONAL)),
    ((True, True, 0, 0, True), True, (PLACE, CAUSE, PROFESSIONAL)),  # no day was lost
    ((True, True, 0, 0, False), False, (DAYS, SESSIONS, PROFESSIONAL)),
    ((True, True, 9, 3, True), True, (PLACE, CAUSE, DAYS, SESSIONS, PROFESSIONAL)),
    # elsewhere, or not from running: whatever it cost
    ((False, True, 9, 3, True), False, (PLACE,)),
    ((True, False, 9, 3, True), False, (CAUSE,)),
    ((False, False, 9, 3, True), False, (PLACE, CAUSE)),
    ((False, True, 0, 0, False), False, (PLACE, DAYS, SESSIONS, PROFESSIONAL)),
    # one of three is enough, though the others are not noted
    ((True, True, 7, None, None), True, (PLACE, CAUSE, DAYS)),
    ((True, True, None, 3, None), True, (PLACE, CAUSE, SESSIONS)),
    ((True, True, None, None, True), True, (PLACE, CAUSE, PROFESSIONAL)),
    # one that is not noted may be the one
    ((True, True, 6, 2, None), None, (PROFESSIONAL,)),
    ((True, True, 6, None, False), None, (SESSIONS,)),
    ((True, True, None, 2, False), None, (DAYS,)),
    ((True, True, None, None, None), None, (DAYS, SESSIONS, PROFESSIONAL)),
    # place or cause not noted: open, unless something else says no
    ((None, True, 9, 0, False), None, (PLACE,)),
    ((True, None, 9, 0, False), None, (CAUSE,)),
    ((None, None, 9, None, None), None, (PLACE, CAUSE)),
    ((None, True, 6, 2, False), False, (DAYS, SESSIONS, PROFESSIONAL)),
    ((True, None, 6, 2, False), False, (DAYS, SESSIONS, PROFESSIONAL)),
    ((None, False, 9, 3, True), False, (CAUSE,)),
    ((False, None, None, None, None), False, (PLACE,)),
    ((None, True, 6, None, None), None, (PLACE, SESSIONS, PROFESSIONAL)),
    ((None, None, None, None, None), None, tuple(Criterion)),
]


class TestRunningRelated:
    @pytest.mark.parametrize(("noted", "answer", "decided_by"), DEFINED)
    def test_follows_the_definition(self, noted, answer, decided_by):
        found = running_related(complaint(*noted))
        assert (found.is_running_related, found.decided_by) == (answer, decided_by)
        assert is_running_related(complaint(*noted)) is answer

    @pytest.mark.parametrize("is_open", [False, True])
    @pytest.mark.parametrize(("noted", "answer", "decided_by"), DEFINED)
    def test_says_one_clause_for_each_reason(self, noted, answer, decided_by, is_open):
        found = running_related(complaint(*noted, is_open=is_open))
        assert found.is_running_related is answer
        assert found.sentence.count(";") == len(decided_by) - 1

    def test_says_why_it_is(self):
        assert running_related(complaint(True, True, 9, 1, None)).sentence == (
            "By the consensus definition this is a running-related injury: it is in muscle, tendon,"
            " bone or joint from the hip down; it came from running; it held running back or"
            " stopped it for 9 days."
        )

    def test_says_why_it_is_not(self):
        assert running_related(complaint(True, True, 1, 2, False)).sentence == (
            "By the consensus definition this is not a running-related injury: it held running back"
            " or stopped it for 1 day, fewer than 7; it held back or stopped 2 scheduled sessions"
            " in a row, fewer than 3; no health professional was needed."
        )

    def test_says_so_far_while_it_is_open(self):
        assert running_related(complaint(True, True, 5, 1, False, is_open=True)).sentence == (
            "By the consensus definition this is not a running-related injury: it held running back"
            " or stopped it for 5 days so far, fewer than 7; it held back or stopped 1 scheduled"
            " session in a row so far, fewer than 3; no health professional was needed so far."
        )

    def test_says_what_is_not_noted(self):
        assert running_related(complaint(True, None, 0, None, None)).sentence == (
            "Too little is noted for the consensus definition of a running-related injury. Not"
            " noted is: whether it came from running; how many scheduled sessions in a row it held"
            " back or stopped; whether a health professional was needed."
        )
