import uuid

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("runs", "0002_plan"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Focus",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("slug", models.CharField(blank=True, editable=False, max_length=20)),
                ("name", models.CharField(max_length=60)),
                ("retired_on", models.DateField(blank=True, editable=False, null=True)),
                ("cue", models.CharField(blank=True, max_length=120, verbose_name="what you say to yourself")),
                ("came_from", models.CharField(blank=True, help_text="A lesson, a book, a friend.", max_length=120, verbose_name="where it comes from")),
                ("owner", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="focuses", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "verbose_name_plural": "focuses",
                "ordering": ["name"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(models.F("owner"), django.db.models.functions.text.Lower("name"), name="focus_name_once", violation_error_message="You already have one of that name."),
                    models.UniqueConstraint(condition=models.Q(("slug", ""), _negated=True), fields=("owner", "slug"), name="focus_ready_made_once"),
                ],
            },
        ),
        migrations.RenameField(model_name="run", old_name="focus", new_name="focus_word"),
        migrations.AddField(
            model_name="run",
            name="focus",
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="runs", to="runs.focus"),
        ),
        migrations.AddField(
            model_name="run",
            name="focus_rating",
            field=models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name="how the focus went"),
        ),
    ]
