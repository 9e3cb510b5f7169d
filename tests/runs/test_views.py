from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from gaitlog.runs.models import Run
from tests.factories import RunFactory, ShoeFactory
from tests.queries import counted

pytestmark = pytest.mark.django_db

NEW = reverse("runs:create")
TODAY = dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(TODAY, tick=False):
        yield


def typed(**changes):
    """A run as the form sends it."""
    return {"time": "40", "on": "2026-03-05", "phrase": "every other minute for 20 min"} | changes


def split(run):
    return run.pose_s, run.natural_s, run.walk_s, run.hold_s


class TestRunCreate:
    def test_saves_the_run_with_its_sections(self, client, runner):
        response = client.post(NEW, typed())
        run = runner.runs.get()
        assert split(run) == (600, 1800, 0, 60)
        assert run.sections.count() == 20
        assert response.url.startswith(run.get_absolute_url())

    @pytest.mark.parametrize(
        ("time", "seconds"),
        [("31", 1860), ("31:20", 1880), ("1:02:10", 3730), ("31m", 1860), ("31,5", 1890)],
    )
    def test_understands_times(self, client, runner, time, seconds):
        client.post(NEW, typed(time=time, phrase=""))
        assert runner.runs.get().moving_s == seconds

    @pytest.mark.parametrize("distance", ["5,2", "5.2", "5.2 km", "5200 m"])
    def test_understands_distances(self, client, runner, distance):
        client.post(NEW, typed(distance_m=distance))
        assert runner.runs.get().distance_m == 5200

    def test_a_distance_in_miles(self, client, runner):
        runner.distance_unit = "mi"
        runner.save()
        client.post(NEW, typed(distance_m="3,1"))
        assert runner.runs.get().distance_m == 4989

    def test_works_out_the_time_from_distance_and_pace(self, client, runner):
        client.post(NEW, typed(time="", distance_m="5", pace="6:00", phrase=""))
        assert runner.runs.get().moving_s == 1800

    def test_works_out_the_time_from_the_sections(self, client, runner):
        client.post(NEW, typed(time="", phrase="10x(1 pose / 1 natural)"))
        assert runner.runs.get().moving_s == 1200

    def test_a_contradiction_is_explained_and_a_way_out_offered(self, client, runner):
        response = client.post(NEW, typed(distance_m="5", pace="5:00"))
        page = response.content.decode()
        assert response.status_code == 422
        assert "40:00 over 5.00 km is 8:00 per km" in page
        assert 'value="time=25:00"' in page
        assert not runner.runs.exists()

    def test_the_way_out_is_one_tap(self, client, runner):
        client.post(NEW, typed(distance_m="5", pace="5:00", fix="time=25:00"))
        assert runner.runs.get().moving_s == 1500

    def test_sections_longer_than_the_run_offer_its_time(self, client, runner):
        response = client.post(NEW, typed(time="30", phrase="10x(2 pose/2 natural)"))
        assert 'value="time=40:00"' in response.content.decode()

    def test_a_phrase_that_is_not_understood_names_the_word(self, client, runner):
        response = client.post(NEW, typed(phrase="5 potato"))
        assert "“potato”" in response.content.decode()
        assert "5 potato" in response.content.decode()

    def test_without_a_time_the_usual_pace_is_offered_not_assumed(self, client, runner):
        response = client.post(NEW, typed(time="", distance_m="5", phrase=""))
        assert 'value="time=30:00"' in response.content.decode()
        assert not runner.runs.exists()

    def test_a_day_to_come_is_refused(self, client, runner):
        response = client.post(NEW, typed(on="2026-03-06"))
        assert "still to come" in response.content.decode()

    def test_the_same_form_sent_twice_is_saved_once(self, client, runner):
        uid = client.get(NEW).context["form"]["uid"].value()
        client.post(NEW, typed(uid=uid))
        client.post(NEW, typed(uid=uid))
        assert runner.runs.count() == 1

    def test_a_chip_stands_for_its_phrase_without_a_script(self, client, runner):
        client.post(NEW, typed(phrase="all natural", pattern="all pose"))
        assert runner.runs.get().pose_s == 2400

    def test_comes_filled_in_from_the_last_run(self, client, runner):
        shoe = ShoeFactory(owner=runner)
        RunFactory(owner=runner, shoe=shoe, sections=[("pose", 60), ("natural", 1740)])
        initial = client.get(NEW).context["form"].initial
        assert (initial["time"], initial["shoe"]) == (1800, shoe.pk)
        assert initial["phrase"] == "first 1 pose"

    def test_keeps_the_clock_time_in_the_runners_zone(self, client, runner):
        client.post(NEW, typed(at="17:42"))
        assert runner.runs.get().started_at == dt.datetime(2026, 3, 5, 16, 42, tzinfo=dt.UTC)

    def test_takes_the_runners_own_word(self, client, runner):
        runner.technique = "Chi"
        runner.save()
        client.post(NEW, typed(phrase="chi 5x1/1"))
        assert runner.runs.get().pose_s == 300

    def test_saving_takes_at_most_twelve_queries(self, client, runner):
        shoe = ShoeFactory(owner=runner)
        with counted() as queries:
            client.post(NEW, typed(shoe=shoe.pk, distance_m="6"))
        assert queries.number <= 12
        assert runner.runs.exists()

    def test_tells_htmx_where_to_go(self, htmx, runner):
        response = htmx.post(NEW, typed())
        assert response.headers["HX-Redirect"].startswith(runner.runs.get().get_absolute_url())


