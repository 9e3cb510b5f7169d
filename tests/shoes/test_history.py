"""What happens to a pair never changes what the runs in it say.

Each of these went wrong in some log of somebody's, and is named after what went wrong there.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import permutations

import pytest
from django.db import transaction
from django.urls import reverse

from gaitlog.core.models import TrashItem
from gaitlog.core.trash import CannotReturn, let_go, merge, put_in_trash, restore
from tests.factories import DAY, PlanFactory, RunFactory, ShoeFactory, share_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def high(runner):
    return ShoeFactory(owner=runner, name="Adrenaline", drop_mm=12, start_distance_m=100_000)


@pytest.fixture
def low(runner):
    return ShoeFactory(owner=runner, name="PureCadence", drop_mm=4)


@pytest.fixture
def run(runner, high, low):
    """A run in the high pair, its first ten minutes in the low one."""
    return RunFactory(
        owner=runner, shoe=high, distance_m=6_000, shares=[share_of("first", 600, low)]
    )


def said(client, run):
    """What a run, its pairs and the guard's past say of it."""
    run = type(run).objects.with_pairs().get(pk=run.pk)
    sums = run.owner.runs.by_pair()
    return (
        [(w.shoe.pk, w.drop, w.moving_s, w.distance_m) for w in run.worn],
        {key: (one.runs, one.running_s, one.distance_m) for key, one in sums.items()},
        run.about(run.owner.unit),
    )


def change(client, shoe, **data):
    url = reverse("shoes:update", args=[shoe.pk])
    form = client.get(url).context["form"]
    shown = {name: form.fields[name].prepare_value(form[name].value()) for name in form.fields}
    shown = {name: value for name, value in shown.items() if value not in (None, False)}
    response = client.post(url, shown | data)
    assert response.status_code == 302, response.context["form"].errors


class TestDates:
    @pytest.mark.parametrize(
        "data",
        [
            {"bought_on": "2026-03-03"},  # the day after the run
            {"retired_on": "2026-03-01"},  # the day before it
            {"bought_on": "2026-02-01", "retired_on": "2026-02-02"},
        ],
    )
    def test_a_pair_whose_dates_are_changed_stays_on_its_runs(self, client, run, low, high, data):
        before = said(client, run)
        change(client, low, **data)
        change(client, high, **data)
        assert said(client, run) == before

    def test_a_pair_worn_again_gathers_on(self, client, runner, run, high):
        high.retire(DAY)
        high.use_again()
        RunFactory(owner=runner, shoe=high)
        assert runner.runs.by_pair()[high.pk].runs == 2


class TestRetiring:
    def test_keeps_the_distance_and_every_run(self, client, run, high, low):
        before = said(client, run)
        page = client.get(high.get_absolute_url()).content.decode()
        assert ">104</dd>" in page
        for shoe in (high, low):
            client.post(reverse("shoes:retire", args=[shoe.pk]))
        assert said(client, run) == before
        assert ">104</dd>" in client.get(high.get_absolute_url()).content.decode()

    def test_a_retired_pair_does_not_go_on_counting(self, client, runner, run, high):
        """The next run is not put into it, so it stands where it stood."""
        client.post(reverse("shoes:retire", args=[high.pk]))
        before = runner.runs.by_pair()[high.pk]
        form = client.get(reverse("runs:create")).context["form"]
        assert form.initial.get("shoe") != high.pk
        RunFactory(owner=runner)
        assert runner.runs.by_pair()[high.pk] == before

    def test_it_is_no_longer_the_usual_pair_anywhere(self, client, runner, high, low):
        change(client, high, default_for="trail")
        client.post(reverse("shoes:retire", args=[high.pk]))
        change(client, low, default_for="trail")
        assert runner.shoes.get(default_for="trail") == low


