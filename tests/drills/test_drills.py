from __future__ import annotations

import pytest
from django.urls import reverse

from gaitlog.core.trash import restore
from gaitlog.drills.catalogue import CATALOGUE, LIBRARY, named, offered_to
from gaitlog.drills.models import Drill
from gaitlog.drills.services import save_practice
from tests.factories import DAY, BlockFactory, DrillFactory, PracticeFactory

pytestmark = pytest.mark.django_db

LIST = reverse("drills:list")


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
        practice = PracticeFactory.build(owner=owner)
        return save_practice(practice=practice, new=[Drill(**fields) for fields in new])

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
        # savepoint, own drills, new drills, practice, old blocks, blocks, savepoint
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
        assert LIBRARY["pony"].how_to in said

    def test_a_retired_drill_stands_apart(self, client, runner):
        drill = DrillFactory(owner=runner, retired_on=DAY)
        context = client.get(LIST).context
        assert (context["in_use"], context["retired"]) == ([], [drill])


class TestDrillForm:
    usual = {"name": "Rope", "level": "2", "element": "other", "who": "solo"}

    def test_adds_an_own_drill(self, client, runner):
        typed = self.usual | {"dose": "3 × 20", "how_to": "Skip low."}
        assert client.post(reverse("drills:create_drill"), typed).url == LIST
        drill = runner.drills.get()
        assert (drill.name, drill.level, drill.how_to) == ("Rope", 2, "Skip low.")

    def test_changes_an_own_drill(self, client, runner):
        drill = DrillFactory(owner=runner, slug="pony")
        client.post(drill.get_absolute_url(), self.usual)
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
            client.get(drill.get_absolute_url())


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
