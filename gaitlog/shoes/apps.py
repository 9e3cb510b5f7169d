from django.apps import AppConfig

from gaitlog.core import portable


class ShoesConfig(AppConfig):
    name = "gaitlog.shoes"

    def ready(self) -> None:
        from gaitlog.shoes.models import Shoe

        portable.register(
            Shoe,
            "name",
            "brand",
            "model",
            "drop_mm",
            "heel_stack_mm",
            "forefoot_stack_mm",
            "mass_g",
            "start_distance_m",
            "wear_limit_m",
            "default_for",
            "bought_on",
            "retired_on",
            "notes",
        )
