from __future__ import annotations

import datetime as dt
from unittest import mock
from uuid import uuid4

import pytest
from django.urls import reverse

from gaitlog.core.trash import restore
from gaitlog.injuries.forms import InjuryForm
from tests.factories import DAY, InjuryFactory, PainFactory, RunFactory

pytestmark = pytest.mark.django_db

LIST = reverse("injuries:list")
CREATE = reverse("injuries:create")
TODAY = dt.date(2026, 3, 11)


USUAL = {"kind": "injury", "site": "calf", "side": "left", "from_on": "2026-03-10"}


def edit(injury):
    return reverse("injuries:update", args=[injury.pk])


class TestInjuryList:
    def shown(self, client):
        context = client.get(LIST).context
        return [[row.injury for row in context[part]] for part in ("now", "past")]

    def test_shows_only_own_injuries(self, client, runner):
        own, _other = InjuryFactory(owner=runner), InjuryFactory()
        assert self.shown(client) == [[own], []]

    def test_an_empty_page_says_what_to_do(self, client):
        said = client.get(LIST).content.decode()
        assert "Nothing hurts" in said
        assert "Note a pain" in said

    def test_what_hurts_comes_first_with_its_days(self, client, runner):
        run = RunFactory(owner=runner, on=dt.date(2026, 3, 1))
        InjuryFactory(owner=runner, from_on=dt.date(2026, 3, 3), began_in=run, note="It pulls")
        said = client.get(LIST).content.decode()
        for words in (
            "Left calf",
            "since Tue 3 Mar",
            '<b class="num">9</b><span>days</span>',
            "began in the run of Sun 1 Mar",
            "“It pulls”",
            "It is over",
        ):
            assert words in said

    def test_with_none_open_it_points_to_the_pains(self, client, runner):
        InjuryFactory(owner=runner, from_on=DAY, until_on=DAY)
        assert "No injury is open." in client.get(LIST).content.decode()
        PainFactory(owner=runner)
        said = client.get(LIST).content.decode()
        assert "No injury is open; the last pains are below." in said

    def test_what_is_over_follows_with_the_days_it_took(self, client, runner):
        now = InjuryFactory(owner=runner, from_on=dt.date(2025, 1, 1))
        past = InjuryFactory(owner=runner, from_on=DAY, until_on=DAY)
        assert self.shown(client) == [[now], [past]]
        assert '<b class="num">1</b><span>day</span>' in client.get(LIST).content.decode()

    @pytest.mark.parametrize(("days_ago", "offered"), [(6, True), (7, False)])
    def test_only_what_ended_lately_can_hurt_again(self, client, runner, days_ago, offered):
        until = TODAY - dt.timedelta(days_ago)
        InjuryFactory(owner=runner, from_on=dt.date(2026, 1, 1), until_on=until)
        assert ("It still hurts" in client.get(LIST).content.decode()) is offered

    @pytest.mark.parametrize("count", [1, 10])
    def test_queries_do_not_grow(self, client, runner, count, django_assert_num_queries):
        run = RunFactory(owner=runner)
        InjuryFactory.create_batch(count, owner=runner, began_in=run)
        InjuryFactory.create_batch(count, owner=runner, began_in=run, until_on=DAY)
        with django_assert_num_queries(4):  # session, user, injuries with their runs
            client.get(LIST)


