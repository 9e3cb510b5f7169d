"""The one thing worked on in a run: chosen, taking turns, kept where runs name it."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3

import pytest
import time_machine
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction
from django.urls import reverse

from gaitlog.core.trash import restore
from gaitlog.runs.models.focus import longest_untouched
from tests.factories import DAY, FocusFactory, RunFactory
from tests.machine import Machine
from tests.upgrade.make import FOLDER

NEW = reverse("runs:create")
LIST = reverse("focus:list")
UID = "a" * 32


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(dt.datetime(2026, 3, 18, 12, tzinfo=dt.UTC), tick=False):
        yield


def text(response):
    return " ".join(response.content.decode().split())


def typed(**changes):
    return {"time": "40", "on": "2026-03-18", "phrase": "every other minute"} | changes


@pytest.mark.django_db
class TestOfARun:
    def test_a_ready_made_one_is_the_runners_own_from_its_first_use(self, client, runner):
        client.post(NEW, typed(focus="arms"))
        client.post(NEW, typed(focus=runner.focuses.get().pk, on="2026-03-17"))
        focus = runner.focuses.get()
        assert (focus.slug, focus.name) == ("arms", "arm swing")
        assert focus.cue
        assert focus.runs.count() == 2

    def test_one_in_own_words_goes_before_the_one_tapped(self, client, runner):
        client.post(NEW, typed(focus="arms", another_focus="Quick feet"))
        assert runner.runs.get().focus.name == "Quick feet"
        client.post(NEW, typed(another_focus="quick FEET", on="2026-03-17"))
        assert runner.focuses.count() == 1

    def test_one_named_again_is_in_use_again(self, client, runner):
        focus = FocusFactory(owner=runner, name="Quick feet", retired_on=DAY)
        client.post(NEW, typed(another_focus="Quick feet"))
        focus.refresh_from_db()
        assert not focus.is_retired

    def test_that_of_another_runner_is_refused(self, client, runner):
        response = client.post(NEW, typed(focus=FocusFactory().pk))
        assert response.status_code == 422
        assert not runner.runs.exists()

    def test_a_change_of_something_else_keeps_it_and_its_rating(self, client, runner):
        focus = FocusFactory(owner=runner, retired_on=DAY)
        run = RunFactory(owner=runner, focus=focus, focus_rating=4)
        url = reverse("runs:update", args=[run.pk])
        form = client.get(url).context["form"]
        sent = {"on": DAY, "time": "30", "focus": form["focus"].value(), "note": "windy"}
        client.post(url, sent)
        run.refresh_from_db()
        assert (run.note, run.focus, run.focus_rating) == ("windy", focus, 4)

    def test_another_one_is_not_rated_yet(self, client, runner):
        run = RunFactory(owner=runner, focus=FocusFactory(owner=runner), focus_rating=4)
        data = {"on": DAY, "time": "30", "focus": FocusFactory(owner=runner).pk}
        client.post(reverse("runs:update", args=[run.pk]), data)
        run.refresh_from_db()
        assert run.focus_rating is None

    def test_who_learns_nothing_is_not_asked_and_keeps_what_there_is(self, client, runner):
        runner.technique = ""
        runner.save()
        focus = FocusFactory(owner=runner)
        run = RunFactory(owner=runner, focus=focus, focus_rating=3)
        url = reverse("runs:update", args=[run.pk])
        assert "focus" not in client.get(url).context["form"].fields
        client.post(url, {"on": DAY, "time": "30"})
        run.refresh_from_db()
        assert (run.focus, run.focus_rating) == (focus, 3)

    def test_who_learns_chi_is_offered_only_their_own(self, client, runner):
        runner.technique = "Chi"
        runner.save()
        own = FocusFactory(owner=runner)
        form = client.get(NEW).context["form"]
        assert [value for value, _ in form.fields["focus"].choices] == ["", str(own.pk)]
        assert not client.get(LIST).context["offered"]

    def test_a_rating_is_from_1_to_5_and_of_a_focus(self, runner):
        for wrong in (
            {"focus_rating": 3},
            {"focus": FocusFactory(owner=runner), "focus_rating": 6},
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                RunFactory(owner=runner, **wrong)


@pytest.mark.django_db
class TestTurns:
    def turn(self, runner):
        found = longest_untouched(runner.focuses.with_last())
        return found and found.name

    def test_the_one_longest_untouched_comes_next(self, client, runner):
        arms, feet = (FocusFactory(owner=runner, name=name) for name in ("arms", "feet"))
        RunFactory(owner=runner, focus=arms, on=DAY)
        RunFactory(owner=runner, focus=feet, on=DAY + dt.timedelta(days=3))
        assert self.turn(runner) == "arms"
        assert "<b>arms</b>, 16 days." in text(client.get(LIST))
        assert "a focus not worked on for 16 days" in text(client.get(NEW))

    def test_its_chip_stands_before_the_fold_and_is_there_once(self, client, runner):
        arms, feet = (FocusFactory(owner=runner, name=name) for name in ("arms", "feet"))
        run = RunFactory(owner=runner, focus=feet)
        chip = f'name="focus" value="{arms.pk}"'
        before, _, folded = text(client.get(NEW)).partition("<b>Focus</b>")
        assert chip in before
        assert chip not in folded
        assert f'name="focus" value="{feet.pk}"' in folded
        _, _, folded = text(client.get(reverse("runs:update", args=[run.pk]))).partition(
            "<b>Focus</b>"
        )
        assert chip in folded

    def test_its_page_leads_to_a_run_with_it(self, client, runner):
        arms, feet = (FocusFactory(owner=runner, name=name) for name in ("arms", "feet"))
        RunFactory(owner=runner, focus=feet)
        address = f"{NEW}?focus={arms.pk}"
        assert f'href="{address}">Log a run with it</a>' in text(client.get(LIST))
        assert client.get(address).context["form"]["focus"].value() == str(arms.pk)
        assert client.get(f"{NEW}?focus=7x").status_code == 200

    def test_before_it_comes_the_newest_that_never_was(self, runner):
        RunFactory(owner=runner, focus=FocusFactory(owner=runner, name="arms"))
        for name in ("feet", "head"):
            FocusFactory(owner=runner, name=name)
        assert self.turn(runner) == "head"

    def test_one_alone_has_no_turn_and_a_retired_one_neither(self, runner):
        FocusFactory(owner=runner, name="arms")
        FocusFactory(owner=runner, name="feet", retired_on=DAY)
        assert self.turn(runner) is None


@pytest.mark.django_db
class TestPages:
    def test_says_how_often_when_last_how_it_went_and_the_hold(self, client, runner):
        focus = FocusFactory(owner=runner, name="arms")
        sections = [("pose", 180), ("natural", 900)]
        RunFactory(owner=runner, focus=focus, focus_rating=2, sections=sections)
        RunFactory(owner=runner, focus=focus, focus_rating=5, on=DAY + dt.timedelta(days=9))
        RunFactory(owner=runner, focus=focus)
        [row] = client.get(LIST).context["in_use"]
        assert (row.runs_count, row.last_on, row.rating, row.hold_s) == (
            3,
            DAY + dt.timedelta(days=9),
            3.5,
            180,
        )
        [lane] = client.get(LIST).context["history"].lanes
        assert (lane.runs, lane.dots.count("M")) == (3, 2)
        page = client.get(focus.get_absolute_url())
        assert page.context["ratings"].count == 2

    def test_a_tap_takes_a_ready_made_one(self, client, runner):
        client.post(reverse("focus:take"), {"slug": "pull"})
        assert runner.focuses.get().name == "pull"
        assert client.post(reverse("focus:take"), {"slug": "pull"}).status_code == 404

    def test_a_name_is_there_once(self, client, runner):
        FocusFactory(owner=runner, name="arms")
        response = client.post(reverse("focus:create"), {"name": "Arms", "cue": "Elbows back"})
        assert response.status_code == 422
        assert "already have one of that name" in text(response)
        assert "Elbows back" in text(response)

    def test_one_that_runs_name_stays_and_can_be_retired(self, client, runner):
        focus = FocusFactory(owner=runner)
        run = RunFactory(owner=runner, focus=focus)
        client.post(reverse("focus:delete", args=[focus.pk]))
        client.post(reverse("focus:retire", args=[focus.pk]))
        run.refresh_from_db()
        assert run.focus.is_retired

    def test_one_that_no_run_names_goes_to_the_trash_and_comes_back(self, client, runner):
        focus = FocusFactory(owner=runner, cue="Elbows back")
        client.post(reverse("focus:delete", args=[focus.pk]))
        with pytest.raises(ObjectDoesNotExist):
            focus.refresh_from_db()
        restore(runner.trash_items.get())
        focus.refresh_from_db()
        assert focus.cue == "Elbows back"

    def test_the_runs_can_be_narrowed_to_one(self, client, runner):
        focus = FocusFactory(owner=runner, name="arms")
        run = RunFactory(owner=runner, focus=focus)
        RunFactory(owner=runner)
        response = client.get(reverse("runs:list"), {"focus": focus.pk})
        assert [run.pk] == [shown.pk for shown in response.context["runs"]]
        assert "with the focus “arms”" in text(response)


class TestEarlierLogs:
    """A focus was one of eleven words; each becomes a row, and nothing is lost."""

    def test_words_become_rows_in_runs_and_in_the_trash(self, tmp_path):
        (tmp_path / "data").mkdir(mode=0o700)
        file = tmp_path / "data" / "gaitlog.sqlite3"
        with sqlite3.connect(file) as database:
            database.executescript((FOLDER / "second.sql").read_text(encoding="utf-8"))
            [(owner, run)] = database.execute(
                "SELECT owner_id, min(id) FROM runs_run GROUP BY owner_id ORDER BY 1 LIMIT 1"
            )
            database.execute("UPDATE runs_run SET focus = 'arms' WHERE id = ?", [run])
            of_run = {"rows": [{"model": "runs.run", "pk": 99, "values": {"focus": "pull"}}]}
            database.execute(
                "INSERT INTO core_trashitem (uid, owner_id, kind, title, payload, deleted_at)"
                f" VALUES ('{UID}', ?, 'run', 'Run', ?, '2026-03-02')",
                [owner, json.dumps(of_run | {"links": []})],
            )
        Machine(tmp_path / "data").ok("migrate", "--verbosity", "0")
        with sqlite3.connect(file) as database:
            named = database.execute(
                "SELECT f.slug, f.name, f.owner_id FROM runs_run r"
                " JOIN runs_focus f ON r.focus_id = f.id"
            ).fetchall()
            uids = dict(database.execute("SELECT slug, uid FROM runs_focus").fetchall())
            [(payload,)] = database.execute(
                "SELECT payload FROM core_trashitem WHERE uid = ?", [UID]
            )
        assert named == [("arms", "arm swing", owner)]
        [row] = json.loads(payload)["rows"]
        assert row["values"]["focus"].replace("-", "") == uids["pull"]