class TestWear:
    def test_what_was_run_before_the_log_is_worn_too(self, client, run, high):
        """104 km: 100 of them before, and of the run what was not run in the other pair."""
        [pair] = [p for p in client.get("/shoes/").context["in_use"] if p.shoe == high]
        assert pair.worn_m == 104_000

    def test_a_new_limit_says_the_same_distance(self, client, run, high):
        change(client, high, wear_limit_m="50")
        [pair] = [p for p in client.get("/shoes/").context["in_use"] if p.shoe == high]
        assert (pair.worn_m, pair.wear_percent) == (104_000, 100)

    def test_half_worn_is_half(self, client, run, high):
        change(client, high, wear_limit_m="208")
        page = client.get(high.get_absolute_url()).content.decode()
        assert "104 of 208 km" in page
        assert 'aria-label="worn 50 percent"' in page


class TestDrop:
    def test_a_drop_changed_later_is_that_of_later_runs(self, client, runner, run, low, high):
        before = said(client, run)
        change(client, high, drop_mm="10")
        change(client, low, drop_mm="6")
        assert said(client, run) == before
        high.refresh_from_db()
        assert RunFactory(owner=runner, shoe=high).drop_mm == 10

    def test_a_slip_of_the_finger_is_put_right_everywhere_if_asked(self, client, run, low, high):
        change(client, high, drop_mm="10", in_past_runs="on")
        change(client, low, drop_mm="6", in_past_runs="on")
        worn, _sums, about = said(client, run)
        assert [drop for _shoe, drop, *_ in worn] == ["6 mm", "10 mm"]
        assert "10 mm" in about

    def test_a_drop_noted_for_the_first_time_is_offered_to_the_runs_so_far(self, client, runner):
        shoe = ShoeFactory(owner=runner, drop_mm=None)
        url = reverse("shoes:update", args=[shoe.pk])
        assert "in_past_runs" not in client.get(url).content.decode()
        run = RunFactory(owner=runner, shoe=shoe)
        assert client.get(url).context["form"].initial["in_past_runs"]
        change(client, shoe, drop_mm="8", in_past_runs="on")
        run.refresh_from_db()
        assert run.drop_mm == 8

    def test_a_new_note_on_a_run_leaves_its_drop(self, client, run, high):
        change(client, high, drop_mm="10")
        url = reverse("runs:update", args=[run.pk])
        form = client.get(url).context["form"]
        shown = {name: form.fields[name].prepare_value(form[name].value()) for name in form.fields}
        shown = {name: value for name, value in shown.items() if value not in (None, False)}
        assert client.post(url, shown | {"note": "cold"}).status_code == 302
        run.refresh_from_db()
        assert (run.note, run.drop_mm) == ("cold", 12)
        assert [share.drop_mm for share in run.shoe_shares.all()] == [4]

    def test_another_pair_brings_its_own(self, client, runner, run, high):
        other = ShoeFactory(owner=runner, drop_mm=Decimal("0.5"))
        data = {"time": "30", "on": "2026-03-02", "shoe": other.pk, "version": 1}
        client.post(reverse("runs:update", args=[run.pk]), data)
        run.refresh_from_db()
        assert run.drop == "0.5 mm"


class TestDeleting:
    def test_a_pair_that_a_part_of_a_run_names_stays(self, client, runner, run, low):
        response = client.post(reverse("shoes:delete", args=[low.pk]), follow=True)
        assert "1 change of shoes names PureCadence" in response.content.decode()
        assert low in runner.shoes.all()

    def test_two_unused_pairs_deleted_by_accident_come_back(self, client, runner, run):
        unused = [ShoeFactory(owner=runner, name=name) for name in ("One", "Two")]
        before = said(client, run)
        for shoe in unused:
            client.post(reverse("shoes:delete", args=[shoe.pk]))
        assert said(client, run) == before
        for item in runner.trash_items.all():
            client.post(reverse("portability:restore", args=[item.pk]))
        assert {"One", "Two"} <= {shoe.name for shoe in runner.shoes.all()}
        assert said(client, run) == before