class TestRunUpdate:
    def url(self, run):
        return reverse("runs:update", args=[run.pk])

    def test_changes_the_run(self, client, runner):
        run = RunFactory(owner=runner)
        client.post(self.url(run), typed(version=run.version, phrase="all pose"))
        run.refresh_from_db()
        assert (split(run), run.version) == ((2400, 0, 0, 2400), 2)

    def test_two_tabs_cannot_overwrite_each_other(self, client, runner):
        run = RunFactory(owner=runner)
        client.post(self.url(run), typed(version=1, note="first tab"))
        response = client.post(self.url(run), typed(version=1, note="second tab"))
        run.refresh_from_db()
        assert response.status_code == 422
        assert "changed elsewhere" in response.content.decode()
        assert "second tab" in response.content.decode()
        assert run.note == "first tab"

    def test_an_unchanged_phrase_keeps_the_spacing_it_was_typed_with(self, client, runner):
        client.post(NEW, typed(phrase="6 lampposts pose, 6 off"))
        run = runner.runs.get()
        runner.lamppost_m = 60
        runner.save()
        client.post(self.url(run), typed(phrase="6 lampposts pose, 6 off", version=1))
        run.refresh_from_db()
        assert run.pose_s == 65
        client.post(self.url(run), typed(phrase="6 lampposts pose, 5 off", version=2))
        run.refresh_from_db()
        assert run.pose_s == 130

    def test_sections_of_a_watch_keep_their_distance(self, client, runner):
        run = RunFactory(owner=runner, sections=[("pose", 60), ("natural", 1740)])
        run.sections.update(distance_m=200, cadence_spm=176)
        form = client.get(self.url(run)).context["form"]
        data = typed(time="30", phrase=form.initial["phrase"], version=1, note="cold")
        client.post(self.url(run), data)
        assert [s.distance_m for s in run.sections.all()] == [200, 200]

    def test_takes_nobody_elses_pair(self, client, runner):
        run = RunFactory(owner=runner, shod=True)
        other = ShoeFactory()
        response = client.post(self.url(run), typed(version=1, shoe=other.pk))
        assert response.status_code == 422
        assert "shoe" in response.context["form"].errors

    def test_a_retired_pair_stays_on_offer(self, client, runner):
        shoe = ShoeFactory(owner=runner, retired_on=dt.date(2026, 3, 1))
        run = RunFactory(owner=runner, shoe=shoe)
        form = client.get(self.url(run)).context["form"]
        assert shoe in form.pairs


