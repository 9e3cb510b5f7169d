"""One row of everything for an owner, each text holding a word that is theirs alone."""

from __future__ import annotations

from django.apps import apps
from django.db.models import F

from tests import factories


def canary(user):
    return f"canary-of-{user.username}"


def make_log(owner):
    """Everything that a runner can have; a mapping from a kind of row to the row."""
    word = canary(owner)
    shoe = factories.ShoeFactory(owner=owner, name=f"Shoe {word}", notes=word)
    focus = factories.FocusFactory(owner=owner, name=f"Focus {word}", cue=word, came_from=word)
    other_shoe = factories.ShoeFactory(owner=owner, name=f"Shoe {word} 2", notes=word)
    run = factories.RunFactory(
        owner=owner,
        shoe=shoe,
        shares=[factories.share_of("first", 60, other_shoe)],
        focus=focus,
        focus_rating=4,
        note=word,
        companions=word,
        sections=[("pose", 300), ("natural", 1500)],
    )
    form_note = factories.FormNoteFactory(owner=owner, run=run)
    sign = factories.SlipKindFactory(owner=owner, name=f"Sign {word}")
    factories.SlipFactory(owner=owner, note=form_note, kind=sign)
    check = factories.StrikeCheckFactory(owner=owner, run=run, by=word, note=word)
    plan = factories.PlanFactory(owner=owner, shoe=shoe, note=word, sections=[("pose", 300)])
    factories.PlanFactory(owner=owner, note=word, run=run)
    race = factories.RaceFactory(owner=owner, name=f"Race {word}", goal=word, note=word)
    factories.RaceFactory(owner=owner, name=f"Race {word} 2", run=run, result_s=1800)
    away = factories.AwayFactory(owner=owner, reason=word)
    drill = factories.DrillFactory(owner=owner, name=f"Drill {word}", how_to=word)
    practice = factories.PracticeFactory(
        owner=owner, note=word, place=word, companions=word, run=run
    )
    block = factories.BlockFactory(owner=owner, practice=practice, drill=drill, correction=word)
    factories.BlockFactory(owner=owner, practice=practice, drill=None, position=1, seconds=18)
    lesson = factories.LessonFactory(owner=owner, teacher=word, place=word, note=word)
    advice = factories.AdviceFactory(
        owner=owner, lesson=lesson, text=word, drill=drill, focus=focus
    )
    factories.LessonFactory(owner=owner, kind="clinic", practice=practice)
    habit = factories.HabitFactory(owner=owner, name=f"Habit {word}")
    tick = factories.TickFactory(owner=owner, habit=habit)
    pause = factories.PauseFactory(owner=owner, habit=habit, until_on=factories.DAY)
    injury = factories.InjuryFactory(owner=owner, note=word, helped=word, began_in=run)
    treatment = factories.TreatmentFactory(owner=owner, injury=injury, what=word)
    step = factories.ReturnStepFactory(owner=owner, injury=injury, what=word, gate=word)
    pain = factories.PainFactory(owner=owner, run=run, note=word)
    judgement = factories.JudgementFactory(owner=owner, run=run, reason=word)
    goal = factories.GoalFactory(owner=owner, what=word)
    recording = factories.RecordingFactory(owner=owner, run=run, name=f"{word}.fit")
    factories.LapFactory(owner=owner, recording=recording)
    waiting = factories.RecordingFactory(owner=owner, run=None, name=f"{word}-waiting.fit")
    link = factories.CoachLinkFactory(owner=owner, label=f"Coach {word}")
    trash = owner.trash_items.create(kind="run", title=word, payload={"rows": [], "links": []})
    return {
        "user": owner,
        "shoe": shoe,
        "run": run,
        "focus": focus,
        "sign": sign,
        "check": check,
        "plan": plan,
        "race": race,
        "away": away,
        "drill": drill,
        "entry": "pony",
        "practice": practice,
        "block": block,
        "lesson": lesson,
        "advice": advice,
        "habit": habit,
        "week": (factories.DAY,),
        "habit_day": (habit.pk, factories.DAY),
        "pause": pause,
        "tick": tick,
        "injury": injury,
        "treatment": treatment,
        "step": step,
        "judgement": judgement,
        "goal": goal,
        "pain": pain,
        "recording": recording,
        "waiting": waiting,
        "link": link,
        "trash": trash,
    }


def owned_models():
    return [
        model
        for model in apps.get_models()
        if any(field.name == "owner" for field in model._meta.fields)
    ]


def rows_of(owner):
    """Every row of an owner with all its values, to be compared before and after."""
    return {
        model._meta.label: sorted(model.objects.filter(owner=owner).values_list())
        for model in owned_models()
    } | {"user": list(type(owner).objects.filter(pk=owner.pk).values_list("username", "technique"))}


def links_across_owners():
    """Rows that point to a row of somebody else: there may be none, ever."""
    found = []
    for model in owned_models():
        for field in model._meta.fields:
            target = field.related_model
            if target in owned_models():
                others = model.objects.filter(**{f"{field.name}__isnull": False}).exclude(
                    **{f"{field.name}__owner": F("owner")}
                )
                found += [
                    f"{model._meta.label}.{field.name} {pk}"
                    for pk in others.values_list("pk", flat=True)
                ]
    return found