class TestMerging:
    """The low pair was entered twice."""

    @pytest.fixture
    def twice(self, runner):
        return ShoeFactory(owner=runner, name="Pure Cadence", drop_mm=5, start_distance_m=9_000)

    @pytest.fixture
    def other_run(self, runner, twice):
        return RunFactory(owner=runner, shoe=twice, distance_m=5_000)

    def merge(self, client, shoe, into):
        return client.post(reverse("shoes:merge", args=[shoe.pk]), {"into": into.pk})

    def test_all_runs_are_of_the_pair_that_is_kept(
        self, client, runner, run, low, twice, other_run
    ):
        plan = PlanFactory(owner=runner, shoe=twice)
        RunFactory(owner=runner, shares=[share_of("last", 300, twice)])
        response = self.merge(client, twice, low)
        assert response.url == low.get_absolute_url()
        plan.refresh_from_db()
        assert plan.shoe == low
        assert twice not in runner.shoes.all()
        assert runner.runs.by_pair()[low.pk].running_s == 600 + 1_800 + 300

    def test_no_run_says_another_drop_or_distance(self, client, run, low, twice, other_run):
        drop, sums = other_run.drop_mm, said(client, run)[1]
        self.merge(client, twice, low)
        other_run.refresh_from_db()
        assert (other_run.drop_mm, other_run.distance_m) == (drop, 5_000)
        after = said(client, run)[1]
        for number in range(3):
            assert after[low.pk][number] == sums[low.pk][number] + sums[twice.pk][number]

    def test_the_pair_that_is_kept_stays_as_it_is(self, client, runner, low, twice):
        before = runner.shoes.filter(pk=low.pk).values().get()
        self.merge(client, twice, low)
        assert runner.shoes.filter(pk=low.pk).values().get() == before

    def test_can_be_taken_back_run_by_run(self, client, runner, run, low, twice, other_run):
        elsewhere = RunFactory(owner=runner, shoe=twice)
        before = said(client, run)
        self.merge(client, twice, low)
        later = RunFactory(owner=runner, shoe=low)
        runner.runs.filter(pk=elsewhere.pk).update(shoe=None)  # changed meanwhile
        item = runner.trash_items.get()
        assert item.title == "Pure Cadence, now PureCadence"
        restore(item)
        other_run.refresh_from_db()
        elsewhere.refresh_from_db()
        later.refresh_from_db()
        assert (other_run.shoe, elsewhere.shoe, later.shoe) == (twice, None, low)
        runner.runs.filter(pk=elsewhere.pk).update(shoe=twice)
        later.delete()
        assert said(client, run) == before

    def test_a_run_of_both_counts_once(self, client, runner, low, twice):
        RunFactory(owner=runner, shoe=low, shares=[share_of("first", 600, twice)])
        self.merge(client, twice, low)
        sums = runner.runs.by_pair()[low.pk]
        assert (sums.runs, sums.running_s) == (1, 1_800)

    def test_a_deleted_run_comes_back_in_the_pair_that_took_the_place(
        self, client, runner, low, high, twice, other_run
    ):
        part = RunFactory(owner=runner, shoe=high, shares=[share_of("first", 600, twice)])
        items = [put_in_trash(other_run), put_in_trash(part)]
        self.merge(client, twice, low)
        self.merge(client, low, high)
        for item in items:
            restore(item)
        assert {run.shoe for run in runner.runs.all()} == {high}
        assert runner.shoe_shares.get().shoe == high

    def test_not_into_itself_and_not_into_another_runners(self, client, runner, low):
        other = ShoeFactory()
        for shoe in (low, other):
            response = self.merge(client, low, shoe)
            assert response.status_code == 422
        assert low in runner.shoes.all()
        url = reverse("shoes:merge", args=[low.pk])
        assert other.name not in client.get(url).content.decode()

    def test_a_name_taken_meanwhile_keeps_it_in_the_trash(self, client, runner, low, twice):
        self.merge(client, twice, low)
        ShoeFactory(owner=runner, name="pure cadence")
        with pytest.raises(CannotReturn):
            restore(runner.trash_items.get())


