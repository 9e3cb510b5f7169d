from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("runs", "0004_focus_of_each_run")]

    operations = [
        migrations.RemoveField(model_name="run", name="focus_word"),
        migrations.AddConstraint(
            model_name="run",
            constraint=models.CheckConstraint(condition=models.Q(("focus_rating", None), models.Q(("focus__isnull", False), ("focus_rating__range", (1, 5))), _connector="OR"), name="run_focus_rating_1_to_5_of_a_focus"),
        ),
    ]
