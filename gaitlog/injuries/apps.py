from django.apps import AppConfig

from gaitlog.core import portable


class InjuriesConfig(AppConfig):
    name = "gaitlog.injuries"

    def ready(self) -> None:
        from gaitlog.injuries.models import NUMBERS, Injury, Pain, ReturnStep, Treatment

        portable.register(
            Injury,
            "kind",
            "site",
            "side",
            "from_on",
            "until_on",
            "onset",
            "began_in",
            "recurrence_of",
            "diagnosis",
            "diagnosed_by",
            "effect",
            "returned_on",
            "days_lost",
            "sessions_missed",
            "is_from_running",
            "needed_professional",
            "helped",
            "note",
        )
        portable.register(Treatment, "injury", "on", "what", "by", "outcome")
        portable.register(
            ReturnStep, "injury", "position", "what", "gate", "is_full_training", "passed_on"
        )
        portable.register(Pain, "on", "run", "practice", "site", "side", "feel", *NUMBERS, "note")