class TestMergingTakenBack:
    """Pair A became B and B became C; runs went to the trash before, between and after."""

    MOMENTS = ("before", "between", "after")
    REFUSED = (
        "A, now B cannot come back yet: what took its place is in the trash itself, as"
        " “B, now C”. Bring that back first."
    )

    @pytest.fixture
    def pairs(self, runner):
        return {name: ShoeFactory(owner=runner, name=name) for name in "ABC"}

    @pytest.fixture
    def runs(self, runner, pairs):
        """In A: one that stays, and one for each moment at which one goes to the trash."""
        runs = {"stays": RunFactory(owner=runner, shoe=pairs["A"])}
        for moment in self.MOMENTS:
            share = share_of("first", 600, pairs["A"])
            runs[moment] = RunFactory(owner=runner, shoe=pairs["A"], shares=[share])
        return runs

    def worn(self, run):
        """The pairs that a run names now, by name, that of a part too."""
        now = type(run).objects.get(uid=run.uid)
        return {str(now.shoe), *(str(share.shoe) for share in now.shoe_shares.all())}

    def all_of_it(self, pairs, runs):
        """Every item of the trash that this leaves, by what it is."""
        items = {"before": put_in_trash(runs["before"])}
        items["A"] = merge(pairs["A"], pairs["B"])
        items["between"] = put_in_trash(runs["between"])
        items["B"] = merge(pairs["B"], pairs["C"])
        items["after"] = put_in_trash(runs["after"])
        return items

    def bring_back(self, items, name):
        restore(TrashItem.objects.get(uid=items[name].uid))

    def come_back(self, items, order):
        """All of it, in this order; what is refused comes later."""
        waiting = list(order)
        while waiting:
            name = waiting.pop(0)
            try:
                self.bring_back(items, name)
            except CannotReturn as reason:
                assert (name, "B" in waiting, str(reason)) == ("A", True, self.REFUSED)
                waiting.append(name)

    def test_every_run_is_in_its_own_pair_whatever_came_back_first(self, pairs, runs):
        items = self.all_of_it(pairs, runs)
        for order in permutations(items):
            with transaction.atomic():
                self.come_back(items, order)
                worn = {name: self.worn(run) for name, run in runs.items()}
                transaction.set_rollback(True)
            assert worn == {name: {"A"} for name in runs}, order

    def test_each_step_back_gives_the_pair_of_before_that_step(self, pairs, runs):
        items = self.all_of_it(pairs, runs)
        for moment in self.MOMENTS:
            self.bring_back(items, moment)
        assert [self.worn(run) for run in runs.values()] == [{"C"}] * 4
        self.bring_back(items, "B")
        assert [self.worn(run) for run in runs.values()] == [{"B"}] * 4

    def test_refused_it_changes_nothing_and_says_what_to_do(self, client, runner, pairs, runs):
        items = self.all_of_it(pairs, runs)
        url = reverse("portability:restore", args=[items["A"].pk])
        page = client.post(url, follow=True).content.decode()
        assert self.REFUSED in page
        assert self.worn(runs["stays"]) == {"C"}
        assert runner.trash_items.count() == 5

    def test_a_pair_chosen_by_hand_meanwhile_stays(self, runner, pairs, runs):
        items = self.all_of_it(pairs, runs)
        self.bring_back(items, "B")
        runner.runs.filter(uid=runs["stays"].uid).update(shoe=pairs["C"])
        self.bring_back(items, "A")
        assert self.worn(runs["stays"]) == {"C"}

    def test_a_pair_between_that_is_gone_for_good_is_left_out(self, runner, pairs, runs):
        """B was removed from the trash: what was B is C."""
        stays_in_c = RunFactory(owner=runner, shoe=pairs["A"])
        items = {"A": merge(pairs["A"], pairs["B"])}
        runner.runs.filter(pk=stays_in_c.pk).update(shoe=pairs["C"])  # chosen by hand
        items["between"] = put_in_trash(runs["between"])
        let_go(merge(type(pairs["B"]).objects.get(name="B"), pairs["C"]))
        items["before"] = put_in_trash(runs["before"])
        self.bring_back(items, "A")
        self.bring_back(items, "between")
        self.bring_back(items, "before")
        assert {self.worn(runs[name]).pop() for name in ("stays", "between", "before")} == {"A"}
        assert self.worn(stays_in_c) == {"C"}

    def test_a_deleted_run_is_not_without_shoes_when_its_pair_is_gone_for_good(self, pairs, runs):
        items = self.all_of_it(pairs, runs)
        let_go(items["A"])
        let_go(items["B"])
        for moment in self.MOMENTS:
            self.bring_back(items, moment)
        assert [self.worn(run) for run in runs.values()] == [{"C"}] * 4

    def test_a_pair_that_took_the_place_and_was_deleted_comes_back_first(self, runner, pairs):
        run = RunFactory(owner=runner, shoe=pairs["A"])
        items = {"run": put_in_trash(run), "A": merge(pairs["A"], pairs["B"])}
        items["B"] = put_in_trash(type(pairs["B"]).objects.get(name="B"))
        self.bring_back(items, "run")
        with pytest.raises(CannotReturn, match="as “B”"):
            self.bring_back(items, "A")
        self.bring_back(items, "B")
        assert self.worn(run) == {"B"}
        self.bring_back(items, "A")
        assert self.worn(run) == {"A"}


