from __future__ import annotations

from django.urls import path

from gaitlog.drills.views import drills, lessons, live, practices

app_name = "drills"

urlpatterns = [
    path("", practices.practice_list, name="list"),
    path("new/", practices.practice_create, name="create"),
    path("<int:pk>/", practices.practice_detail, name="detail"),
    path("<int:pk>/edit/", practices.practice_update, name="update"),
    path("<int:pk>/delete/", practices.practice_delete, name="delete"),
    path("practice/", live.live, name="live"),
    path("practice/tap/", live.tap, name="tap"),
    path("practice/undo/", live.undo, name="undo_tap"),
    path("practice/finish/", live.finish, name="finish"),
    path("block/<int:pk>/note/", live.note, name="note_block"),
    path("lessons/", lessons.lesson_list, name="lessons"),
    path("lessons/new/", lessons.lesson_create, name="create_lesson"),
    path("lessons/<int:pk>/", lessons.lesson_detail, name="lesson"),
    path("lessons/<int:pk>/edit/", lessons.lesson_update, name="update_lesson"),
    path("lessons/<int:pk>/delete/", lessons.lesson_delete, name="delete_lesson"),
    path("advice/<int:pk>/focus/", lessons.advice_to_focus, name="advice_to_focus"),
    path("advice/<int:pk>/drill/", lessons.advice_to_drill, name="advice_to_drill"),
    path("library/<slug:slug>/", drills.entry_detail, name="entry"),
    path("drill/<int:pk>/", drills.drill_detail, name="drill"),
    path("drill/new/", drills.drill_create, name="create_drill"),
    path("drill/<int:pk>/edit/", drills.drill_update, name="update_drill"),
    path("drill/<int:pk>/retire/", drills.drill_retire, name="retire_drill"),
    path("drill/<int:pk>/use-again/", drills.drill_use_again, name="use_drill_again"),
    path("drill/<int:pk>/delete/", drills.drill_delete, name="delete_drill"),
]
