from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gaitlog.core.tokens import new_token
from tests.access.whole_log import canary, make_log
from tests.factories import (
    BlockFactory,
    CoachLinkFactory,
    InjuryFactory,
    JudgementFactory,
    LessonFactory,
    PracticeFactory,
    RunFactory,
    TickFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

TODAY = dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(TODAY, tick=False) as traveller:
        yield traveller


def enter(client, link):
    return client.get(reverse("sharing:enter", args=[link.token]))


def coach_of(link):
    """A browser that came in by the link."""
    coach = Client()
    coach.get(enter(coach, link).headers["Location"])
    return coach


def visit(link):
    return reverse("sharing:visit", args=[link.public_id])


class TestEnter:
    def test_the_secret_is_exchanged_for_a_cookie(self, stranger):
        link = CoachLinkFactory()
        response = enter(stranger, link)
        assert response.status_code == 303
        assert response.headers["Location"] == visit(link)
        assert link.token not in str(response.cookies)
        assert response.cookies[f"gls-{link.public_id}"]["httponly"]

    def test_works_whatever_the_case_it_was_typed_in(self, stranger):
        link = CoachLinkFactory()
        assert stranger.get(reverse("sharing:enter", args=[link.token.upper()])).status_code == 303

    def test_a_preview_agent_is_shown_nothing(self):
        link = CoachLinkFactory()
        agent = Client(headers={"User-Agent": "WhatsApp/2.23"})
        response = enter(agent, link)
        assert response.status_code == 200
        assert not response.cookies

    def test_a_secret_that_cannot_be_ours_costs_no_query(self, stranger, django_assert_num_queries):
        with django_assert_num_queries(0):
            stranger.get(reverse("sharing:enter", args=["gls_" + "a" * 36]))


class TestPractices:
    def test_a_clinic_is_named_and_no_other_kind_of_lesson(self):
        link = CoachLinkFactory()
        for kind in ("clinic", "physio"):
            practice = PracticeFactory(owner=link.owner)
            LessonFactory(owner=link.owner, kind=kind, practice=practice, teacher="Anna")
        said = coach_of(link).get(visit(link)).content.decode()
        assert "Clinic, 20 min" in said
        assert "Practice, 20 min" in said
        assert "hysio" not in said
        assert "Anna" not in said

    def test_short_runs_of_a_practice_are_called_so(self):
        link = CoachLinkFactory()
        RunFactory(owner=link.owner, kind="practice", shoe=None, surface="", distance_m=100)
        assert "<p>in a practice · 0.10 km</p>" in coach_of(link).get(visit(link)).content.decode()

    @pytest.mark.parametrize(
        ("noted", "said"),
        [
            ({"distance_m": 5_000}, "<p>5.00 km</p>"),
            ({"surface": "trail", "distance_m": 5_000}, "<p>trail · 5.00 km</p>"),
            ({"surface": "trail"}, "<p>trail</p>"),
        ],
    )
    def test_nothing_stands_for_what_is_not_noted(self, noted, said):
        link = CoachLinkFactory()
        RunFactory(owner=link.owner, **{"shoe": None, "surface": "", "distance_m": None} | noted)
        assert said in coach_of(link).get(visit(link)).content.decode()


class TestDeadLinks:
    def answers(self, now):
        """The answer to each kind of link that does not work, entering and visiting."""
        expired, revoked, live = (
            CoachLinkFactory(expired=True),
            CoachLinkFactory(),
            CoachLinkFactory(),
        )
        visitor = coach_of(revoked)
        revoked.revoke()
        mangled = live.token[:-1] + ("a" if live.token[-1] != "a" else "b")
        stranger = Client()
        for token in (new_token("gls"), expired.token, revoked.token, mangled, "x"):
            yield stranger.get(reverse("sharing:enter", args=[token]))
        yield visitor.get(visit(revoked))
        yield stranger.get(visit(live))
        yield stranger.get("/coach/nothing/")

    def test_are_all_the_same_to_the_letter(self, now):
        answers = list(self.answers(now))
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.content for answer in answers}) == 1
        assert len({str(sorted(answer.headers.items())) for answer in answers}) == 1

    def test_revoking_works_with_the_very_next_request(self):
        link = CoachLinkFactory()
        coach = coach_of(link)
        assert coach.get(visit(link)).status_code == 200
        link.revoke()
        assert coach.get(visit(link)).status_code == 404

    def test_a_replaced_link_is_dead(self, client, runner):
        link = CoachLinkFactory(owner=runner)
        coach = coach_of(link)
        client.post(reverse("sharing:replace", args=[link.pk]))
        assert coach.get(visit(link)).status_code == 404
        assert enter(Client(), link).status_code == 404

    @pytest.mark.parametrize(("seconds", "status"), [(-1, 200), (1, 404)])
    def test_expires_to_the_second(self, now, seconds, status):
        link = CoachLinkFactory(expires_at=timezone.now() + dt.timedelta(hours=1))
        coach = coach_of(link)
        now.move_to(link.expires_at + dt.timedelta(seconds=seconds))
        assert coach.get(visit(link)).status_code == status

    def test_a_visit_ends_after_twelve_hours(self, now):
        link = CoachLinkFactory()
        coach = coach_of(link)
        now.shift(dt.timedelta(hours=13))
        assert coach.get(visit(link)).status_code == 404

    def test_goes_with_its_owner(self):
        link = CoachLinkFactory()
        coach = coach_of(link)
        link.owner.delete()
        assert coach.get(visit(link)).status_code == 404


