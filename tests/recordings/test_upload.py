from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gaitlog.core.trash import restore
from gaitlog.recordings import uploads
from tests.factories import DAY, RecordingFactory
from tests.recordings import samples

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("readers", "kept")]

URL = reverse("recordings:upload")


def file(name, data):
    return SimpleUploadedFile(name, data)


def send(client, *files):
    return client.post(URL, {"files": [file(*one) for one in files]})


def text(response):
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", response.content.decode()))


class TestUpload:
    def test_an_empty_page_says_what_to_do(self, client):
        said = text(client.get(URL))
        assert "FIT, GPX or TCX, also packed as .gz. Up to 60 at once, 25 MB each." in said
        assert "Waiting for a date" not in said

    def test_imports_several_files_and_tells_of_each(self, client, runner):
        response = send(
            client, ("a.tcx", samples.STEADY), ("b.tcx", samples.WALK), ("c.gpx.gz", samples.PACKED)
        )
        said = text(response)
        assert response.status_code == 200
        assert "2 imported, 1 not imported" in said
        assert "b.tcx This is a walk, not a run." in said
        assert runner.runs.count() == 2

    def test_tells_of_a_run_its_date_time_distance_and_laps(self, client, runner):
        response = send(client, ("a.tcx", samples.INTERVALS))
        assert f'href="{runner.runs.get().get_absolute_url()}"' in response.content.decode()
        assert (
            "Mon 2 Mar 2026, 18:30 : 5:00, 0.68 km, 5 laps. 2 slow laps are set to walk."
            in text(response)
        )

    def test_speaks_miles(self, client, runner):
        runner.distance_unit = "mi"
        runner.save()
        assert "0.43 mi" in text(send(client, ("a.tcx", samples.INTERVALS)))

    def test_links_a_duplicate_to_the_run_that_it_is(self, client, runner):
        send(client, ("a.tcx", samples.STEADY))
        response = send(client, ("b.tcx", samples.STEADY))
        assert "The same file as your run of Mon 2 Mar 2026. Nothing changed." in text(response)
        assert f'href="{runner.runs.get().get_absolute_url()}"' in response.content.decode()

    def test_escapes_a_name(self, client):
        response = send(client, ("<b>x</b>.fit", samples.BROKEN))
        assert "<b>x</b>" not in response.content.decode()

    def test_the_next_step_after_one_run_is_to_say_which_laps(self, client, runner):
        response = send(client, ("a.tcx", samples.STEADY))
        assert "Which laps were Pose?" in text(response)

    def test_the_next_step_after_a_run_without_laps_is_to_say_which_parts(self, client, runner):
        response = send(client, ("a.gpx", samples.TRACK))
        assert "Which parts were Pose?" in text(response)
        url = reverse("runs:update", args=[runner.runs.get().pk])
        assert f'href="{url}"' in response.content.decode()

    def test_the_next_step_after_several_runs_is_to_look_at_those(self, client, runner):
        other_day = samples.at(dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC))
        response = send(client, ("b.fit", other_day), ("a.tcx", samples.STEADY))
        said = text(response)
        assert "2 runs are in your log" in said
        assert "Which" not in said
        url = f"{reverse('runs:list')}?first=2026-03-02&amp;last=2026-03-04"
        assert f'<a class="btn main" href="{url}">' in response.content.decode()

    @pytest.mark.parametrize(
        ("data", "main"),
        [
            (None, ["Read the files"]),
            (samples.STEADY, ["Switch the laps"]),
            (samples.TRACK, ["Say which parts"]),
            (samples.NO_CLOCK, ["Import"]),
            (samples.WALK, ["Read the files"]),
        ],
        ids=["nothing", "laps", "no laps", "no clock", "refused"],
    )
    def test_leads_to_one_thing(self, client, data, main):
        response = send(client, ("a", data)) if data else client.get(URL)
        found = re.findall(r'class="btn main"[^>]*>([^<]*)<', response.content.decode())
        assert found == main

    def test_asks_with_the_runners_own_word(self, client, runner):
        runner.technique = "Chi"
        runner.save()
        said = text(send(client, ("a.tcx", samples.STEADY)))
        assert "Which laps were Chi?" in said
        assert "Pose" not in said

    def test_asks_nothing_of_whoever_changes_nothing(self, client, runner):
        runner.technique = ""
        runner.save()
        said = text(send(client, ("a.tcx", samples.INTERVALS)))
        assert "Which" not in said
        assert "The run is in your log" in said

    def test_nothing_chosen_says_what_to_do(self, client):
        response = client.post(URL, {})
        assert response.status_code == 422
        assert "Choose one file or more: FIT, GPX or TCX." in text(response)

    def test_by_htmx_answers_with_the_part_alone(self, htmx, runner):
        response = send(htmx, ("a.tcx", samples.STEADY))
        assert response.content.decode().lstrip().startswith('<div id="import"')
        assert runner.runs.count() == 1

    def test_queries_do_not_grow_with_waiting_files(
        self, client, runner, django_assert_num_queries
    ):
        for count in (1, 9):
            RecordingFactory.create_batch(count, owner=runner, run=None)
            with django_assert_num_queries(3):  # session, user, waiting files
                client.get(URL)


