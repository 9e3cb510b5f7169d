from __future__ import annotations

import datetime as dt
from uuid import uuid4

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse

from gaitlog.core.trash import restore
from gaitlog.drills.models import Lesson
from gaitlog.drills.services import make_drill_of, make_focus_of, save_lesson
from gaitlog.reports.trends import Asked, trends
from tests.factories import (
    DAY,
    AdviceFactory,
    BlockFactory,
    DrillFactory,
    FocusFactory,
    LessonFactory,
    PracticeFactory,
)

pytestmark = pytest.mark.django_db

LIST = reverse("drills:lessons")
CREATE = reverse("drills:create_lesson")


def usual(**fields):
    return {"kind": "clinic", "on": "2026-03-10", **fields}


def change_url(lesson):
    return reverse("drills:update_lesson", args=[lesson.pk])


class TestLessonList:
    def test_shows_only_own_lessons(self, client, runner):
        own, _other = LessonFactory(owner=runner), LessonFactory()
        assert list(client.get(LIST).context["lessons"]) == [own]

    def test_an_empty_page_says_what_to_do(self, client):
        assert "No lesson yet" in client.get(LIST).content.decode()

    def test_an_entry_says_who_and_what(self, client, runner):
        lesson = LessonFactory(owner=runner, kind="physio", teacher="Anna", minutes=45)
        AdviceFactory(owner=runner, lesson=lesson, text="Calf raises first")
        said = client.get(LIST).content.decode()
        for words in ("Physiotherapy, Anna", "“Calf raises first”", '<b class="num">45</b>'):
            assert words in said

    @pytest.mark.parametrize("count", [1, 10])
    def test_queries_do_not_grow(self, client, runner, count, django_assert_num_queries):
        for _ in range(count):
            AdviceFactory(owner=runner)
        with django_assert_num_queries(5):  # session, user, count, lessons, advices
            client.get(LIST)


class TestLessonForm:
    def test_saves_the_lesson_with_what_was_said(self, client, runner):
        sent = usual(
            minutes="2h",
            teacher="Anna",
            place="Hammarby",
            companions="Kelly",
            said="Fall, then pull\n\n  Look ahead,   not down ",
            note="blustery",
        )
        response = client.post(CREATE, sent)
        lesson = runner.lessons.get()
        assert response.url == lesson.get_absolute_url()
        assert (lesson.noun, lesson.minutes, lesson.teacher) == ("Clinic", 120, "Anna")
        assert (lesson.place, lesson.companions, lesson.note) == ("Hammarby", "Kelly", "blustery")
        said = [advice.text for advice in lesson.advices.all()]
        assert said == ["Fall, then pull", "Look ahead, not down"]
        assert {advice.owner for advice in lesson.advices.all()} == {runner}

    def test_a_day_is_all_that_is_needed(self, client, runner):
        client.post(CREATE, usual())
        assert runner.lessons.get().minutes is None

    @pytest.mark.parametrize(
        ("field", "typed", "says"),
        [
            ("kind", "seance", "not one of the available"),
            ("on", "2026-03-12", "This day is still to come."),
            ("minutes", "700", "from one minute to ten hours"),
            ("said", f"short\n{'x' * 201}", "Line 2 has more than 200 letters."),
            ("said", "a\n" * 41, "Keep it to 40 lines."),
        ],
    )
    def test_what_is_wrong_is_said_beside_the_field(self, client, runner, field, typed, says):
        response = client.post(CREATE, usual(note="kept") | {field: typed})
        assert response.status_code == 422
        assert says in " ".join(response.context["form"].errors[field])
        assert "kept" in response.content.decode()
        assert not runner.lessons.exists()

    def test_says_how_minutes_are_understood(self, client, runner):
        """1:30 is a minute and a half, kept as 2."""
        assert "Or 1h30, 31:20; kept in whole minutes." in client.get(CREATE).content.decode()

    def test_a_form_sent_twice_is_saved_once(self, client, runner):
        sent = usual(uid=str(uuid4()), said="Fall")
        assert {client.post(CREATE, sent).url for _ in range(2)} == {
            runner.lessons.get().get_absolute_url()
        }

    def test_comes_as_it_was_saved(self, client, runner):
        lesson = save_lesson(lesson=LessonFactory.build(owner=runner), texts=["Fall", "Pull"])
        assert client.get(change_url(lesson)).context["form"]["said"].value() == "Fall\nPull"

    def test_what_was_changed_elsewhere_is_not_overwritten(self, client, runner):
        lesson = save_lesson(lesson=LessonFactory.build(owner=runner), texts=["Fall"])
        seen = client.get(change_url(lesson)).context["form"]["seen"].value()
        make_drill_of(lesson.advices.get())
        response = client.post(change_url(lesson), usual(said="", seen=seen))
        assert response.status_code == 422
        assert lesson.advices.exists()


