from django.db import migrations

# The words that a run's focus was chosen from until now, and the row that each becomes.
ELEMENTS = {
    "alignment": ("alignment", "Shoulder, hip and ankle in one line."),
    "fall": ("fall, lean from the ankles", "Let the body go first."),
    "pull": ("pull", "Foot up under the hip."),
    "landing": ("landing under the body", "Put nothing out in front."),
    "cadence": ("cadence", "Quick and short."),
    "soft": ("soft, quiet landing", "Run so that nobody hears it."),
    "ankle": ("relaxed ankle", "Let the foot hang."),
    "knees": ("bent knees", "Never quite straight."),
    "head": ("posture and head", "Tall, eyes on the horizon."),
    "arms": ("arm swing", "Elbows back, hands loose."),
    "relaxation": ("relaxation", "Shoulders down, breathe out."),
}


def make_rows(apps, schema_editor):
    """Give each run the row of its word, and each deleted run in the trash its uid."""
    alias = schema_editor.connection.alias
    Focus, Run = apps.get_model("runs", "Focus"), apps.get_model("runs", "Run")

    def row_of(owner_id, word):
        name, cue = ELEMENTS.get(word, (word, ""))
        values = {"name": name, "cue": cue}
        rows = Focus.objects.using(alias)
        return rows.get_or_create(owner_id=owner_id, slug=word, defaults=values)[0]

    runs = Run.objects.using(alias).exclude(focus_word="")
    for owner_id, word in set(runs.order_by().values_list("owner_id", "focus_word")):
        runs.filter(owner_id=owner_id, focus_word=word).update(focus=row_of(owner_id, word))

    for item in apps.get_model("core", "TrashItem").objects.using(alias).all():
        of_runs = [row for row in item.payload["rows"] if row["model"] == "runs.run"]
        for row in of_runs:
            word = row["values"].get("focus")
            row["values"]["focus"] = str(row_of(item.owner_id, word).uid) if word else None
        if of_runs:
            item.save(update_fields=["payload"])


def take_words_back(apps, schema_editor):
    """Before, a run had a word: that of the row it names, if it was one of those words."""
    alias = schema_editor.connection.alias
    Focus, Run = apps.get_model("runs", "Focus"), apps.get_model("runs", "Run")
    for focus in Focus.objects.using(alias).filter(slug__in=ELEMENTS):
        Run.objects.using(alias).filter(focus=focus).update(focus_word=focus.slug)
    Run.objects.using(alias).update(focus=None, focus_rating=None)


class Migration(migrations.Migration):

    dependencies = [("core", "0001_initial"), ("runs", "0003_focus")]

    operations = [migrations.RunPython(make_rows, take_words_back)]