class TestTooMuch:
    @pytest.mark.parametrize("checks", [False, True])
    def test_more_files_than_are_taken_at_once(self, runner, checks):
        client = Client(enforce_csrf_checks=checks)
        client.force_login(runner)
        response = send(client, *[(f"{n}.tcx", samples.STEADY) for n in range(61)])
        assert response.status_code == 422
        assert "Those are more than 60 files." in text(response)
        assert runner.runs.count() == 0

    def test_a_file_that_is_too_large_is_refused_and_the_others_are_imported(
        self, client, runner, monkeypatch, settings
    ):
        monkeypatch.setattr(uploads, "MAX_FILE_BYTES", 100_000)
        monkeypatch.setattr("gaitlog.lib.readers.detect.MAX_FILE_BYTES", 100_000)
        response = send(client, ("big.fit", bytes(400_000)), ("a.tcx", samples.STEADY))
        assert "This file is too large to be a recording of a run." in text(response)
        assert runner.runs.count() == 1

    def test_no_more_of_a_large_file_is_stored_than_needs_be(self, client, monkeypatch):
        monkeypatch.setattr(uploads, "MAX_FILE_BYTES", 100_000)
        stored = []
        monkeypatch.setattr(
            uploads, "received", lambda request: stored.extend(request.FILES.getlist("files")) or []
        )
        send(client, ("big.fit", bytes(4_000_000)))
        assert 100_000 < stored[0].size < 250_000

    def test_other_fields_that_are_too_large(self, client):
        response = client.post(URL, {"note": "x" * 3_000_000, "files": file("a", b"x")})
        assert response.status_code == 422
        assert "Choose the files again." in text(response)

    def test_a_form_from_elsewhere_is_refused(self, runner):
        client = Client(enforce_csrf_checks=True)
        client.force_login(runner)
        assert send(client, ("a.tcx", samples.STEADY)).status_code == 403
        assert runner.runs.count() == 0


class TestWaiting:
    @pytest.fixture
    def waiting(self, client, runner):
        send(client, ("old.fit", samples.NO_CLOCK))
        return runner.recordings.get()

    def give(self, client, waiting, on):
        url = reverse("recordings:give_date", args=[waiting.pk])
        return client.post(url, {f"file-{waiting.pk}-on": f"{on}"})

    def test_is_listed_with_a_field_for_its_date(self, client, waiting):
        response = client.get(URL)
        assert "old.fit Day of the run" in text(response)
        assert f'name="file-{waiting.pk}-on"' in response.content.decode()

    def test_a_date_makes_the_run(self, client, runner, waiting):
        response = self.give(client, waiting, DAY)
        run = runner.runs.get()
        assert response.headers["Location"] == run.get_absolute_url()
        assert (run.on, run.moving_s) == (DAY, 1200)

    def test_a_date_by_htmx_leads_to_the_run(self, htmx, runner, waiting):
        response = self.give(htmx, waiting, DAY)
        assert response.headers["HX-Redirect"] == runner.runs.get().get_absolute_url()

    @pytest.mark.parametrize(
        ("on", "words"),
        [
            ("", "On which day was this run?"),
            ("soon", "Enter a valid date."),
            ("1026-03-02", "Check the year."),
            (timezone.localdate() + dt.timedelta(days=2), "This day is still to come."),
        ],
    )
    def test_a_date_that_cannot_be_is_told_beside_it(self, client, runner, waiting, on, words):
        response = self.give(client, waiting, on)
        assert response.status_code == 422
        assert words in text(response)
        assert runner.runs.count() == 0

    def test_a_fault_beside_one_leaves_the_others(self, client, runner, waiting):
        RecordingFactory(owner=runner, run=None, name="other.fit")
        said = text(self.give(client, waiting, ""))
        assert said.count("On which day was this run?") == 1
        assert "other.fit" in said

    def test_a_file_that_is_gone_is_told(self, client, waiting, kept):
        kept()[0].unlink()
        said = text(self.give(client, waiting, DAY))
        assert "The file is gone: discard it and import it anew." in said

    def test_discarded_it_can_come_back(self, client, runner, waiting, kept):
        response = client.post(reverse("recordings:discard", args=[waiting.pk]), follow=True)
        assert "old.fit discarded." in text(response)
        assert "Undo" in text(response)
        assert not runner.recordings.exists()
        assert restore(runner.trash_items.get()).get_absolute_url() == URL
        assert "old.fit" in text(client.get(URL))

    def test_only_what_waits_is_dated_or_discarded(self, client, runner):
        recording = RecordingFactory(owner=runner)
        assert self.give(client, recording, DAY).status_code == 404
        url = reverse("recordings:discard", args=[recording.pk])
        assert client.post(url).status_code == 404

    def test_of_another_runner_is_not_found(self, client):
        theirs = RecordingFactory(run=None, name="theirs.fit")
        assert "theirs.fit" not in text(client.get(URL))
        assert self.give(client, theirs, DAY).status_code == 404


class TestOriginal:
    def test_comes_as_it_came(self, client, runner):
        send(client, ("Läufe.tcx.gz", samples.PACKED))
        response = client.get(reverse("recordings:original", args=[runner.recordings.get().pk]))
        assert b"".join(response) == samples.PACKED
        assert response.headers["Content-Disposition"] == (
            "attachment; filename*=utf-8''L%C3%A4ufe.tcx.gz"
        )
        assert response.headers["Content-Type"] == "application/octet-stream"
        assert "no-store" in response.headers["Cache-Control"]

    def test_of_another_runner_is_not_found(self, client):
        recording = RecordingFactory()
        recording.file.parent.mkdir(parents=True)
        recording.file.write_bytes(b"theirs")
        url = reverse("recordings:original", args=[recording.pk])
        assert client.get(url).status_code == 404

    def test_that_was_lost_is_not_found(self, client, runner):
        url = reverse("recordings:original", args=[RecordingFactory(owner=runner).pk])
        assert client.get(url).status_code == 404
