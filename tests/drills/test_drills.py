from __future__ import annotations

import datetime as dt

import pytest
from django.conf import settings
from django.urls import reverse

from gaitlog.core.trash import restore
from gaitlog.drills.catalogue import CATALOGUE, LIBRARY, named, offered_to
from gaitlog.drills.models import Block, Drill
from gaitlog.drills.services import own_drills, save_practice
from gaitlog.drills.templatetags.drills import DRAWN
from tests.factories import DAY, AdviceFactory, BlockFactory, DrillFactory, PracticeFactory

pytestmark = pytest.mark.django_db

LIST = reverse("drills:list")
DRAWINGS = settings.BASE_DIR / "templates" / "drills" / "drawings"


class TestCatalogue:
    @pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.slug)
    def test_every_entry_makes_a_valid_drill(self, runner, entry):
        drill = entry.drill()
        drill.owner = runner
        drill.full_clean()
        assert drill.how_to.endswith(".")

    @pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.slug)
    def test_no_entry_names_the_technique(self, entry):
        assert "pose" not in f"{entry.name} {entry.dose} {entry.how_to}".casefold()

    def test_slugs_and_names_are_there_once(self):
        assert len(LIBRARY) == len(CATALOGUE) == len({e.name.casefold() for e in CATALOGUE})

    def test_an_entry_is_found_by_its_name(self):
        assert named("pONY") == LIBRARY["pony"]
        assert named("Skipping rope") is None

    def test_what_is_an_own_drill_by_now_is_not_offered(self, runner):
        own = [Drill(name="Little pony", slug="pony"), Drill(name="TIMBER")]
        offered = offered_to(runner, own)
        left = {entry.slug for entries in offered.values() for entry in entries}
        assert list(offered) == ["basic", "intermediate", "advanced"]
        assert left == set(LIBRARY) - {"pony", "timber"}


class TestSavePractice:
    def saved(self, owner, *new):
        drills = dict.fromkeys(own_drills(owner, [Drill(**fields) for fields in new]))
        practice = PracticeFactory.build(owner=owner)
        return save_practice(practice=practice, blocks=[Block(drill=drill) for drill in drills])

    def test_a_drill_of_that_name_is_used_and_not_made_again(self, runner):
        own = DrillFactory(owner=runner, name="Skipping rope")
        practice = self.saved(runner, {"name": "skipping ROPE"}, {"name": "Skipping rope"})
        assert [block.drill for block in practice.blocks.all()] == [own]

    def test_a_library_drill_is_known_by_its_slug_under_another_name(self, runner):
        own = DrillFactory(owner=runner, name="Little pony", slug="pony")
        DrillFactory(owner=runner, name="Pony")
        practice = self.saved(runner, {"name": "Pony", "slug": "pony"})
        assert [block.drill for block in practice.blocks.all()] == [own]

    def test_the_same_new_name_twice_is_one_drill(self, runner):
        practice = self.saved(runner, {"name": "Pony", "slug": "pony"}, {"name": "pony"})
        assert practice.drill_names == ["Pony"]

    def test_a_retired_drill_that_is_practised_is_in_use_again(self, runner):
        own = DrillFactory(owner=runner, name="Pony", retired_on=DAY)
        self.saved(runner, {"name": "Pony"})
        own.refresh_from_db()
        assert not own.is_retired

    def test_another_runners_drill_of_that_name_is_left_alone(self, runner):
        DrillFactory(name="Pony")
        practice = self.saved(runner, {"name": "Pony"})
        assert [block.drill.owner for block in practice.blocks.all()] == [runner]

    def test_taking_up_ten_drills_costs_what_one_costs(self, runner, django_assert_num_queries):
        # own drills, new drills, savepoint, practice, old blocks, blocks, savepoint
        for names in (["A"], list("BCDEFGHIJK")):
            with django_assert_num_queries(7):
                self.saved(runner, *({"name": name} for name in names))


class TestDrillsOnTheList:
    def test_says_how_often_and_when(self, client, runner):
        drill = DrillFactory(owner=runner, name="Pony")
        for _ in range(2):
            BlockFactory(owner=runner, drill=drill)
        said = client.get(LIST).content.decode()
        assert "2 times, last Mon 2 Mar" in said
        assert drill.get_absolute_url() in said

    def test_only_own_drills(self, client, runner):
        own, _other = DrillFactory(owner=runner), DrillFactory()
        assert client.get(LIST).context["in_use"] == [own]

    def test_the_library_is_there_for_those_who_learn_it(self, client):
        said = client.get(LIST).content.decode()
        assert "Starter library" in said
        assert LIBRARY["pony"].get_absolute_url() in said

    def test_a_retired_drill_stands_apart(self, client, runner):
        drill = DrillFactory(owner=runner, retired_on=DAY)
        context = client.get(LIST).context
        assert (context["in_use"], context["retired"]) == ([], [drill])