class TestSaveLesson:
    def said(self, lesson):
        return [(a.text, a.drill and a.drill.name) for a in lesson.advices.select_related("drill")]

    @pytest.fixture
    def lesson(self, runner):
        lesson = save_lesson(lesson=LessonFactory.build(owner=runner), texts=["A", "B", "C"])
        make_drill_of(lesson.advices.get(text="B"))
        return lesson

    @pytest.mark.parametrize(
        ("texts", "left"),
        [
            (["A", "B", "C"], [("A", None), ("B", "B"), ("C", None)]),
            (["B", "A"], [("B", "B"), ("A", None)]),
            (["A", "B, higher", "C"], [("A", None), ("B, higher", "B"), ("C", None)]),
            (["A", "C", "new"], [("A", None), ("C", None), ("new", None)]),
            (["B", "B"], [("B", "B"), ("B", None)]),
            ([], []),
        ],
    )
    def test_what_stays_keeps_its_drill(self, lesson, texts, left):
        save_lesson(lesson=lesson, texts=texts)
        assert self.said(lesson) == left
        assert lesson.owner.drills.count() == 1


class TestAdvice:
    def test_becomes_a_drill_in_one_tap(self, client, runner):
        advice = AdviceFactory(owner=runner, text="Hands low")
        response = client.post(reverse("drills:advice_to_drill", args=[advice.pk]), follow=True)
        drill = runner.drills.get()
        assert (drill.name, drill.how_to) == ("Hands low", "Hands low")
        assert drill.get_absolute_url() in response.content.decode()

    def test_becomes_a_focus_in_one_tap(self, client, runner):
        lesson = LessonFactory(owner=runner, kind="clinic")
        advice = AdviceFactory(owner=runner, lesson=lesson, text="Hands low")
        for _ in range(2):
            client.post(reverse("drills:advice_to_focus", args=[advice.pk]))
        focus = runner.focuses.get()
        assert (focus.name, focus.cue, focus.came_from) == ("Hands low", "Hands low", str(lesson))
        page = client.get(focus.get_absolute_url()).content.decode()
        assert reverse("drills:lesson", args=[lesson.pk]) in page
        assert "Focus: Hands low" in client.get(lesson.get_absolute_url()).content.decode()

    def test_a_focus_of_that_name_is_the_one_and_in_use_again(self, runner):
        own = FocusFactory(owner=runner, name="Hands low", cue="kept", retired_on=DAY)
        assert make_focus_of(AdviceFactory(owner=runner, text="hands LOW")) == own
        own.refresh_from_db()
        assert (own.cue, own.retired_on) == ("kept", None)

    def test_another_runners_advice_is_not_there(self, client):
        address = reverse("drills:advice_to_focus", args=[AdviceFactory().pk])
        assert client.post(address).status_code == 404

    def test_twice_makes_one_drill(self, client, runner):
        advice = AdviceFactory(owner=runner)
        for _ in range(2):
            client.post(reverse("drills:advice_to_drill", args=[advice.pk]))
        assert runner.drills.count() == 1

    def test_a_drill_of_that_name_is_the_one(self, runner):
        own = DrillFactory(owner=runner, name="Hands low", how_to="kept")
        assert make_drill_of(AdviceFactory(owner=runner, text="hands LOW")) == own
        own.refresh_from_db()
        assert own.how_to == "kept"

    def test_a_long_one_has_its_whole_text_as_how_it_is_done(self, runner):
        drill = make_drill_of(AdviceFactory(owner=runner, text="x" * 200))
        drill.full_clean()
        assert (len(drill.name), drill.how_to) == (80, "x" * 200)

    @pytest.mark.parametrize(("make", "rows"), [("focus", "focuses"), ("drill", "drills")])
    def test_two_that_begin_alike_stay_two(self, client, runner, make, rows):
        """Only the beginning fits into a name, and it is the same."""
        beginning = "Let the lower leg hang loose from the knee when the foot has left the ground, "
        ends = ("and wait", "and pull", "and wait", "and look ahead")
        advices = [AdviceFactory(owner=runner, text=beginning + end) for end in ends]
        for advice in [*advices, *advices]:
            client.post(reverse(f"drills:advice_to_{make}", args=[advice.pk]))
            advice.refresh_from_db()
        first, second, again, third = (getattr(advice, make) for advice in advices)
        assert (first == again, len({first, second, third})) == (True, 3)
        assert getattr(runner, rows).count() == 3
        assert [name[-3:] for name in (f"{second}", f"{third}")] == ["… 2", "… 3"]
        for row in (first, second, third):
            row.full_clean()

    def test_forgets_a_drill_that_is_deleted_until_it_is_back(self, client, runner):
        advice = AdviceFactory(owner=runner)
        drill = make_drill_of(advice)
        client.post(reverse("drills:delete_drill", args=[drill.pk]))
        advice.refresh_from_db()
        assert advice.drill is None
        restore(runner.trash_items.get())
        advice.refresh_from_db()
        assert advice.drill == drill