class TestCoachPage:
    def test_nothing_can_be_sent_to_it(self):
        link = CoachLinkFactory()
        coach = coach_of(link)
        for method in ("post", "put", "patch", "delete"):
            assert getattr(coach, method)(visit(link)).status_code == 405

    def test_its_headers_keep_it_private(self):
        link = CoachLinkFactory()
        headers = coach_of(link).get(visit(link)).headers
        assert headers["Cache-Control"] == "no-store, private"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "ETag" not in headers

    def test_shows_injuries_and_notes_only_if_ticked(self):
        owner = UserFactory(username="victim")
        make_log(owner)
        InjuryFactory(owner=owner, site="heel", from_on=dt.date(2026, 3, 3))
        closed = CoachLinkFactory(owner=owner)
        opened = CoachLinkFactory(owner=owner, shows_injuries=True, shows_notes=True)
        without = coach_of(closed).get(visit(closed)).content.decode()
        with_them = coach_of(opened).get(visit(opened)).content.decode()
        assert "heel" not in without
        assert "heel" in with_them
        assert with_them.count(f"“{canary(owner)}”") == 1
        assert f"“{canary(owner)}”" not in without

    def test_never_says_more_than_it_names(self):
        """Of all that a runner wrote, only names of shoes, drills, habits and focuses are there."""
        owner = UserFactory(username="victim", email="victim@example.org")
        make_log(owner)
        link = CoachLinkFactory(owner=owner)
        page = coach_of(link).get(visit(link)).content.decode()
        word = canary(owner)
        named = sum(page.count(f"{kind} {word}") for kind in ("Shoe", "Drill", "Habit", "Focus"))
        assert page.count(word) == named
        assert owner.email not in page

    def test_shows_nothing_from_before_its_first_day(self):
        owner = UserFactory()
        RunFactory(owner=owner, on=dt.date(2026, 2, 20), sections=[("pose", 777)])
        RunFactory(owner=owner, on=dt.date(2026, 3, 1), sections=[("pose", 60)])
        link = CoachLinkFactory(owner=owner, from_on=dt.date(2026, 3, 1))
        page = coach_of(link).get(visit(link)).content.decode()
        assert "12:57" not in page
        assert "1:00" in page

    def test_counts_no_estimate_as_a_run(self):
        link = CoachLinkFactory()
        for kind in ("run", "run", "estimate"):
            RunFactory(owner=link.owner, on=TODAY.date(), kind=kind)
        report = coach_of(link).get(visit(link)).context["report"]
        assert report.lately.counted == "2 runs and an estimate"
        assert (report.weeks[0].runs, report.weeks[0].is_estimate) == (2, True)

    def test_speaks_in_the_runners_units_and_word(self):
        owner = UserFactory(distance_unit="mi", technique="Chi")
        RunFactory(owner=owner, distance_m=16093, sections=[("pose", 600)])
        link = CoachLinkFactory(owner=owner)
        page = coach_of(link).get(visit(link)).content.decode()
        assert "10.00 mi" in page
        assert "Chi" in page
        assert "Pose" not in page

    def test_takes_no_notice_of_who_is_logged_in(self, client):
        link = CoachLinkFactory()
        client.get(enter(client, link).headers["Location"])
        alone = coach_of(link).get(visit(link))
        assert client.get(visit(link)).content == alone.content

    @pytest.mark.parametrize("count", [1, 10])
    def test_queries_do_not_grow(self, count, django_assert_num_queries):
        owner = UserFactory()
        for _ in range(count):
            BlockFactory(owner=owner)
            TickFactory(owner=owner)
            InjuryFactory(owner=owner)
        RunFactory.create_batch(count, owner=owner, shod=True)
        link = CoachLinkFactory(owner=owner, shows_injuries=True)
        coach = coach_of(link)
        # link and owner; days; practices and blocks; habits, pauses, ticks; injuries; runs and
        # sections; shoes
        with django_assert_num_queries(11):
            coach.get(visit(link))