class TestRunDetail:
    def test_shows_pace_by_gait_where_every_section_has_a_distance(self, client, runner):
        run = RunFactory(owner=runner, sections=[("pose", 300), ("natural", 1500)])
        run.sections.filter(gait="pose").update(distance_m=1000, cadence_spm=180)
        run.sections.filter(gait="natural").update(distance_m=4000)
        page = client.get(run.get_absolute_url()).content.decode()
        assert "5:00" in page
        assert "6:15" in page
        assert "180" in page

    def test_counts_the_runs_of_its_week_and_its_estimates_apart(self, client, runner):
        run = RunFactory(owner=runner, sections=[("pose", 300)])
        RunFactory(owner=runner, kind="estimate", sections=[("pose", 60)])
        page = client.get(run.get_absolute_url()).content.decode()
        assert ">6:00</b> Pose, in 1 run and an estimate." in page

    @pytest.mark.parametrize("count", [1, 10])
    def test_queries_do_not_grow(self, client, runner, count, django_assert_num_queries):
        RunFactory.create_batch(count, owner=runner)
        run = RunFactory(owner=runner, shod=True, sections=[("pose", 60), ("natural", 60)] * count)
        # session, user, run, changes of shoes, sections, week, judgement, pains
        with django_assert_num_queries(8):
            client.get(run.get_absolute_url())

    def test_says_how_it_went_in_one_section(self, client, runner):
        run = RunFactory(owner=runner, effort=4)
        page = client.get(run.get_absolute_url()).content.decode()
        how = page.partition("<h2>How it went</h2>")[2].partition("</section>")[0]
        assert "4 of 10" in how
        assert reverse("runs:form_notes", args=[run.pk]) in how
        facts = client.get(
            reverse("runs:form_notes", args=[run.pk]), headers={"HX-Request": "true"}
        )
        assert "<h2>" not in facts.content.decode()

    @pytest.mark.parametrize(
        ("more", "shown"),
        [
            ({}, []),
            ({"distance_m": 6000}, ["min/km"]),
            ({"sections": [("pose", 60), ("natural", 60)]}, ["time"]),
        ],
    )
    def test_shows_no_column_of_dashes(self, client, runner, more, shown):
        run = RunFactory(owner=runner, **more)
        page = client.get(run.get_absolute_url()).content.decode()
        table = page.partition('id="run-gaits"')[2].partition("</section>")[0]
        assert all(f'<th scope="col">{column}</th>' in table for column in shown)
        assert bool(table) == bool(shown)
        assert "–" not in table


class TestRunList:
    url = reverse("runs:list")

    def test_shows_only_own_runs(self, client, runner):
        own, _other = RunFactory(owner=runner), RunFactory()
        assert list(client.get(self.url).context["runs"]) == [own]

    def test_an_empty_page_says_what_to_do(self, client):
        assert "Log the first run" in client.get(self.url).content.decode()

    @pytest.mark.parametrize("count", [1, 20])
    def test_queries_do_not_grow(self, client, runner, count, django_assert_num_queries):
        RunFactory.create_batch(count, owner=runner, shod=True)
        with django_assert_num_queries(6):  # session, user, totals, keys, rows, sections
            client.get(self.url)

    def test_short_runs_of_a_practice_read_as_what_they_are(self, client, runner):
        sections = [("pose", 40), ("natural", 5)]
        RunFactory(owner=runner, kind="practice", distance_m=100, sections=sections)
        page = client.get(self.url).content.decode()
        assert "drills: 0:45 in short runs · 0.10" in page
        assert "0:40 Pose" in page
        assert 'class="entry minor"' in page
        assert "<svg" not in page.partition('class="entry minor"')[2].partition("</a>")[0]

    def test_what_to_narrow_by_comes_when_asked_for(self, client, htmx, runner):
        RunFactory(owner=runner, shod=True)
        assert "words in the note" not in client.get(self.url).content.decode().lower()
        assert "words in the note" in client.get(self.url, {"filters": 1}).content.decode().lower()
        part = htmx.get(self.url, {"filters": 1}).content.decode()
        assert part.lstrip().startswith('<form id="run-filters"')

    def test_the_next_page_is_one_of_runs_where_the_filters_are_open(self, client, htmx, runner):
        RunFactory.create_batch(30, owner=runner, surface="trail")
        page = client.get(self.url, {"filters": 1, "surface": "trail"}).content.decode()
        assert 'hx-get="?surface=trail&amp;page=2"' in page
        older = htmx.get(self.url, {"surface": "trail", "page": 2}).content.decode()
        assert older.lstrip().startswith('<div id="run-table"')

    def test_filters_live_in_the_address(self, client, runner):
        shoe = ShoeFactory(owner=runner)
        wanted = RunFactory(
            owner=runner, shoe=shoe, surface="trail", note="by the lake", sections=[("pose", 60)]
        )
        RunFactory(owner=runner)
        query = {"shoe": shoe.pk, "surface": "trail", "pose": "on", "text": "LAKE"}
        assert list(client.get(self.url, query).context["runs"]) == [wanted]
        assert not list(client.get(self.url, {"first": "2026-03-03"}).context["runs"])
        assert len(client.get(self.url, {"last": "2026-03-02"}).context["runs"]) == 2

    @pytest.mark.parametrize(
        ("query", "words"),
        [
            ({"first": "2026-03-02"}, "from 2 Mar 2026"),
            ({"last": "2026-03-04"}, "up to 4 Mar 2026"),
            ({"surface": "trail"}, "on trail"),
            ({"pose": "on"}, "with Pose"),
            ({"text": "<lake>"}, "with “&lt;lake&gt;” in the note"),
        ],
    )
    def test_names_what_is_shown(self, client, runner, query, words):
        page = client.get(self.url, query | {"page": 2}).content.decode()
        assert f'<a class="chip" href="?" aria-label="Only runs {words}: take this away"' in page

    def test_each_name_takes_its_own_part_away(self, client, runner):
        shoe = ShoeFactory(owner=runner)
        page = client.get(self.url, {"shoe": shoe.pk, "text": "a b", "filters": 1}).content.decode()
        assert f'href="?text=a+b" aria-label="Only runs in {shoe}:' in page
        assert f'href="?shoe={shoe.pk}" aria-label="Only runs with “a b” in the note:' in page

    def test_a_filter_of_nonsense_is_left_out(self, client, runner):
        RunFactory(owner=runner)
        query = {"first": "yesterday", "shoe": "x", "surface": "moon", "page": "-3"}
        assert len(client.get(self.url, query).context["runs"]) == 1

    def test_totals_are_those_of_all_that_is_shown(self, client, runner):
        RunFactory.create_batch(30, owner=runner, sections=[("pose", 60), ("natural", 60)])
        totals = client.get(self.url, {"page": 2}).context["totals"]
        assert (totals["runs"], totals["pose_s"]) == (30, 1800)

    def test_an_estimate_is_no_run_but_is_there(self, client, runner):
        RunFactory.create_batch(20, owner=runner)
        RunFactory.create_batch(10, owner=runner, kind="estimate")
        response = client.get(self.url, {"page": 2})
        totals = response.context["totals"]
        assert (totals["runs"], totals["estimates"], totals["natural_s"]) == (20, 10, 54000)
        assert len(response.context["runs"]) == 5
        assert "</b> estimates</li>" in response.content.decode()

    def test_htmx_gets_the_table_alone(self, htmx, runner):
        RunFactory(owner=runner)
        page = htmx.get(self.url).content.decode()
        assert "run-table" in page
        assert "<html" not in page