class TestItsPractice:
    def test_the_drills_of_a_lesson_are_a_practice_of_the_same_day(self, client, runner):
        lesson = LessonFactory(owner=runner, on=DAY, minutes=120, place="Hammarby")
        url = f"{reverse('drills:create')}?lesson={lesson.pk}"
        form = client.get(url).context["form"]
        shown = {name: form[name].value() for name in ("on", "minutes", "place", "lesson")}
        assert shown == {"on": DAY, "minutes": "120", "place": "Hammarby", "lesson": lesson.pk}
        client.post(url, {"on": "2026-03-02", "minutes": "120", "lesson": lesson.pk})
        lesson.refresh_from_db()
        assert lesson.practice == runner.practices.get()

    def test_noted_twice_is_refused(self, client, runner):
        lesson = LessonFactory(owner=runner, practice=PracticeFactory(owner=runner))
        sent = {"on": "2026-03-02", "minutes": "120", "lesson": lesson.pk}
        response = client.post(reverse("drills:create"), sent)
        assert response.status_code == 422
        assert "noted already" in response.content.decode()

    def test_another_runners_lesson_is_not_there(self, client, runner):
        lesson = LessonFactory()
        assert client.get(reverse("drills:create"), {"lesson": lesson.pk}).status_code == 404
        sent = {"on": "2026-03-02", "minutes": "120", "lesson": lesson.pk}
        assert client.post(reverse("drills:create"), sent).status_code == 422

    def test_a_lesson_stays_when_its_practice_goes(self, client, runner):
        practice = PracticeFactory(owner=runner)
        lesson = LessonFactory(owner=runner, practice=practice)
        client.post(reverse("drills:delete", args=[practice.pk]))
        lesson.refresh_from_db()
        assert lesson.practice is None
        restore(runner.trash_items.get())
        lesson.refresh_from_db()
        assert lesson.practice == practice


class TestLessonDelete:
    def test_it_can_come_back_with_what_was_said(self, client, runner):
        lesson = save_lesson(lesson=LessonFactory.build(owner=runner), texts=["Fall", "Pull"])
        client.post(reverse("drills:delete_lesson", args=[lesson.pk]))
        assert not runner.lessons.exists()
        restore(runner.trash_items.get())
        assert [advice.text for advice in runner.lessons.get().advices.all()] == ["Fall", "Pull"]