class TestUsualPair:
    def new(self, client, **asked):
        return client.get(reverse("runs:create"), asked).context["form"]

    def test_is_the_one_that_was_run_in_last(self, client, runner, low, high):
        RunFactory(owner=runner, shoe=high, on=DAY)
        RunFactory(owner=runner, shoe=low, on=DAY + dt.timedelta(days=1))
        assert self.new(client).initial["shoe"] == low.pk

    def test_follows_the_surface(self, client, runner, low, high):
        RunFactory(owner=runner, shoe=high, surface="trail", on=DAY)
        RunFactory(owner=runner, shoe=low, surface="road", on=DAY + dt.timedelta(days=1))
        assert self.new(client).initial["shoe"] == low.pk
        assert self.new(client, surface="trail").initial["shoe"] == high.pk
        assert self.new(client, surface="sand").initial["shoe"] == low.pk

    def test_what_is_set_on_a_pair_comes_first(self, client, runner, low, high):
        RunFactory(owner=runner, shoe=high, surface="road")
        change(client, low, default_for="road")
        assert self.new(client).initial["shoe"] == low.pk

    def test_a_pair_that_the_runner_chose_stays(self, client, runner, low, high):
        RunFactory(owner=runner, shoe=high, surface="road")
        change(client, high, default_for="trail")
        asked = {"surface": "trail", "shoe": low.pk, "offered": high.pk}
        assert self.new(client, **asked).initial["shoe"] == low.pk
        asked = {"surface": "trail", "shoe": low.pk, "offered": low.pk}
        assert self.new(client, **asked).initial["shoe"] == high.pk

    def test_a_first_run_has_one_too(self, client, low, high):
        change(client, high, default_for="trail")
        assert self.new(client, surface="trail", offered="").initial["shoe"] == high.pk
        asked = {"surface": "trail", "shoe": low.pk, "offered": ""}
        assert self.new(client, **asked).initial["shoe"] == low.pk

    @pytest.mark.parametrize("asked", [{"surface": "moon"}, {"shoe": "x", "offered": "y"}])
    def test_nonsense_is_left_out(self, client, runner, high, asked):
        RunFactory(owner=runner, shoe=high, surface="road")
        assert self.new(client, **asked).initial["shoe"] == high.pk

    def test_two_pairs_are_not_the_usual_one_of_one_surface(self, client, low, high):
        change(client, high, default_for="trail")
        url = reverse("shoes:update", args=[low.pk])
        response = client.post(url, {"name": low.name, "default_for": "trail"})
        assert response.status_code == 422
        [error] = response.context["form"].errors["default_for"]
        assert error == "Adrenaline is your usual pair there: change that first."