class TestDrillForm:
    usual = {"name": "Rope", "level": "2", "element": "other", "who": "solo"}

    def test_adds_an_own_drill(self, client, runner):
        typed = self.usual | {"dose": "3 × 20", "how_to": "Skip low."}
        response = client.post(reverse("drills:create_drill"), typed)
        drill = runner.drills.get()
        assert response.url == drill.get_absolute_url()
        assert (drill.name, drill.level, drill.how_to) == ("Rope", 2, "Skip low.")

    @pytest.mark.parametrize(
        ("technique", "said", "unsaid"),
        [("Pose", "pulling", "lift"), ("Chi", "lift", "pulling"), ("", "lift", "pulling")],
    )
    def test_asks_what_for_in_the_words_of_pose_only_who_learns_it(
        self, client, runner, technique, said, unsaid
    ):
        runner.technique = technique
        runner.save()
        drill = DrillFactory(owner=runner, element="pull")
        update = reverse("drills:update_drill", args=[drill.pk])
        for page in (update, reverse("drills:create_drill"), drill.get_absolute_url()):
            words = client.get(page).content.decode().partition("<main")[2]
            assert said in words
            assert unsaid not in words
        client.post(update, self.usual | {"element": "fall"})
        drill.refresh_from_db()
        assert drill.element == "fall"

    def test_changes_an_own_drill(self, client, runner):
        drill = DrillFactory(owner=runner, slug="pony")
        client.post(reverse("drills:update_drill", args=[drill.pk]), self.usual)
        drill.refresh_from_db()
        assert (drill.name, drill.slug) == ("Rope", "pony")

    @pytest.mark.parametrize(
        ("field", "typed", "says"),
        [
            ("name", "", "This field is required."),
            ("level", "4", "4 is not one of the available choices"),
            ("who", "nobody", "nobody is not one of the available choices"),
        ],
    )
    def test_what_is_wrong_is_said(self, client, runner, field, typed, says):
        response = client.post(reverse("drills:create_drill"), self.usual | {field: typed})
        assert response.status_code == 422
        assert says in response.content.decode()

    def test_a_second_drill_of_that_name_is_refused(self, htmx, runner):
        DrillFactory(owner=runner, name="rope")
        response = htmx.post(reverse("drills:create_drill"), self.usual)
        assert response.status_code == 422
        assert "You already have a drill of that name." in response.content.decode()

    @pytest.mark.parametrize("count", [1, 10])
    def test_queries_do_not_grow(self, client, runner, count, django_assert_num_queries):
        drill = DrillFactory(owner=runner)
        BlockFactory.create_batch(count, owner=runner, drill=drill)
        with django_assert_num_queries(3):  # session, user, drill with its practices
            client.get(reverse("drills:update_drill", args=[drill.pk]))


class TestDrillRetire:
    def test_it_stays_in_its_practices_and_can_be_used_again(self, client, runner):
        block = BlockFactory(owner=runner)
        for _ in range(2):
            client.post(reverse("drills:retire_drill", args=[block.drill.pk]))
        assert runner.drills.get().is_retired
        assert runner.blocks.get().drill == block.drill
        client.post(reverse("drills:use_drill_again", args=[block.drill.pk]))
        assert not runner.drills.get().is_retired

    def test_a_get_changes_nothing(self, client, runner):
        drill = DrillFactory(owner=runner)
        assert client.get(reverse("drills:retire_drill", args=[drill.pk])).status_code == 405


class TestDrillDelete:
    def test_one_that_was_never_practised_can_come_back(self, client, runner):
        drill = DrillFactory(owner=runner, name="Pony", slug="pony")
        client.post(reverse("drills:delete_drill", args=[drill.pk]))
        assert not runner.drills.exists()
        assert restore(runner.trash_items.get()) == drill

    def test_one_that_was_practised_stays(self, client, runner):
        block = BlockFactory(owner=runner)
        response = client.post(reverse("drills:delete_drill", args=[block.drill.pk]), follow=True)
        said = response.content.decode()
        assert "has been practised, so it stays" in said
        assert reverse("drills:delete_drill", args=[block.drill.pk]) not in said
        assert runner.drills.get() == block.drill


class TestEntryPage:
    def test_shows_how_it_is_done_and_makes_nothing(self, client, runner):
        said = client.get(LIBRARY["pony"].get_absolute_url()).content.decode()
        assert LIBRARY["pony"].how_to in said
        assert '<svg class="drawing"' in said
        assert not runner.drills.exists()

    def test_one_that_is_an_own_drill_by_now_leads_there(self, client, runner):
        drill = DrillFactory(owner=runner, slug="pony")
        assert client.get(LIBRARY["pony"].get_absolute_url()).url == drill.get_absolute_url()

    def test_one_that_is_not_there(self, client):
        assert client.get(reverse("drills:entry", args=["flying"])).status_code == 404

    @pytest.mark.parametrize("technique", ["Chi", ""])
    def test_is_only_for_those_who_learn_it(self, client, runner, technique):
        runner.technique = technique
        runner.save()
        assert client.get(LIBRARY["pony"].get_absolute_url()).url == reverse("drills:list")

    def test_every_drawing_is_of_a_drill_and_every_first_drill_is_drawn(self):
        files = {path.stem for path in DRAWINGS.glob("*.html")}
        basic = {entry.slug for entry in CATALOGUE if entry.level == 1}
        assert files == DRAWN
        assert basic <= DRAWN <= set(LIBRARY)