class TestMarks:
    def test_a_clinic_is_marked_in_the_trends_and_other_lessons_are_not(self, runner):
        today = dt.date(2026, 3, 11)
        for kind in Lesson.Kind.values:
            LessonFactory(owner=runner, kind=kind, on=DAY)
        LessonFactory(kind="clinic", on=DAY)
        [mark] = trends(runner, today=today, asked=Asked(weeks=12)).marks
        assert (mark.on, mark.kind) == (DAY, "clinic")


@pytest.mark.django_db(transaction=True)
class TestClinicsOfBefore:
    """What was kept as a practice with a coach is a lesson from now on, in the trash too."""

    def back_to_today(self):
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes("drills"))

    def migrate(self, name):
        executor = MigrationExecutor(connection)
        executor.migrate([("drills", name)])
        return MigrationExecutor(connection).loader.project_state([("drills", name)]).apps

    def test_there_and_back(self, runner):
        try:
            practices = self.migrate("0003_lessons").get_model("drills", "Practice").objects
            for name, fields in {
                "clinic": {"is_clinic": True, "coach": "Anna", "place": "Hammarby"},
                "coached": {"coach": "Jon"},
                "alone": {"place": "home"},
            }.items():
                practices.create(owner_id=runner.pk, on=DAY, minutes=90, note=name, **fields)
            after = self.migrate("0005_practice_without_its_lesson")
            lessons = after.get_model("drills", "Lesson").objects.order_by("pk")
            assert list(
                lessons.values_list("practice__note", "kind", "teacher", "place", "minutes")
            ) == [
                ("clinic", "clinic", "Anna", "Hammarby", 90),
                ("coached", "clinic", "Jon", "", 90),
            ]
            practices = self.migrate("0003_lessons").get_model("drills", "Practice").objects
            back = practices.order_by("pk").values_list("note", "is_clinic", "coach", "place")
            assert list(back) == [
                ("clinic", True, "Anna", "Hammarby"),
                ("coached", True, "Jon", ""),
                ("alone", False, "", "home"),
            ]
        finally:
            self.back_to_today()

    def test_in_the_trash(self, runner):
        old = {"on": "2026-03-02", "minutes": 90, "quality": None, "companions": "", "note": "x"}
        old |= {"uid": str(uuid4()), "is_clinic": True, "coach": "Anna", "place": "Hammarby"}
        row = {"model": "drills.practice", "pk": 7, "values": old}
        try:
            self.migrate("0003_lessons")
            item = runner.trash_items.create(
                kind="x", title="x", payload={"rows": [row], "links": []}
            )
            self.migrate("0005_practice_without_its_lesson")
        finally:
            self.back_to_today()
        item.refresh_from_db()
        restore(item)
        practice = runner.practices.get()
        assert (practice.pk, practice.noun, practice.lesson.teacher) == (7, "Clinic", "Anna")


class TestTwoTabs:
    """A form that brings what it saw along is saved over that alone."""

    def test_a_lesson_and_a_practice_are_saved_as_they_were_seen(self, client, runner):
        lesson = LessonFactory(owner=runner, kind="clinic")
        AdviceFactory(owner=runner, lesson=lesson, text="Hands low")
        practice = PracticeFactory(owner=runner)
        BlockFactory(owner=runner, practice=practice)
        for name, row in (("drills:update_lesson", lesson), ("drills:update", practice)):
            address = reverse(name, args=[row.pk])
            form = client.get(address).context["form"]
            typed = {
                **{field.html_name: field.value() for field in form if field.value()},
                "note": "another note",
                "rows": "0",
            }
            first = client.post(address, typed)
            assert first.status_code == 302, first.context["form"].errors
            refused = client.post(address, typed | {"note": "from the other tab"})
            assert refused.status_code == 422
            assert "changed elsewhere" in refused.content.decode()
