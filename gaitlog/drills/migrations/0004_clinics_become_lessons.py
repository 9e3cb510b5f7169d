from django.db import migrations
from django.db.models import Q


def to_lessons(apps, schema_editor):
    """A practice that was a clinic, or had a coach, has a lesson beside it from here on."""
    practices = apps.get_model("drills", "Practice").objects.filter(
        Q(is_clinic=True) | ~Q(coach=""), lesson=None
    )
    lessons = apps.get_model("drills", "Lesson").objects
    for practice in practices.order_by("pk").iterator():
        lessons.create(
            owner_id=practice.owner_id,
            practice_id=practice.pk,
            kind="clinic",
            on=practice.on,
            minutes=practice.minutes,
            teacher=practice.coach,
            place=practice.place,
            companions=practice.companions,
        )
    for item in apps.get_model("core", "TrashItem").objects.iterator():
        rows = item.payload["rows"]
        practices = [row["values"] for row in rows if row["model"] == "drills.practice"]
        practices = [values for values in practices if "is_clinic" in values]
        if practices:
            rows += [lesson for values in practices for lesson in _lesson_of(values)]
            item.save(update_fields=["payload"])


def _lesson_of(values):
    """The lesson of a clinic that lies in the trash; the practice forgets what it says."""
    is_clinic, coach = values.pop("is_clinic"), values.pop("coach")
    if not (is_clinic or coach):
        return []
    kept = {name: values[name] for name in ("on", "minutes", "place", "companions")}
    lesson = {"kind": "clinic", "teacher": coach, "practice": values["uid"], **kept}
    return [{"model": "drills.lesson", "pk": None, "values": lesson}]


def to_clinics(apps, schema_editor):
    """What only a lesson can hold goes with its table."""
    lessons = apps.get_model("drills", "Lesson").objects.filter(practice__isnull=False)
    practices = apps.get_model("drills", "Practice").objects
    for lesson in lessons.iterator():
        practices.filter(pk=lesson.practice_id).update(is_clinic=True, coach=lesson.teacher)


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_initial"),
        ("drills", "0003_lessons"),
    ]

    operations = [migrations.RunPython(to_lessons, to_clinics)]