class TestPreview:
    def test_is_the_coachs_page(self, client, runner):
        make_log(runner)
        link = CoachLinkFactory(owner=runner)
        preview = client.get(reverse("sharing:preview", args=[link.pk])).content.decode()
        seen = coach_of(link).get(visit(link)).content.decode()
        start = preview.index('<main class="page"')
        assert preview[start:] == seen[seen.index('<main class="page"') :]

    def test_the_file_is_whole_in_itself_and_says_its_date(self, client, runner):
        link = CoachLinkFactory(owner=runner)
        response = client.get(reverse("sharing:file", args=[link.pk]))
        page = response.content.decode()
        assert "attachment" in response.headers["Content-Disposition"]
        assert "<style>" in page
        assert "--paper" in page
        assert "@import" not in page
        for outside in ("src=", "href=", "http://", "https://"):
            assert outside not in page, outside
        assert "cannot be taken back" in page
        assert "5 Mar 2026" in page


class TestMakingLinks:
    def test_the_secret_is_shown_once_and_kept_as_a_digest(self, client, runner):
        response = client.post(
            reverse("sharing:create"), {"label": "Jon", "days": "30", "back": "12"}
        )
        address = response.context["address"]
        link = runner.coach_links.get()
        assert address not in client.get(reverse("sharing:list")).content.decode()
        assert address.rsplit("/", 1)[1] not in str(vars(link))
        assert Client().get(address.removeprefix("http://testserver")).status_code == 303
        assert link.from_on == dt.date(2025, 12, 11)
        assert link.last_day == dt.date(2026, 4, 4)

    def test_says_where_an_address_works_on_this_machine_only(self, client):
        data = {"label": "Jon", "days": "30", "back": "12"}
        page = client.post(reverse("sharing:create"), data, headers={"Host": "localhost:8000"})
        assert "works on this machine only" in page.content.decode()


class TestTheLimitOfTheGuard:
    """Pain lowers it, so it goes with the injuries, or not at all."""

    @pytest.mark.parametrize("shown", [True, False])
    def test_is_drawn_only_where_injuries_are(self, shown):
        user = UserFactory()
        for day in range(1, 4):
            run = RunFactory(owner=user, on=dt.date(2026, 3, day), sections=[("pose", 300)])
            JudgementFactory(owner=user, run=run, limit_s=250)
        link = CoachLinkFactory(owner=user, shows_injuries=shown)
        chart = coach_of(link).get(visit(link)).context["report"].chart
        assert ("dose" in [panel.key for panel in chart.panels]) is shown
