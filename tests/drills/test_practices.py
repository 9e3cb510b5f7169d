from __future__ import annotations

import datetime as dt
from unittest import mock
from uuid import uuid4

import pytest
from django.urls import reverse

from gaitlog.core.trash import restore
from gaitlog.drills.forms import PracticeForm
from gaitlog.drills.models import Practice
from tests.factories import (
    DAY,
    BlockFactory,
    DrillFactory,
    LessonFactory,
    PracticeFactory,
    RunFactory,
)

pytestmark = pytest.mark.django_db

LIST = reverse("drills:list")


def practised(owner, *drills, **fields):
    """A practice with these drills in this order."""
    practice = PracticeFactory(owner=owner, **fields)
    for position, drill in enumerate(drills):
        BlockFactory(owner=owner, practice=practice, drill=drill, position=position)
    return practice


def change_url(practice):
    return reverse("drills:update", args=[practice.pk])


class TestPracticeList:
    def test_shows_only_own_practices(self, client, runner):
        own, _other = PracticeFactory(owner=runner), PracticeFactory()
        assert list(client.get(LIST).context["practices"]) == [own]

    def test_an_empty_page_says_what_to_do(self, client):
        said = client.get(LIST).content.decode()
        assert "No practice yet" in said
        assert "Practise now" in said

    def test_an_entry_says_what_was_practised(self, client, runner):
        practice = practised(
            runner,
            DrillFactory(owner=runner, name="Pony"),
            DrillFactory(owner=runner, name="Ankle slide"),
            minutes=120,
            quality=4,
            place="Hammarby",
            companions="Eva",
            note="Heels kiss the ground",
        )
        LessonFactory(owner=runner, kind="clinic", teacher="Anna", practice=practice)
        said = client.get(LIST).content.decode()
        for words in (
            "Pony, Ankle slide",
            '<b class="num">120</b><span>min<br>4 mostly</span>',
            "clinic",
            "led by Anna",
            "at Hammarby",
            "with Eva",
            "“Heels kiss the ground”",
        ):
            assert words in said

    def test_newest_first_and_paged(self, client, runner):
        for days in range(30):
            PracticeFactory(owner=runner, on=DAY - dt.timedelta(days))
        first = client.get(LIST).context["practices"]
        assert (len(first), first[0].on) == (25, DAY)
        assert len(client.get(LIST, {"page": 2}).context["practices"]) == 5
        assert len(client.get(LIST, {"page": "last of all"}).context["practices"]) == 25

    def test_a_page_turned_by_htmx_is_only_the_list(self, htmx, runner):
        PracticeFactory(owner=runner)
        said = htmx.get(LIST).content.decode()
        assert said.strip().startswith('<div id="practices"')
        assert "<h1>" not in said

    @pytest.mark.parametrize("count", [1, 10])
    def test_queries_do_not_grow(self, client, runner, count, django_assert_num_queries):
        for _ in range(count):
            practised(runner, DrillFactory(owner=runner), DrillFactory(owner=runner))
        # session, user, drills, count of practices, practices, their blocks, lessons
        with django_assert_num_queries(7):
            client.get(LIST)


