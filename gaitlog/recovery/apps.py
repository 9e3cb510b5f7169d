from django.apps import AppConfig

from gaitlog.core import portable


class RecoveryConfig(AppConfig):
    name = "gaitlog.recovery"

    def ready(self) -> None:
        from gaitlog.recovery.models import Habit, Pause, Tick

        portable.register(
            Habit,
            "slug",
            "name",
            "rhythm",
            "times",
            "every_weeks",
            "measure",
            "started_on",
            "stopped_on",
            "position",
        )
        portable.register(Pause, "habit", "from_on", "until_on")
        portable.register(Tick, "habit", "on", "amount")
