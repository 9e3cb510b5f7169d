from django.apps import AppConfig
from django.urls import register_converter

from gaitlog.core.converters import DayConverter


class CoreConfig(AppConfig):
    name = "gaitlog.core"

    def ready(self) -> None:
        register_converter(DayConverter, "day")
