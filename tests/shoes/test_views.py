from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from gaitlog.shoes.models import Shoe
from tests.factories import RunFactory, ShoeFactory, share_of

pytestmark = pytest.mark.django_db


class TestShoeList:
    url = reverse("shoes:list")

    def test_shows_only_own_pairs(self, client, runner):
        own, _other = ShoeFactory(owner=runner), ShoeFactory()
        assert [pair.shoe for pair in client.get(self.url).context["in_use"]] == [own]

    def test_an_empty_page_says_what_to_do(self, client):
        assert "Add a pair" in client.get(self.url).content.decode()

    @pytest.mark.parametrize("count", [1, 10])
    def test_queries_do_not_grow(self, client, runner, count, django_assert_num_queries):
        for _ in range(count):
            RunFactory(owner=runner, shod=True)
        with django_assert_num_queries(4):  # session, user, what was run in pairs, pairs
            client.get(self.url)

    def test_says_what_was_run_in_a_pair(self, client, runner):
        shoe = ShoeFactory(owner=runner, start_distance_m=100_000)
        RunFactory(owner=runner, shoe=shoe, distance_m=5_000, sections=[("pose", 600)])
        RunFactory(owner=runner, shoe=shoe, distance_m=7_000, sections=[("walk", 600)])
        [pair] = client.get(self.url).context["in_use"]
        assert (pair.worn_m, pair.sums.running_s, pair.sums.pose_s) == (112_000, 600, 600)


class TestWhereADistanceIsMissing:
    def said(self, client, shoe):
        pages = client.get(reverse("shoes:list")), client.get(shoe.get_absolute_url())
        return [" ".join(page.content.decode().split()) for page in pages]

    def test_says_of_how_many_runs_it_is_known(self, client, runner):
        shoe = ShoeFactory(owner=runner)
        RunFactory.create_batch(7, owner=runner, shoe=shoe)
        for said in self.said(client, shoe):
            assert "distance known of none of 7 runs" in said
        RunFactory(owner=runner, shoe=shoe, distance_m=3_000)
        for said in self.said(client, shoe):
            assert "distance known of 1 of 8 runs" in said

    def test_says_nothing_where_it_is_known_of_all(self, client, runner):
        shoe = ShoeFactory(owner=runner)
        for _ in range(2):
            for said in self.said(client, shoe):
                assert "distance known" not in said
            RunFactory(owner=runner, shoe=shoe, distance_m=3_000)

    def test_counts_a_run_of_which_a_part_was_run_in_it(self, client, runner):
        own, other = ShoeFactory(owner=runner), ShoeFactory(owner=runner)
        for distance_m in (6_000, None):
            shares = [share_of("first", 600, other)]
            RunFactory(owner=runner, shoe=own, distance_m=distance_m, shares=shares)
        for shoe in (own, other):
            for said in self.said(client, shoe):
                assert "distance known of 1 of 2 runs" in said


class TestShoeCreate:
    url = reverse("shoes:create")

    def test_saves_the_pair(self, client, runner):
        client.post(self.url, {"name": "PureCadence", "drop_mm": "4"})
        assert runner.shoes.get().drop == "4 mm"

    @pytest.mark.parametrize("unit", ["km", "mi"])
    def test_takes_its_own_defaults_back(self, client, runner, unit):
        runner.distance_unit = unit
        runner.save()
        form = client.get(self.url).context["form"]
        shown = {name: form[name].value() or "" for name in form.fields}
        shown = {name: form.fields[name].prepare_value(value) for name, value in shown.items()}
        assert client.post(self.url, shown | {"name": "Flat"}).status_code == 302
        [shoe] = runner.shoes.all()
        assert abs(shoe.wear_limit_m - 700_000) < 1000
        form = client.get(reverse("shoes:update", args=[shoe.pk])).context["form"]
        again = {name: form.fields[name].prepare_value(form[name].value()) for name in form.fields}
        again = {name: value for name, value in again.items() if value is not None}
        url = reverse("shoes:update", args=[shoe.pk])
        assert client.post(url, again | {"name": "Flatter"}).status_code == 302

    def test_takes_a_decimal_comma(self, client, runner):
        client.post(self.url, {"name": "Flat", "drop_mm": "4,5", "start_distance_m": "120,5"})
        shoe = runner.shoes.get()
        assert (shoe.drop, shoe.start_distance_m) == ("4.5 mm", 120_500)

    def test_works_out_the_drop_from_the_stacks(self, client, runner):
        client.post(
            self.url, {"name": "Flat", "heel_stack_mm": "31.5", "forefoot_stack_mm": "27.5"}
        )
        assert runner.shoes.get().drop == "4 mm"

    def test_stacks_that_contradict_the_drop_are_explained(self, client, runner):
        typed = {"name": "Flat", "drop_mm": "12", "heel_stack_mm": "30", "forefoot_stack_mm": "26"}
        response = client.post(self.url, typed)
        assert response.status_code == 422
        assert "The stacks make it 4 mm" in response.content.decode()

    def test_a_second_pair_of_that_name_is_refused_beside_the_form(self, client, runner):
        ShoeFactory(owner=runner, name="Flat")
        response = client.post(self.url, {"name": "flat"})
        assert response.status_code == 422
        assert "You already have a pair of that name." in response.content.decode()

    def test_distances_are_in_the_runners_unit(self, client, runner):
        runner.distance_unit = "mi"
        runner.save()
        client.post(self.url, {"name": "Flat", "start_distance_m": "100"})
        assert runner.shoes.get().start_distance_m == 160_934


class TestShoeDelete:
    def test_a_pair_that_no_run_names_can_come_back(self, client, runner):
        shoe = ShoeFactory(owner=runner, name="Flat")
        client.post(reverse("shoes:delete", args=[shoe.pk]))
        assert not runner.shoes.exists()
        assert runner.trash_items.get().title == "Flat"

    def test_a_pair_with_runs_stays(self, client, runner):
        run = RunFactory(owner=runner, shod=True)
        response = client.post(reverse("shoes:delete", args=[run.shoe.pk]), follow=True)
        assert "1 run names" in response.content.decode()
        assert Shoe.objects.filter(pk=run.shoe.pk).exists()

    def test_retiring_keeps_what_was_run(self, client, runner):
        run = RunFactory(owner=runner, shod=True)
        client.post(reverse("shoes:retire", args=[run.shoe.pk]))
        run.refresh_from_db()
        assert run.shoe.is_retired
        client.post(reverse("shoes:use_again", args=[run.shoe.pk]))
        run.shoe.refresh_from_db()
        assert run.shoe.retired_on is None


def test_a_pair_is_not_retired_before_it_was_bought(client, runner):
    shoe = ShoeFactory(owner=runner, bought_on=dt.date(2026, 2, 1))
    typed = {"name": shoe.name, "bought_on": "2026-02-01", "retired_on": "2026-01-01"}
    response = client.post(reverse("shoes:update", args=[shoe.pk]), typed)
    assert "retired after it was bought" in response.content.decode()
