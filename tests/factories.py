from __future__ import annotations

import datetime as dt

import factory
from django.utils import timezone

from gaitlog.accounts.models import User
from gaitlog.core.tokens import digest, new_token
from gaitlog.drills.models import Advice, Block, Drill, Lesson, Practice
from gaitlog.guard.models import Goal, Judgement
from gaitlog.injuries.models import Injury, Pain, ReturnStep, Treatment
from gaitlog.lib.gaits import Gait, SectionData
from gaitlog.recordings.models import Lap, Recording
from gaitlog.recovery.models import Habit, Pause, Tick
from gaitlog.runs import services
from gaitlog.runs.models import (
    Away,
    Focus,
    FormNote,
    Plan,
    Race,
    Run,
    ShoeShare,
    Slip,
    SlipKind,
    StrikeCheck,
)
from gaitlog.sharing.models import CoachLink
from gaitlog.shoes.models import Shoe

DAY = dt.date(2026, 3, 2)  # a Monday
PASSWORD = "four quiet lampposts home"


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"runner{n}")
    time_zone = "Europe/Stockholm"
    welcomed_at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return model_class.objects.create_user(*args, password=PASSWORD, **kwargs)


class OwnedFactory(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True

    owner = factory.SubFactory(UserFactory)


def of_same_owner(factory_class):
    return factory.SubFactory(factory_class, owner=factory.SelfAttribute("..owner"))


def as_sections(parts):
    """Sections of pairs of gait and seconds."""
    return [
        part if isinstance(part, SectionData) else SectionData(Gait(part[0]), *part[1:])
        for part in parts
    ]


def share_of(part, moving_s, shoe):
    """The first or last seconds of a run in another pair."""
    return ShoeShare(part=part, moving_s=moving_s, shoe=shoe)


class ShoeFactory(OwnedFactory):
    class Meta:
        model = Shoe

    name = factory.Sequence(lambda n: f"Shoe {n}")
    drop_mm = 4


class FocusFactory(OwnedFactory):
    class Meta:
        model = Focus

    name = factory.Sequence(lambda n: f"Focus {n}")


class RunFactory(OwnedFactory):
    """A run of half an hour; ``sections`` takes pairs of gait and seconds.

    ``shares`` takes what ``share_of`` gives.
    """

    class Meta:
        model = Run

    class Params:
        shod = factory.Trait(shoe=of_same_owner(ShoeFactory))

    on = DAY
    time_zone = "Europe/Stockholm"
    sections = (("natural", 1800),)

    @classmethod
    def _create(cls, model_class, *args, sections, shares=(), **kwargs):
        run = model_class(*args, **kwargs)
        return services.save_run(run=run, sections=as_sections(sections), shares=shares)


class PlanFactory(OwnedFactory):
    """A plan of half an hour; ``sections`` as for a run."""

    class Meta:
        model = Plan

    on = DAY
    sections = (("natural", 1800),)

    @classmethod
    def _create(cls, model_class, *args, sections, **kwargs):
        plan = model_class(*args, **kwargs)
        plan.take_sections(as_sections(sections))
        plan.save()
        return plan


class FormNoteFactory(OwnedFactory):
    class Meta:
        model = FormNote

    run = of_same_owner(RunFactory)


class SlipKindFactory(OwnedFactory):
    class Meta:
        model = SlipKind

    name = factory.Sequence(lambda n: f"Sign {n}")


class SlipFactory(OwnedFactory):
    class Meta:
        model = Slip

    note = of_same_owner(FormNoteFactory)
    kind = of_same_owner(SlipKindFactory)


class StrikeCheckFactory(OwnedFactory):
    """Twenty steps seen on a video, on no run."""

    class Meta:
        model = StrikeCheck

    on = DAY
    source = "video"
    midfoot = 20


class RaceFactory(OwnedFactory):
    class Meta:
        model = Race

    name = "Midsummer ten"
    on = DAY


class AwayFactory(OwnedFactory):
    class Meta:
        model = Away

    from_on = DAY
    kind = "travel"


class DrillFactory(OwnedFactory):
    class Meta:
        model = Drill

    name = factory.Sequence(lambda n: f"Drill {n}")


class PracticeFactory(OwnedFactory):
    class Meta:
        model = Practice

    on = DAY
    minutes = 20


class BlockFactory(OwnedFactory):
    class Meta:
        model = Block

    practice = of_same_owner(PracticeFactory)
    drill = of_same_owner(DrillFactory)
    position = 0


class LessonFactory(OwnedFactory):
    class Meta:
        model = Lesson

    on = DAY


class AdviceFactory(OwnedFactory):
    class Meta:
        model = Advice

    lesson = of_same_owner(LessonFactory)
    position = 0
    text = "Fall, then pull"


class HabitFactory(OwnedFactory):
    class Meta:
        model = Habit

    name = factory.Sequence(lambda n: f"Habit {n}")
    started_on = dt.date(2026, 1, 1)


class PauseFactory(OwnedFactory):
    class Meta:
        model = Pause

    habit = of_same_owner(HabitFactory)
    from_on = DAY


class TickFactory(OwnedFactory):
    class Meta:
        model = Tick

    habit = of_same_owner(HabitFactory)
    on = DAY


class InjuryFactory(OwnedFactory):
    class Meta:
        model = Injury

    site = "calf"
    side = "left"
    from_on = DAY


class TreatmentFactory(OwnedFactory):
    class Meta:
        model = Treatment

    injury = of_same_owner(InjuryFactory)
    on = DAY
    what = "Rest"


class ReturnStepFactory(OwnedFactory):
    class Meta:
        model = ReturnStep

    injury = of_same_owner(InjuryFactory)
    what = "A brisk walk"


class PainFactory(OwnedFactory):
    class Meta:
        model = Pain

    on = DAY
    site = "calf"
    side = "left"
    after = 3


class JudgementFactory(OwnedFactory):
    class Meta:
        model = Judgement

    run = of_same_owner(RunFactory)
    judged = factory.LazyFunction(dict)
    pose_s = 600
    limit_s = 300
    is_passed = True
    findings = factory.LazyFunction(list)


class GoalFactory(OwnedFactory):
    class Meta:
        model = Goal

    pose_s = 1200


class RecordingFactory(OwnedFactory):
    class Meta:
        model = Recording

    run = of_same_owner(RunFactory)
    name = "morning.fit"
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    size = 1234


class LapFactory(OwnedFactory):
    class Meta:
        model = Lap

    recording = of_same_owner(RecordingFactory)
    position = 0
    seconds = 1800


class CoachLinkFactory(OwnedFactory):
    """A live link; its secret is on the made object as ``token``."""

    class Meta:
        model = CoachLink

    class Params:
        expired = factory.Trait(
            made_at=factory.LazyFunction(lambda: timezone.now() - dt.timedelta(days=9)),
            expires_at=factory.LazyFunction(lambda: timezone.now() - dt.timedelta(days=1)),
        )

    label = "Jon"
    from_on = dt.date(2026, 1, 1)
    expires_at = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(days=30))

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        token = new_token("gls")
        link = model_class.objects.create(*args, token_digest=digest(token), **kwargs)
        link.token = token
        return link
