from __future__ import annotations

import datetime as dt

from django.urls import path, register_converter

from gaitlog.recovery import views

YEARS = range(1900, 2200)  # weeks can be counted on from each of them


class DayConverter:
    """A day in an address, as 2026-02-14."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> dt.date:
        """Raises ValueError, which makes the address none of ours, at the calendar's edges."""
        day = dt.date.fromisoformat(value)
        if day.year not in YEARS:
            raise ValueError(value)
        return day

    def to_url(self, value: dt.date) -> str:
        return value.isoformat()


register_converter(DayConverter, "day")

app_name = "recovery"

urlpatterns = [
    path("", views.week, name="week"),
    path("tick/<int:pk>/<day:on>/", views.tick, name="tick"),
    path("tick/<int:pk>/<day:on>/amount/", views.amount, name="amount"),
    path("after-run/<int:pk>/", views.after_run, name="after_run"),
    path("start/", views.start, name="start"),
    path("habits/", views.habit_list, name="list"),
    path("new/", views.habit_create, name="create"),
    path("<int:pk>/edit/", views.habit_update, name="update"),
    path("<int:pk>/move/", views.habit_move, name="move"),
    path("<int:pk>/pause/", views.habit_pause, name="pause"),
    path("<int:pk>/resume/", views.habit_resume, name="resume"),
    path("<int:pk>/stop/", views.habit_stop, name="stop"),
    path("<int:pk>/delete/", views.habit_delete, name="delete"),
    path("pauses/<int:pk>/delete/", views.pause_delete, name="delete_pause"),
]