class TestPracticeCreate:
    url = reverse("drills:create")

    def usual(self, **fields):
        return {"on": "2026-03-10", "minutes": "20", **fields}

    def test_comes_filled_in_with_today(self, client):
        form = client.get(self.url).context["form"]
        assert form["on"].value() == dt.date(2026, 3, 11)

    def test_saves_the_practice_with_its_drills(self, client, runner):
        pony, slide = (DrillFactory(owner=runner, name=name) for name in ("Pony", "Slide"))
        typed = self.usual(
            drills=[slide.pk, pony.pk], quality="2", note="it fell apart", companions="Eva"
        )
        response = client.post(self.url, typed)
        practice = runner.practices.get()
        assert response.url == practice.get_absolute_url()
        assert (practice.on, practice.minutes, practice.quality) == (dt.date(2026, 3, 10), 20, 2)
        assert (practice.note, practice.companions) == ("it fell apart", "Eva")
        assert practice.drill_names == ["Pony", "Slide"]
        assert {block.owner for block in practice.blocks.all()} == {runner}

    @pytest.mark.parametrize(
        ("typed", "minutes"),
        [("31", 31), ("31:20", 31), ("31:30", 32), ("1h05", 65), ("1:05:00", 65), ("45 min", 45)],
    )
    def test_minutes_are_any_duration_in_whole_minutes(self, client, runner, typed, minutes):
        client.post(self.url, self.usual(minutes=typed))
        practice = runner.practices.get()
        assert practice.minutes == minutes
        assert f'value="{minutes}"' in client.get(change_url(practice)).content.decode()

    def test_minutes_are_all_that_is_needed(self, client, runner):
        client.post(self.url, self.usual())
        practice = runner.practices.get()
        assert (practice.drill_names, practice.quality) == ([], None)

    def test_another_drill_becomes_an_own_one(self, client, runner):
        client.post(self.url, self.usual(another="Skipping rope"))
        assert runner.practices.get().drill_names == ["Skipping rope"]
        assert runner.drills.get().slug == ""

    def test_a_library_drill_becomes_an_own_one_with_its_text(self, client, runner):
        client.post(self.url, self.usual(library=["pony", "timber"]))
        assert runner.practices.get().drill_names == ["Pony", "Timber"]
        pony = runner.drills.get(slug="pony")
        assert (pony.get_level_display(), pony.get_element_display()) == ("basic", "pulling")
        assert pony.how_to

    def test_own_drills_practised_last_come_first(self, client, runner):
        old, new, never = (DrillFactory(owner=runner, name=name) for name in "ABC")
        practised(runner, old, on=DAY - dt.timedelta(days=9))
        practised(runner, new, on=DAY)
        form = client.get(self.url).context["form"]
        assert [key for key, _ in form.fields["drills"].choices] == [new.pk, old.pk, never.pk]

    def test_a_retired_drill_is_not_offered(self, client, runner):
        DrillFactory(owner=runner, name="Old one", retired_on=DAY)
        assert "Old one" not in client.get(self.url).content.decode()

    @pytest.mark.parametrize(
        ("field", "typed", "says"),
        [
            ("minutes", "", "How many minutes"),
            ("minutes", "a few", "Write minutes such as 31"),
            ("minutes", "0", "at least a second"),
            ("minutes", "0:29", "from one minute to ten hours"),
            ("minutes", "700", "from one minute to ten hours"),
            ("minutes", "9" * 5000, "too long for an amount"),
            ("on", "2026-03-12", "This day is still to come."),
            ("on", "0026-03-01", "Check the year."),
            ("on", "soon", "Enter a valid date."),
            ("quality", "6", "6 is not one of the available choices"),
            ("another", "x" * 81, "at most 80 characters"),
            ("library", "flying", "flying is not one of the available choices"),
            ("drills", "12345", "A drill that you chose is gone by now."),
        ],
    )
    def test_what_is_wrong_is_said_beside_the_field(self, client, runner, field, typed, says):
        response = client.post(self.url, self.usual(**{field: typed}))
        assert response.status_code == 422
        assert says in response.content.decode()
        assert says in " ".join(response.context["form"].errors[field])
        assert not runner.practices.exists()

    def test_a_refused_form_by_htmx_is_only_the_form(self, htmx):
        response = htmx.post(self.url, self.usual(minutes="", note="kept"))
        said = response.content.decode()
        assert response.status_code == 422
        assert said.strip().startswith('<form id="practice-form"')
        assert "kept" in said

    def test_a_saved_form_by_htmx_goes_on_to_its_page(self, htmx, runner):
        response = htmx.post(self.url, self.usual())
        assert response.headers["HX-Redirect"] == runner.practices.get().get_absolute_url()

    def test_another_runners_drill_is_refused(self, client, runner):
        response = client.post(self.url, self.usual(drills=[DrillFactory().pk]))
        assert response.status_code == 422
        assert not runner.practices.exists()

    def test_a_form_sent_twice_is_saved_once(self, client, runner):
        typed = self.usual(uid=str(uuid4()), another="Skipping rope")
        answers = [client.post(self.url, typed) for _ in range(2)]
        assert {answer.url for answer in answers} == {runner.practices.get().get_absolute_url()}

    def test_a_form_sent_twice_at_once_is_saved_once(self, client, runner):
        typed = self.usual(uid=str(uuid4()), another="Skipping rope")
        client.post(self.url, typed)
        too_early = [None, runner.practices.get()]
        with mock.patch.object(PracticeForm, "already_saved", side_effect=too_early):
            assert client.post(self.url, typed).url == too_early[1].get_absolute_url()
        assert runner.practices.count() == 1

    def test_without_a_uid_or_with_nonsense_it_is_saved_or_explained(self, client, runner):
        client.post(self.url, self.usual())
        assert client.post(self.url, self.usual(uid="nonsense")).status_code == 422
        assert runner.practices.count() == 1

    @pytest.mark.parametrize("count", [1, 10])
    def test_queries_do_not_grow(self, client, runner, count, django_assert_num_queries):
        for _ in range(count):
            practised(runner, DrillFactory(owner=runner))
        with django_assert_num_queries(5):  # session, user, drills, shoes, companions
            client.get(self.url)