class TestDrillPage:
    def done(self, drill, *qualities, **fields):
        """Once a day up to the day, with these qualities."""
        for back, quality in enumerate(reversed(qualities)):
            BlockFactory(
                owner=drill.owner,
                drill=drill,
                practice__on=DAY - dt.timedelta(days=back),
                quality=quality,
                **fields,
            )

    def progress(self, client, drill):
        return client.get(drill.get_absolute_url()).context["progress"]

    def test_says_how_often_when_and_how(self, client, runner):
        drill = DrillFactory(owner=runner, how_to="Low and quick.")
        self.done(drill, 2, 4, sets=3, reps=10)
        said = client.get(drill.get_absolute_url()).content.decode()
        for words in ("Low and quick.", '<b class="num">2</b> practices', "3 × 10"):
            assert words in said
        assert "last on Monday 2 March 2026" in said

    def test_draws_its_qualities_in_order_over_time(self, client, runner):
        drill = DrillFactory(owner=runner)
        self.done(drill, 1, None, 3, 5)
        chart = self.progress(client, drill).chart
        ys = [float(part.split()[1]) for part in chart.stroke.replace("L", "M").split("M")[1:]]
        assert ys == [68, 38, 8]
        assert [number for _, number in chart.grid] == [1, 2, 3, 4, 5]

    def test_one_rating_is_no_line(self, client, runner):
        drill = DrillFactory(owner=runner)
        self.done(drill, 3, None)
        assert self.progress(client, drill).chart is None

    @pytest.mark.parametrize(
        ("qualities", "goes_well"),
        [
            ((4, 4, 5), True),
            ((1, 4, 5, 4), True),
            ((4, None, 4, 4), True),
            ((4, 4, 3), False),
            ((3, 4, 4), False),
            ((5, 5), False),
            ((), False),
        ],
    )
    def test_the_next_is_named_once_the_last_three_went_well(
        self, client, runner, qualities, goes_well
    ):
        drill = LIBRARY["pony"].drill()
        drill.owner = runner
        drill.save()
        self.done(drill, *qualities)
        assert self.progress(client, drill).goes_well is goes_well
        said = client.get(drill.get_absolute_url()).content.decode()
        assert ("Hundred-ups" in said) is goes_well

    def test_what_follows_is_for_the_same_and_one_level_up(self, client, runner):
        fall = DrillFactory(owner=runner, name="Fall", element="fall", level=1)
        assert self.progress(client, fall).following == LIBRARY["pose_wall_fall"]
        own = DrillFactory(owner=runner, name="Lean", element="fall", level=2)
        assert self.progress(client, fall).following == own
        own.retire(DAY)
        assert self.progress(client, fall).following == LIBRARY["pose_wall_fall"]

    @pytest.mark.parametrize("fields", [{"level": 3, "element": "pull"}, {"element": "other"}])
    def test_nothing_follows_the_last_level_or_what_is_on_no_ladder(self, client, runner, fields):
        drill = DrillFactory(owner=runner, **fields)
        DrillFactory(owner=runner, level=2, element="other")
        assert self.progress(client, drill).following is None

    def test_others_have_their_own_ladder(self, client, runner):
        runner.technique = "Chi"
        runner.save()
        drill = DrillFactory(owner=runner, element="pull")
        assert self.progress(client, drill).following is None
        own = DrillFactory(owner=runner, element="pull", level=2)
        DrillFactory(element="pull", level=2)
        assert self.progress(client, drill).following == own

    def test_says_what_was_said_and_where_it_came_from(self, client, runner):
        drill = DrillFactory(owner=runner)
        self.done(drill, 3, correction="Ankle, not knee")
        advice = AdviceFactory(owner=runner, drill=drill, text="Hands low")
        said = client.get(drill.get_absolute_url()).content.decode()
        assert "“Ankle, not knee”" in said
        assert "“Hands low”" in said
        assert advice.lesson.get_absolute_url() in said

    @pytest.mark.parametrize("count", [1, 10])
    def test_queries_do_not_grow(self, client, runner, count, django_assert_num_queries):
        drill = DrillFactory(owner=runner, element="pull")
        self.done(drill, *[3] * count, correction="x")
        for _ in range(count):
            AdviceFactory(owner=runner, drill=drill)
        # session, user, drill, times done, corrections, advices, own drills
        with django_assert_num_queries(7):
            client.get(drill.get_absolute_url())