class TestRunDelete:
    def test_can_be_undone_whole(self, client, runner):
        run = RunFactory(owner=runner, shod=True, sections=[("pose", 60), ("natural", 1740)])
        before = list(run.sections.values_list())
        client.post(reverse("runs:delete", args=[run.pk]))
        assert not Run.objects.exists()
        client.post(reverse("portability:restore", args=[runner.trash_items.get().pk]))
        assert list(Run.objects.get().sections.values_list()) == before


class TestPreview:
    url = reverse("runs:preview")

    def test_shows_what_is_understood(self, client):
        page = client.get(self.url, {"time": "30", "phrase": "5x1/1"}).content.decode()
        assert "5:00" in page
        assert "25:00" in page

    def test_says_what_is_not(self, client):
        page = client.get(self.url, {"time": "30", "phrase": "5x1/"}).content.decode()
        assert 'class="error"' in page

    @pytest.mark.parametrize("url", ["runs:create", "runs:plan_create", "runs:preview"])
    def test_nothing_is_wrong_before_something_is_typed(self, client, url):
        page = client.get(reverse(url)).content.decode()
        assert 'class="error"' not in page
        assert "Write how long the run is, and it is drawn here." in page

    def test_sections_without_a_time_ask_for_it(self, client):
        assert "How long is the run?" in client.get(self.url, {"phrase": "all"}).content.decode()


def test_an_edit_of_something_else_rounds_nothing(client, runner):
    started = dt.datetime(2026, 3, 2, 16, 42, 31, tzinfo=dt.UTC)
    run = RunFactory(owner=runner, distance_m=12_579, started_at=started)
    url = reverse("runs:update", args=[run.pk])
    form = client.get(url).context["form"]
    shown = {name: form[name].value() for name in ("on", "phrase", "version")}
    data = shown | {"time": "30:00", "distance_m": "12.58", "at": "17:42", "note": "cold"}
    client.post(url, data)
    run.refresh_from_db()
    assert (run.note, run.distance_m, run.started_at) == ("cold", 12_579, started)
