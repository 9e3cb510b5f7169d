"""How the form was: asked after a run, of what concerns it, and kept beside it."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from gaitlog.core.trash import put_in_trash, restore
from gaitlog.runs.models import FormNote, Run
from gaitlog.runs.vocabulary import SIGNS
from tests.access.probe import open_every_way
from tests.factories import (
    DAY,
    FocusFactory,
    FormNoteFactory,
    RunFactory,
    SlipFactory,
    SlipKindFactory,
    StrikeCheckFactory,
)
from tests.queries import counted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC), tick=False):
        yield


def text(response):
    return " ".join(response.content.decode().split())


def form_of(run):
    return reverse("runs:form_notes", args=[run.pk])


def asked_of(client, run):
    return set(client.get(form_of(run) + "?ask").context["form"].fields)


@pytest.fixture
def run(runner):
    """A run of half an hour with five minutes of the new gait."""
    focus = FocusFactory(owner=runner, name="arm swing")
    return RunFactory(owner=runner, focus=focus, sections=[("pose", 300), ("natural", 1500)])


class TestAsked:
    def test_all_of_it_after_a_run_with_the_new_gait(self, client, run):
        asked = asked_of(client, run)
        assert {"slips", "faded_at_s", "feedback", "focus_rating", "strike_felt"} <= asked
        assert "skipped_reason" not in asked
        assert "Arm swing: how it went" in text(client.get(form_of(run)))

    def test_why_not_after_a_run_without_it(self, client, runner):
        asked = asked_of(client, RunFactory(owner=runner))
        assert {"skipped_reason", "glad", "wanted"} <= asked
        assert not {"slips", "faded_at_s", "felt_form", "focus_rating", "confidence"} & asked

    def test_only_how_it_was_of_who_learns_nothing(self, client, runner, run):
        runner.technique = ""
        runner.save()
        assert asked_of(client, run) == {"uid", "seen", "wanted", "glad", "effort"}
        page = text(client.get(form_of(run)))
        assert "the form" not in page
        assert "new gait" not in page

    def test_who_learns_chi_reads_no_word_of_another_school(self, client, runner, run):
        runner.technique = "Chi"
        runner.save()
        page = client.get(form_of(run))
        offered = {slug for slug, _ in page.context["form"].fields["slips"].choices}
        assert offered == {entry.slug for entry in SIGNS if not entry.of_pose}
        assert "Pose" not in text(page)

    def test_nothing_of_an_estimate(self, client, runner):
        estimate = RunFactory(owner=runner, kind="estimate", sections=[("natural", 600)])
        assert client.get(form_of(estimate)).status_code == 404
        assert "runs:form" not in text(client.get(estimate.get_absolute_url()))

    def test_right_after_saving_and_later_on_request(self, client, htmx, run):
        page = text(client.get(run.get_absolute_url() + "?saved"))
        assert f'hx-get="{form_of(run)}?saved"' in page
        assert "What slipped?" in text(htmx.get(form_of(run) + "?saved"))
        assert "What slipped?" not in text(htmx.get(form_of(run)))
        gone_back = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
        assert "What slipped?" in text(client.get(form_of(run), headers=gone_back))
        FormNoteFactory(owner=run.owner, run=run, glad=5)
        assert "What slipped?" not in text(htmx.get(form_of(run) + "?saved"))

    def test_reading_writes_nothing(self, run):
        browser = Client()
        browser.force_login(run.owner)
        for way, _ in open_every_way(browser, form_of(run)):
            assert not FormNote.objects.exists(), way


class TestNoted:
    def test_keeps_all_that_was_tapped(self, client, runner, run):
        data = {
            "slips": ["heel_strike", "tense_shoulders"],
            "another_slip": "Fists",
            "faded_at_s": "12",
            "feedback": "metronome",
            "tempo_spm": "176",
            "tempo_matched": "4",
            "felt_form": "3",
            "focus_rating": "4",
            "wanted": "1",
            "glad": "5",
            "concentration": "2",
            "confidence": "3",
        }
        response = client.post(form_of(run), data)
        note = runner.form_notes.get()
        assert response.url == run.get_absolute_url()
        assert [slip.kind.name for slip in note.slips.all()] == [
            "heel first",
            "tense shoulders",
            "Fists",
        ]
        assert (note.faded_at_s, note.feedback, note.tempo_spm) == (720, "metronome", 176)
        assert (note.wanted, note.glad, note.concentration, note.confidence) == (1, 5, 2, 3)
        run.refresh_from_db()
        assert (run.felt_form, run.focus_rating) == (3, 4)
        shown = text(client.get(form_of(run)))
        for words in ("heel first, tense shoulders, Fists", "12:00 of 30:00", "176 a minute"):
            assert words in shown

    def test_a_sign_is_the_runners_own_from_its_first_use_on(self, client, runner, run):
        client.post(form_of(run), {"slips": ["bouncing"]})
        other = RunFactory(owner=runner, sections=[("pose", 300)])
        kind = runner.slip_kinds.get()
        client.post(form_of(other), {"slips": [kind.pk], "another_slip": "BOUNCED"})
        assert kind.slips.count() == 2
        assert runner.slip_kinds.count() == 1

    def test_why_not_is_kept_and_shown_while_there_is_none(self, client, runner):
        run = RunFactory(owner=runner)
        client.post(form_of(run), {"skipped_reason": "footing"})
        assert "No Pose</dt><dd>Footing" in text(client.get(form_of(run)))

    def test_what_was_felt_of_the_feet_is_a_check_of_its_own(self, client, runner, run):
        client.post(form_of(run), {"strike_felt": "midfoot", "landing_felt": "under"})
        check = runner.strike_checks.get()
        assert (check.source, check.midfoot, check.under, check.forefoot) == ("felt", 1, 1, 0)
        seen = client.get(form_of(run) + "?ask").context["form"]
        data = {"uid": "", "seen": seen["seen"].value(), "strike_felt": "rearfoot"}
        client.post(form_of(run), data)
        check.refresh_from_db()
        assert (check.rearfoot, check.midfoot, check.under) == (1, 0, 0)
        seen = client.get(form_of(run) + "?ask").context["form"]
        client.post(form_of(run), {"seen": seen["seen"].value()})
        assert not runner.strike_checks.exists()

    def test_felt_and_seen_stand_side_by_side_with_their_number(self, client, runner, run):
        StrikeCheckFactory(owner=runner, run=run, rearfoot=6, midfoot=4, by="Ola")
        client.post(form_of(run), {"strike_felt": "forefoot"})
        page = client.get(form_of(run))
        felt, video = page.context["strikes"]
        assert (felt.said, felt.forefoot, felt.strikes) == ("Felt", 1, 1)
        assert (video.said, video.rearfoot, video.strikes) == ("Seen on video", 6, 10)
        assert "42.7&nbsp;% named their own foot strike right" in text(page)

    def test_empty_as_it_came_it_is_no_note(self, client, runner):
        run = RunFactory(owner=runner, effort=3, felt_form=4, sections=[("pose", 300)])
        form = client.get(form_of(run)).context["form"]
        data = {"uid": form["uid"].value(), "effort": "3", "felt_form": "4"}
        assert client.post(form_of(run), data).status_code == 302
        assert not runner.form_notes.exists()
        run.refresh_from_db()
        assert run.version == 1

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            ({"faded_at_s": "31"}, "The run was 30:00 long."),
            ({"faded_at_s": "soon"}, "Write minutes such as 31"),
            ({"glad": "6"}, "6 is not one of the available choices."),
            ({"slips": ["no_such"]}, "no_such is not one of the available choices."),
            ({"tempo_spm": "999"}, "less than or equal to 240"),
            ({"strike_felt": "ear"}, "ear is not one of the available choices."),
        ],
    )
    def test_says_what_is_wrong_and_keeps_the_rest(self, client, runner, run, data, words):
        response = client.post(form_of(run), {"another_slip": "Fists", "wanted": "2", **data})
        assert response.status_code == 422
        assert words in text(response)
        assert 'value="Fists"' in text(response)
        assert not runner.form_notes.exists()

    def test_takes_no_sign_of_another_runner(self, client, runner, run):
        response = client.post(form_of(run), {"slips": [SlipKindFactory().pk]})
        assert response.status_code == 422

    def test_sent_twice_is_noted_once(self, client, runner, run):
        uid = client.get(form_of(run)).context["form"]["uid"].value()
        for _ in range(2):
            assert client.post(form_of(run), {"uid": uid, "glad": "5"}).status_code == 302
        assert runner.form_notes.count() == 1

    def test_what_was_noted_elsewhere_meanwhile_is_not_overwritten(self, client, runner, run):
        FormNoteFactory(owner=runner, run=run, glad=5)
        response = client.post(form_of(run), {"glad": "2"})
        assert response.status_code == 422
        assert "changed elsewhere" in text(response)
        seen = response.context["form"]["seen"].value()
        client.post(form_of(run), {"glad": "2", "seen": seen})
        assert runner.form_notes.get().glad == 2

    def test_signs_that_were_noted_elsewhere_are_not_overwritten(self, client, runner, run):
        note = FormNoteFactory(owner=runner, run=run)
        seen = client.get(form_of(run) + "?ask").context["form"]["seen"].value()
        SlipFactory(owner=runner, note=note, kind=SlipKindFactory(owner=runner))
        response = client.post(form_of(run), {"glad": "2", "seen": seen})
        assert response.status_code == 422
        assert note.slips.count() == 1

    def test_an_open_editor_of_the_run_sees_that_it_was_rated(self, client, run):
        url = reverse("runs:update", args=[run.pk])
        version = client.get(url).context["form"]["version"].value()
        client.post(form_of(run), {"felt_form": "4"})
        data = {"on": run.on, "time": "30", "version": version, "felt_form": ""}
        assert client.post(url, data).status_code == 422
        run.refresh_from_db()
        assert run.felt_form == 4

    def test_takes_few_queries(self, client, run):
        with counted() as queries:
            client.post(form_of(run), {"slips": ["bouncing"], "glad": "5", "felt_form": "4"})
        assert queries.number <= 12


class TestKept:
    def test_goes_to_the_trash_with_its_slips_and_comes_back(self, client, runner, run):
        note = FormNoteFactory(owner=runner, run=run, glad=5)
        SlipFactory(owner=runner, note=note, kind=SlipKindFactory(owner=runner, name="Fists"))
        client.post(reverse("runs:form_notes_delete", args=[run.pk]))
        assert not runner.form_notes.exists()
        restore(runner.trash_items.get())
        assert [slip.kind.name for slip in runner.form_notes.get().slips.all()] == ["Fists"]

    def test_goes_and_comes_back_with_its_run(self, runner, run):
        FormNoteFactory(owner=runner, run=run, glad=5)
        StrikeCheckFactory(owner=runner, run=run, source="felt", midfoot=1)
        item = put_in_trash(run)
        assert not runner.strike_checks.exists()
        restore(item)
        run = Run.objects.get(owner=runner)
        assert (run.form_note.glad, run.strike_checks.get().source) == (5, "felt")

    def test_a_scale_is_from_1_to_5(self, runner):
        for name in ("wanted", "glad", "concentration", "confidence", "tempo_matched"):
            with pytest.raises(IntegrityError), transaction.atomic():
                FormNoteFactory(owner=runner, **{name: 6})


class TestSigns:
    def test_are_listed_with_how_often_and_when(self, client, runner, run):
        note = FormNoteFactory(owner=runner, run=run)
        SlipFactory(owner=runner, note=note, kind=SlipKindFactory(owner=runner, name="fists"))
        assert "Fists<span>1 run, last Mon 2 Mar" in text(client.get(reverse("focus:sign_list")))

    def test_a_minute_beyond_a_run_that_was_cut_shorter_is_not_shown(self, client, runner):
        run = RunFactory(owner=runner, sections=[("pose", 720)])
        FormNoteFactory(owner=runner, run=run, faded_at_s=2100)
        said = text(client.get(form_of(run)))
        assert "more than the 12:00 that the run has now" in said
        assert "35:00" not in said
        assert not client.get(reverse("focus:sign_list")).context["faded"]

    def test_a_note_with_such_a_minute_can_be_saved_again(self, client, runner):
        run = RunFactory(owner=runner, sections=[("pose", 720)])
        note = FormNoteFactory(owner=runner, run=run, faded_at_s=2100)
        seen = client.get(form_of(run) + "?ask").context["form"]["seen"].value()
        typed = {"seen": seen, "glad": "4"}
        assert client.post(form_of(run), typed | {"faded_at_s": "34"}).status_code == 422
        assert client.post(form_of(run), typed | {"faded_at_s": "35:00"}).status_code == 302
        note.refresh_from_db()
        assert (note.faded_at_s, note.glad) == (2100, 4)

    def test_are_drawn_week_by_week_with_the_minute_it_went(self, client, runner):
        sign = SlipKindFactory(owner=runner, name="fists")
        for days, faded_at_s in ((0, 600), (1, 840), (9, 1320)):
            run = RunFactory(owner=runner, on=DAY - dt.timedelta(days=days))
            note = FormNoteFactory(owner=runner, run=run, faded_at_s=faded_at_s)
            SlipFactory(owner=runner, note=note, kind=sign)
        context = client.get(reverse("focus:sign_list")).context
        [lane] = context["history"].lanes
        assert (lane.word, lane.runs, lane.dots.count("M")) == (sign, 3, 3)
        assert [note.faded_at_s for note in context["faded"]] == [600, 840, 1320]
        assert [step for step, _ in context["fades"].steps] == [0, 10, 20, 30]

    def test_can_be_named_anew_and_retired(self, client, runner, run):
        sign = SlipKindFactory(owner=runner, name="Fists")
        client.post(sign.get_absolute_url(), {"name": "Tight fists"})
        client.post(reverse("focus:sign_retire", args=[sign.pk]))
        assert str(sign.pk) not in dict(
            client.get(form_of(run)).context["form"].fields["slips"].choices
        )
        client.post(reverse("focus:sign_use_again", args=[sign.pk]))
        sign.refresh_from_db()
        assert (sign.name, sign.is_retired) == ("Tight fists", False)

    def test_one_that_was_noted_stays(self, client, runner, run):
        note = FormNoteFactory(owner=runner, run=run)
        sign = SlipFactory(owner=runner, note=note).kind
        spare = SlipKindFactory(owner=runner)
        for one in (sign, spare):
            client.post(reverse("focus:sign_delete", args=[one.pk]))
        assert [one.pk for one in runner.slip_kinds.all()] == [sign.pk]
