from django.apps import AppConfig

from gaitlog.core import portable


class DrillsConfig(AppConfig):
    name = "gaitlog.drills"

    def ready(self) -> None:
        from gaitlog.drills.models import Block, Drill, Practice

        portable.register(
            Drill, "slug", "name", "level", "element", "who", "dose", "how_to", "retired_on"
        )
        portable.register(
            Practice,
            "on",
            "minutes",
            "quality",
            "note",
            "is_clinic",
            "coach",
            "place",
            "companions",
        )
        portable.register(Block, "practice", "drill", "position")