class TestInjuryCreate:
    def usual(self, **fields):
        return USUAL | fields

    def labels(self, response):
        return [label for _, label in response.context["form"].fields["began_in"].choices][1:]

    def test_comes_filled_in_with_today(self, client):
        form = client.get(CREATE).context["form"]
        assert (form["from_on"].value(), form["until_on"].value()) == (TODAY, None)

    def test_saves_what_hurts(self, client, runner):
        run = RunFactory(owner=runner)
        typed = self.usual(began_in=run.pk, note="felt it on the hill", until_on="2026-03-11")
        response = client.post(CREATE, typed)
        injury = runner.injuries.get()
        assert response.url == injury.get_absolute_url()
        assert (str(injury), injury.from_on, injury.until_on) == (
            "Left calf",
            dt.date(2026, 3, 10),
            TODAY,
        )
        assert (injury.began_in, injury.note) == (run, "felt it on the hill")

    def test_a_place_and_a_day_are_all_that_is_needed(self, client, runner):
        client.post(CREATE, {"kind": "injury", "site": "lower_back", "from_on": "2026-03-10"})
        injury = runner.injuries.get()
        assert (str(injury), injury.until_on, injury.began_in) == ("Lower back", None, None)

    @pytest.mark.parametrize(
        ("field", "typed", "says"),
        [
            ("site", "", "Choose where it hurts."),
            ("site", "soul", "soul is not one of the available choices"),
            ("side", "up", "up is not one of the available choices"),
            ("from_on", "", "This field is required."),
            ("from_on", "2026-03-12", "This day is still to come."),
            ("from_on", "0001-01-01", "Check the year."),
            ("until_on", "2026-03-12", "This day is still to come."),
            ("until_on", "2026-03-09", "It ends on the day it began, or later."),
            ("began_in", "12345", "not one of the available choices"),
            ("began_in", "the hilly one", "not one of the available choices"),
            ("began_in", "9" * 5000, "not one of the available choices"),
        ],
    )
    def test_what_is_wrong_is_said_beside_the_field(self, client, runner, field, typed, says):
        response = client.post(CREATE, self.usual(**{field: typed}))
        assert response.status_code == 422
        assert says in response.content.decode()
        assert list(response.context["form"].errors) == [field]
        assert not runner.injuries.exists()

    def test_no_side_is_chosen_before_the_runner_does(self, client, runner):
        said = " ".join(client.get(CREATE).content.decode().split())
        side = said[said.index("Side") : said.index('id="id_from_on"')]
        assert side.count('name="side"') == 4
        assert "checked" not in side

    def test_a_place_with_two_sides_asks_for_one(self, client, runner):
        response = client.post(CREATE, self.usual(side="", note="kept"))
        assert (response.status_code, [*response.context["form"].errors]) == (422, ["side"])
        assert "On which side does it hurt?" in response.content.decode()
        assert "kept" in response.content.decode()
        assert not runner.injuries.exists()

    def test_the_middle_is_a_side_too_where_it_is_chosen(self, client, runner):
        client.post(CREATE, self.usual(site="groin", side="middle"))
        injury = runner.injuries.get()
        assert (str(injury), injury.side) == ("Groin", "")
        form = client.get(edit(injury)).context["form"]
        assert form["side"].value() == "middle"
        response = client.post(edit(injury), self.usual(site="groin", side="middle", note="better"))
        assert response.status_code == 302
        injury.refresh_from_db()
        assert (injury.side, injury.note) == ("", "better")

    def test_it_cannot_have_begun_in_a_later_run(self, client, runner):
        run = RunFactory(owner=runner, on=TODAY)
        response = client.post(CREATE, self.usual(began_in=run.pk))
        assert "This run came later." in response.content.decode()

    def test_another_runners_run_is_refused_and_not_shown(self, client, runner):
        run = RunFactory(on=dt.date(2026, 3, 9))
        response = client.post(CREATE, self.usual(began_in=run.pk))
        assert (response.status_code, self.labels(response)) == (422, [])

    def test_a_refused_form_by_htmx_is_only_the_form(self, htmx):
        response = htmx.post(CREATE, self.usual(site="", note="kept"))
        said = response.content.decode()
        assert response.status_code == 422
        assert said.strip().startswith('<form id="injury-form"')
        assert "kept" in said

    def test_a_saved_form_by_htmx_goes_on_to_its_page(self, htmx, runner):
        response = htmx.post(CREATE, self.usual())
        assert response.headers["HX-Redirect"] == runner.injuries.get().get_absolute_url()

    def test_a_form_sent_twice_is_saved_once(self, client, runner):
        typed = self.usual(uid=str(uuid4()))
        went = [client.post(CREATE, typed).url for _ in range(2)]
        assert went == 2 * [runner.injuries.get().get_absolute_url()]

    def test_a_form_sent_twice_at_once_is_saved_once(self, client, runner):
        typed = self.usual(uid=str(uuid4()))
        client.post(CREATE, typed)
        too_early = [None, runner.injuries.get()]
        with mock.patch.object(InjuryForm, "already_saved", side_effect=too_early):
            response = client.post(CREATE, typed)
        assert response.url == runner.injuries.get().get_absolute_url()

    @pytest.mark.parametrize("count", [1, 10])
    def test_queries_do_not_grow(self, client, runner, count, django_assert_num_queries):
        RunFactory.create_batch(count, owner=runner)
        InjuryFactory.create_batch(count, owner=runner)
        with django_assert_num_queries(4):  # session, user, runs, the earlier ones
            client.get(CREATE)


