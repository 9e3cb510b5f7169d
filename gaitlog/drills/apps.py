from django.apps import AppConfig

from gaitlog.core import portable


class DrillsConfig(AppConfig):
    name = "gaitlog.drills"

    def ready(self) -> None:
        from gaitlog.drills.models import Advice, Block, Drill, Lesson, Practice

        portable.register(
            Drill, "slug", "name", "level", "element", "who", "dose", "how_to", "retired_on"
        )
        portable.register(
            Practice,
            "on",
            "minutes",
            "quality",
            "note",
            "place",
            "companions",
            "began_at",
            "is_going_on",
            "run",
        )
        portable.register(
            Block,
            "practice",
            "drill",
            "position",
            "sets",
            "reps",
            "seconds",
            "distance_m",
            "side",
            "is_barefoot",
            "quality",
            "correction",
            "held_s",
            "usual_pace_s_per_km",
        )
        portable.register(
            Lesson,
            "kind",
            "on",
            "minutes",
            "teacher",
            "place",
            "companions",
            "note",
            "practice",
        )
        portable.register(Advice, "lesson", "position", "text", "drill", "focus")