class TestPracticePage:
    def test_shows_its_parts_in_order(self, client, runner):
        practice = practised(runner, DrillFactory(owner=runner, name="Pony"))
        run = {"drill": None, "seconds": 20, "held_s": 8, "quality": 2, "correction": "Ankle"}
        BlockFactory(owner=runner, practice=practice, position=1, **run)
        said = client.get(practice.get_absolute_url()).content.decode()
        assert said.index("Pony") < said.index("Short run")
        for words in ("20 s, held 8 s", "“Ankle”", "shaky"):
            assert words in said

    def test_names_the_run_of_that_day(self, client, runner):
        practice = practised(runner)
        sections = [("pose", 60), ("natural", 1740)]
        run = RunFactory(owner=runner, sections=sections)
        RunFactory(owner=runner, kind="practice", sections=[("natural", 77)])
        said = client.get(practice.get_absolute_url()).content.decode()
        assert run.get_absolute_url() in said
        assert "1:00 Pose, held 1:00" in said
        assert "1:17" not in said

    def test_can_be_gone_on_with_only_on_its_day(self, client, runner):
        practice = practised(runner, is_going_on=True, on=dt.date(2026, 3, 11))
        assert "Go on with it" in client.get(practice.get_absolute_url()).content.decode()
        practice.on = DAY
        practice.save()
        assert "Go on with it" not in client.get(practice.get_absolute_url()).content.decode()


class TestPracticeUpdate:
    def test_comes_as_it_was_saved(self, client, runner):
        pony = DrillFactory(owner=runner, name="Pony", retired_on=DAY)
        practice = practised(runner, pony, place="Hammarby")
        form = client.get(change_url(practice)).context["form"]
        assert [row["what"].value() for row in form.rows] == [str(pony.pk)]
        assert form["place"].value() == "Hammarby"

    def test_another_runners_practice_is_not_there(self, client):
        practice = PracticeFactory()
        assert client.get(practice.get_absolute_url()).status_code == 404
        assert client.get(change_url(practice)).status_code == 404

    def test_a_uid_in_the_form_changes_nothing(self, client, runner):
        practice, other = PracticeFactory(owner=runner), PracticeFactory(owner=runner)
        typed = {"on": "2026-03-02", "minutes": "33", "uid": str(other.uid)}
        client.post(change_url(practice), typed)
        practice.refresh_from_db()
        assert (practice.minutes, practice.uid == other.uid) == (33, False)

    def test_what_was_changed_elsewhere_is_not_overwritten(self, client, runner):
        practice = practised(runner, DrillFactory(owner=runner))
        shown = client.get(change_url(practice)).context["form"]
        BlockFactory(owner=runner, practice=practice, position=1)
        typed = {"on": "2026-03-02", "minutes": "33", "seen": shown["seen"].value()}
        response = client.post(change_url(practice), typed)
        assert response.status_code == 422
        assert "changed elsewhere" in response.content.decode()
        assert practice.blocks.count() == 2

    @pytest.mark.parametrize("count", [1, 10])
    def test_queries_do_not_grow(self, client, runner, count, django_assert_num_queries):
        drills = DrillFactory.create_batch(count, owner=runner)
        practice = practised(runner, *drills)
        with django_assert_num_queries(
            7
        ):  # session, user, practice, blocks, drills, shoes, companions
            client.get(change_url(practice))
        with django_assert_num_queries(5):  # session, user, practice, blocks, runs of the day
            client.get(practice.get_absolute_url())


class TestPracticeDelete:
    def test_it_can_come_back_with_its_drills(self, client, runner):
        practice = practised(runner, DrillFactory(owner=runner, name="Pony"))
        client.post(reverse("drills:delete", args=[practice.pk]))
        assert not runner.practices.exists()
        item = runner.trash_items.get()
        assert item.title == "Practice of Mon 2 Mar 2026"
        assert f'action="{reverse("portability:restore", args=[item.pk])}"' in (
            client.get(LIST).content.decode()
        )
        restore(item)
        assert Practice.objects.get(pk=practice.pk).drill_names == ["Pony"]

    def test_undo_leads_to_it_also_where_it_has_short_runs(self, client, runner):
        client.post(reverse("drills:tap"), {"distance_m": "50"})
        practice = runner.practices.get()
        client.post(reverse("drills:delete", args=[practice.pk]))
        restore = reverse("portability:restore", args=[runner.trash_items.get().pk])
        assert client.post(restore).url == practice.get_absolute_url()
        assert runner.practices.get().run == runner.runs.get()


class TestOtherTechniques:
    @pytest.mark.parametrize("technique", ["Chi", ""])
    def test_others_get_no_library_and_never_read_the_word(self, client, runner, technique):
        runner.technique = technique
        runner.save()
        practised(runner, DrillFactory(owner=runner, name="Skipping rope"))
        practice, drill = runner.practices.get(), runner.drills.get()
        pages = [LIST, reverse("drills:create"), practice.get_absolute_url(), change_url(practice)]
        for url in [*pages, drill.get_absolute_url(), reverse("drills:create_lesson")]:
            said = client.get(url).content.decode()
            assert "Pose" not in said
            assert "library" not in said

    def test_others_cannot_take_from_the_library_by_name(self, client, runner):
        runner.technique = "Chi"
        runner.save()
        typed = {"on": "2026-03-02", "minutes": "20", "library": "timber", "another": "Pony"}
        client.post(reverse("drills:create"), typed)
        [drill] = runner.drills.all()
        assert (drill.name, drill.slug, drill.how_to) == ("Pony", "", "")