class TestRunsItMayHaveBegunIn:
    @pytest.fixture(autouse=True)
    def runs(self, runner):
        for day, sections in (
            (dt.date(2026, 3, 11), [("pose", 300), ("natural", 1580)]),
            (dt.date(2026, 2, 25), [("natural", 1800)]),
            (dt.date(2026, 2, 24), [("natural", 1200)]),
            (dt.date(2026, 2, 10), [("natural", 600)]),
        ):
            RunFactory(owner=runner, on=day, sections=sections)
        RunFactory(on=TODAY)
        RunFactory(owner=runner, kind="estimate", on=TODAY)

    def labels(self, browser, **said):
        form = browser.get(CREATE, said).context["form"]
        return [label for _, label in form.fields["began_in"].choices][1:]

    def test_those_of_the_fourteen_days_before_newest_first(self, client):
        assert self.labels(client) == ["Wed 11 Mar, 31:20, 5:00 Pose", "Wed 25 Feb, 30:00"]

    @pytest.mark.parametrize(("technique", "word"), [("Chi", "Chi"), ("", "new gait")])
    def test_in_the_runners_own_word(self, client, runner, technique, word):
        runner.technique = technique
        runner.save()
        assert self.labels(client)[0] == f"Wed 11 Mar, 31:20, 5:00 {word}"
        assert "Pose" not in client.get(CREATE).content.decode()

    def test_they_follow_the_day_that_is_chosen(self, htmx):
        assert self.labels(htmx, from_on="2026-02-24") == ["Tue 24 Feb, 20:00", "Tue 10 Feb, 10:00"]
        assert 'id="began"' in htmx.get(CREATE, {"from_on": "2026-02-24"}).content.decode()

    def test_the_one_that_is_chosen_stays(self, htmx, runner):
        run = runner.runs.get(on=dt.date(2026, 2, 10))
        response = htmx.get(CREATE, {"from_on": "2026-03-11", "began_in": run.pk})
        assert f'<option value="{run.pk}" selected>' in response.content.decode()

    @pytest.mark.parametrize("said", ["0002-02-24", "2026-02-31", "soon", ""])
    def test_a_day_that_makes_no_sense_changes_nothing(self, client, said):
        assert len(self.labels(client, from_on=said)) in {0, 2}

    def test_a_run_names_itself_and_its_day(self, client, runner):
        run = runner.runs.get(on=dt.date(2026, 2, 10))
        form = client.get(CREATE, {"run": run.pk}).context["form"]
        assert (form["from_on"].value(), form["began_in"].value()) == (run.on, run.pk)

    def test_another_runners_run_is_not_there(self, client):
        assert client.get(CREATE, {"run": RunFactory().pk}).status_code == 404
        assert client.get(CREATE, {"run": "9" * 40}).status_code == 404

    @pytest.mark.parametrize("said", ["", "hill", "9" * 5000])
    def test_nonsense_for_a_run_is_left_out(self, client, said):
        assert client.get(CREATE, {"run": said}).status_code == 200

    def test_on_an_old_injury_they_are_those_of_its_time(self, client, runner):
        injury = InjuryFactory(owner=runner, from_on=dt.date(2026, 2, 11))
        form = client.get(edit(injury)).context["form"]
        labels = [label for _, label in form.fields["began_in"].choices]
        assert labels == ["none that I know of", "Tue 10 Feb, 10:00"]


class TestInjuryUpdate:
    def test_saves_the_change(self, client, runner):
        injury = InjuryFactory(owner=runner)
        uid = injury.uid
        typed = USUAL | {"site": "soleus", "from_on": "2026-03-01", "uid": str(uuid4())}
        client.post(edit(injury), typed)
        injury.refresh_from_db()
        assert (str(injury), injury.uid) == ("Left deep calf (soleus)", uid)

    def test_another_runners_injury_is_not_there(self, client):
        assert client.get(edit(InjuryFactory())).status_code == 404

    @pytest.mark.parametrize("count", [1, 10])
    def test_queries_do_not_grow(self, client, runner, count, django_assert_num_queries):
        RunFactory.create_batch(count, owner=runner)
        injury = InjuryFactory(owner=runner, began_in=runner.runs.first())
        InjuryFactory.create_batch(count, owner=runner)
        with django_assert_num_queries(5):  # session, user, injury, runs, the earlier ones
            client.get(edit(injury))


class TestInjuryClose:
    def close(self, client, injury):
        client.post(reverse("injuries:close", args=[injury.pk]))
        injury.refresh_from_db()
        return injury.until_on

    def test_it_is_over_from_today(self, client, runner):
        injury = InjuryFactory(owner=runner)
        assert self.close(client, injury) == TODAY
        said = client.get(LIST).content.decode()
        assert "Left calf is over." in said
        assert "It still hurts" in said

    def test_a_second_tap_changes_nothing(self, client, runner):
        assert self.close(client, InjuryFactory(owner=runner, until_on=DAY)) == DAY

    def test_one_that_began_in_a_later_time_zone_ends_on_its_day(self, client, runner):
        tomorrow = TODAY + dt.timedelta(1)
        assert self.close(client, InjuryFactory(owner=runner, from_on=tomorrow)) == tomorrow

    def test_it_can_hurt_again(self, client, runner):
        injury = InjuryFactory(owner=runner, until_on=DAY)
        client.post(reverse("injuries:reopen", args=[injury.pk]))
        injury.refresh_from_db()
        assert injury.until_on is None

    def test_a_get_changes_nothing(self, client, runner):
        injury = InjuryFactory(owner=runner)
        assert client.get(reverse("injuries:close", args=[injury.pk])).status_code == 405


class TestInjuryDelete:
    def test_it_can_come_back_with_its_run(self, client, runner):
        injury = InjuryFactory(owner=runner, began_in=RunFactory(owner=runner))
        client.post(reverse("injuries:delete", args=[injury.pk]))
        assert not runner.injuries.exists()
        item = runner.trash_items.get()
        assert reverse("portability:restore", args=[item.pk]) in client.get(LIST).content.decode()
        assert restore(item).began_in == injury.began_in
