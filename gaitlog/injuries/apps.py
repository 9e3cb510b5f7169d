from django.apps import AppConfig

from gaitlog.core import portable


class InjuriesConfig(AppConfig):
    name = "gaitlog.injuries"

    def ready(self) -> None:
        from gaitlog.injuries.models import NUMBERS, Injury, Pain

        portable.register(Injury, "site", "side", "from_on", "until_on", "began_in", "note")
        portable.register(Pain, "on", "run", "practice", "site", "side", "feel", *NUMBERS, "note")
