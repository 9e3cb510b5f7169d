from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from tests.factories import DAY, AwayFactory, RunFactory

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 3, 5)
NEW = reverse("away:create")


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC), tick=False):
        yield


def text(response):
    return " ".join(response.content.decode().split())


def typed(**changes):
    return {"kind": "travel", "from_on": "2026-03-02", "reason": "Stockholm"} | changes


class TestList:
    url = reverse("away:list")

    def test_an_empty_page_says_what_to_do(self, client):
        assert "Add days" in text(client.get(self.url))

    def test_shows_ones_own_the_latest_first(self, client, runner):
        early, late = (
            AwayFactory(owner=runner, from_on=DAY + dt.timedelta(days=n)) for n in (0, 2)
        )
        AwayFactory()
        assert list(client.get(self.url).context["aways"]) == [late, early]

    def test_what_is_not_over_ends_in_one_tap(self, client, runner):
        away = AwayFactory(owner=runner)
        assert "Over since today" in text(client.get(self.url))
        client.post(reverse("away:end", args=[away.pk]))
        away.refresh_from_db()
        assert away.until_on == TODAY
        assert "Over since today" not in text(client.get(self.url))
        assert client.post(reverse("away:end", args=[away.pk])).status_code == 404

    @pytest.mark.parametrize("count", [1, 10])
    def test_queries_do_not_grow(self, client, runner, count, django_assert_num_queries):
        AwayFactory.create_batch(count, owner=runner)
        with django_assert_num_queries(4):  # session, user, how many, days
            client.get(self.url)


class TestForm:
    def test_saves_them(self, client, runner):
        client.post(NEW, typed(until_on="2026-03-09"))
        away = runner.aways.get()
        assert (away.from_on, away.until_on) == (dt.date(2026, 3, 2), dt.date(2026, 3, 9))
        assert str(away) == "Travel, Stockholm"

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"from_on": ""}, "from_on"),
            ({"from_on": "0001-01-01"}, "from_on"),
            ({"until_on": "2026-03-01"}, "until_on"),
            ({"until_on": "9999-12-31"}, "until_on"),
            ({"kind": "laziness"}, "kind"),
            ({"reason": "x" * 201}, "reason"),
        ],
    )
    def test_what_makes_no_sense_is_said_beside_it(self, client, runner, changes, field):
        response = client.post(NEW, typed(**changes))
        assert response.status_code == 422
        assert field in response.context["form"].errors
        assert not runner.aways.exists()

    def test_can_be_deleted_and_come_back(self, client, runner):
        away = AwayFactory(owner=runner, reason="Stockholm")
        client.post(reverse("away:delete", args=[away.pk]))
        assert not runner.aways.exists()
        client.post(reverse("portability:restore", args=[runner.trash_items.get().pk]))
        assert runner.aways.get().reason == "Stockholm"

    @pytest.mark.parametrize(
        ("kind", "reason", "said"),
        [
            ("pause", "", "Pause"),
            ("illness", "a cold", "Illness, a cold"),
            ("other", "moving house", "Moving house"),
            ("other", "", "Something else"),
        ],
    )
    def test_is_called_by_its_kind_and_reason(self, kind, reason, said):
        assert str(AwayFactory.build(owner=None, kind=kind, reason=reason)) == said


class TestTrends:
    def band(self, client):
        [band] = client.get("/trends/", {"range": 12}).context["chart"].aways
        return band

    def test_is_a_band_and_a_word_of_its_weeks(self, client, runner):
        RunFactory(owner=runner)
        AwayFactory(owner=runner, reason="Stockholm", until_on=DAY + dt.timedelta(days=6))
        response = client.get("/trends/", {"range": 12})
        [band] = response.context["chart"].aways
        assert (band.percent, band.width_percent) == (pytest.approx(91.67), pytest.approx(8.33))
        assert [word.text for word in response.context["chart"].words] == ["travel"]
        assert response.context["readout"].last.note == "1 run, Travel, Stockholm"
        assert "away</li>" in text(response)

    def test_is_not_hidden_behind_the_bars(self, client, runner):
        RunFactory(owner=runner, sections=[("pose", 60), ("natural", 60)])
        AwayFactory(owner=runner)
        drawn = text(client.get("/trends/", {"range": 12})).partition('class="plotrows"')[2]
        assert 'fill="url(#away)"' in drawn.partition('<path class="p-natural"')[2]

    def test_one_that_is_not_over_goes_up_to_today(self, client, runner):
        RunFactory(owner=runner)
        AwayFactory(owner=runner, from_on=DAY)  # Monday to Thursday
        assert self.band(client).width_percent == pytest.approx(100 / 12 * 4 / 7, abs=0.01)

    def test_what_is_outside_is_not_drawn(self, client, runner):
        RunFactory(owner=runner)
        far = DAY - dt.timedelta(weeks=20)
        AwayFactory(owner=runner, from_on=far, until_on=far)
        AwayFactory(owner=runner, from_on=TODAY + dt.timedelta(days=9))
        AwayFactory()
        assert client.get("/trends/", {"range": 12}).context["chart"].aways == []

    def test_no_number_changes(self, client, runner):
        RunFactory(owner=runner)
        before = client.get("/trends/").context["readout"].last_numbers
        AwayFactory(owner=runner)
        assert client.get("/trends/").context["readout"].last_numbers == before
