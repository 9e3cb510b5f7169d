from __future__ import annotations

import io
import json
import os
import zipfile

import pytest
from django.urls import reverse

from gaitlog.core.trash import put_in_trash
from gaitlog.portability import backups
from tests.factories import DrillFactory, RunFactory, ShoeFactory, TickFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data")]


@pytest.fixture
def host(runner):
    runner.is_host = True
    runner.save()
    return runner


def backed_up(data, *, days_ago):
    file = data / "backups/gaitlog-nightly-2026-03-02-030001.zip"
    file.parent.mkdir(exist_ok=True)
    file.touch()
    then = file.stat().st_mtime - days_ago * 24 * 3600
    os.utime(file, (then, then))


class TestOverview:
    url = reverse("portability:overview")

    @pytest.fixture(autouse=True)
    def one_file(self, monkeypatch):
        monkeypatch.setattr(backups, "is_one_file", lambda: True)

    def test_says_that_there_is_no_backup_yet(self, client):
        assert "There is no backup yet" in client.get(self.url).content.decode()

    def test_says_how_old_the_last_one_is(self, client, data):
        backed_up(data, days_ago=2)
        said = client.get(self.url).content.decode()
        assert "backed up 2\xa0days ago" in said
        assert "more than a week old" not in said

    def test_an_old_one_is_pointed_out(self, client, data):
        backed_up(data, days_ago=9)
        said = client.get(self.url).content.decode()
        assert "more than a week old" in said
        assert "Tell whoever looks after this log" in said

    def test_only_the_host_sees_where_backups_lie(self, client, host, data):
        assert str(data) in client.get(self.url).content.decode()
        assert "Back up now" in client.get(self.url).content.decode()
        host.is_host = False
        host.save()
        assert str(data) not in client.get(self.url).content.decode()
        assert "Back up now" not in client.get(self.url).content.decode()

    @pytest.mark.parametrize("count", [1, 10])
    def test_queries_do_not_grow(self, client, runner, count, django_assert_num_queries):
        for _ in range(count):
            put_in_trash(ShoeFactory(owner=runner))
        with django_assert_num_queries(3):  # session, user, how much lies in the trash
            assert f"<span>{count}</span>" in client.get(self.url).content.decode()

    def test_on_postgresql_it_says_how(self, client, monkeypatch):
        monkeypatch.setattr(backups, "is_one_file", lambda: False)
        assert "pg_dump" in client.get(self.url).content.decode()


class TestDownload:
    url = reverse("portability:download")

    def test_is_the_export_under_a_name_that_says_whose(self, client, runner, data):
        RunFactory(owner=runner)
        response = client.get(self.url)
        content = b"".join(response)
        assert response["Content-Disposition"].startswith('attachment; filename="gaitlog-nora-2')
        assert response["Content-Type"] == "application/zip"
        assert response["Cache-Control"] == "no-store, private"
        assert int(response["Content-Length"]) == len(content)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            log = json.loads(archive.read("gaitlog.json"))
        assert len(log["tables"]["runs.run"]) == 1
        assert list(data.iterdir()) == []

    def test_is_not_zipped_twice(self, client):
        response = client.get(self.url, headers={"Accept-Encoding": "gzip"})
        assert b"".join(response).startswith(b"PK")

    def test_writes_nothing(self, client):
        assert client.post(self.url).status_code == 405


class TestBackUp:
    url = reverse("portability:back_up")

    def test_the_host_can_make_one_now(self, client, host, data, monkeypatch):
        monkeypatch.setattr(backups, "make_backup", lambda to: to)
        response = client.post(self.url, follow=True)
        assert "Backed up, and read again" in response.content.decode()

    def test_what_went_wrong_is_told(self, client, host, monkeypatch):
        monkeypatch.setattr(backups, "is_one_file", lambda: False)
        response = client.post(self.url, follow=True)
        assert "pg_dump: see docs/backup.md" in response.content.decode()

    def test_nobody_else_can(self, client):
        assert client.post(self.url).status_code == 404

    def test_by_htmx(self, htmx, host, monkeypatch):
        monkeypatch.setattr(backups, "make_backup", lambda to: to)
        assert htmx.post(self.url)["HX-Redirect"] == reverse("portability:overview")


class TestTrash:
    url = reverse("portability:trash")

    def test_shows_only_own_things_newest_first(self, client, runner):
        first, second = (put_in_trash(ShoeFactory(owner=runner)) for _ in range(2))
        put_in_trash(ShoeFactory())
        assert list(client.get(self.url).context["items"]) == [second, first]

    def test_says_what_it_was_and_until_when_it_is_kept(self, client, runner):
        item = put_in_trash(ShoeFactory(owner=runner, name="Flat"))
        said = client.get(self.url).content.decode()
        assert "<b>Flat</b>" in said
        assert "pair of shoes, deleted now, kept until" in said
        assert f"{item.gone_on:%b}" in said

    def test_an_empty_one_says_what_it_is_for(self, client):
        assert "lies here for 30 days" in client.get(self.url).content.decode()

    @pytest.mark.parametrize("count", [1, 10])
    def test_queries_do_not_grow(self, client, runner, count, django_assert_num_queries):
        for _ in range(count):
            put_in_trash(ShoeFactory(owner=runner))
        with django_assert_num_queries(3):  # session, user, what lies in the trash
            client.get(self.url)


class TestRestore:
    def put(self, row):
        item = put_in_trash(row)
        return reverse("portability:restore", args=[item.pk])

    def test_brings_a_thing_back_and_shows_it(self, client, runner):
        shoe = ShoeFactory(owner=runner, name="Flat")
        there = shoe.get_absolute_url()
        response = client.post(self.put(shoe), follow=True)
        assert response.redirect_chain == [(there, 302)]
        assert "Flat is back." in response.content.decode()
        assert not runner.trash_items.exists()

    def test_what_has_no_page_leads_to_the_trash(self, client, runner):
        response = client.post(self.put(TickFactory(owner=runner)))
        assert response.url == reverse("portability:trash")

    def test_a_thing_that_cannot_come_back_says_why(self, client, runner):
        url = self.put(DrillFactory(owner=runner, name="Wall lean"))
        DrillFactory(owner=runner, name="wall lean")
        response = client.post(url, follow=True)
        assert "something else has taken its place" in response.content.decode()
        assert response.redirect_chain == [(reverse("portability:trash"), 302)]

    def test_a_second_time_it_is_not_there(self, client, runner):
        url = self.put(ShoeFactory(owner=runner))
        client.post(url)
        assert client.post(url).status_code == 404

    def test_nobody_else_can(self, client):
        assert client.post(self.put(ShoeFactory(owner=UserFactory()))).status_code == 404

    def test_the_undo_of_a_message_leads_here(self, client, runner):
        shoe = ShoeFactory(owner=runner)
        deleted = client.post(reverse("shoes:delete", args=[shoe.pk]), follow=True)
        url = reverse("portability:restore", args=[runner.trash_items.get().pk])
        assert f'action="{url}"' in deleted.content.decode()

    def test_by_htmx(self, htmx, runner):
        shoe = ShoeFactory(owner=runner)
        there = shoe.get_absolute_url()
        assert htmx.post(self.put(shoe))["HX-Redirect"] == there


class TestRemove:
    def test_a_thing_is_gone_for_good(self, client, runner):
        item = put_in_trash(ShoeFactory(owner=runner, name="Flat"))
        response = client.post(reverse("portability:remove", args=[item.pk]), follow=True)
        assert "Flat is gone for good." in response.content.decode()
        assert not runner.trash_items.exists()
