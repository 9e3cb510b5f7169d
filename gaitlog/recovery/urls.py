from __future__ import annotations

from django.urls import path

from gaitlog.recovery import views

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
