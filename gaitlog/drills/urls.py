from __future__ import annotations

from django.urls import path

from gaitlog.drills import views

app_name = "drills"

urlpatterns = [
    path("", views.practice_list, name="list"),
    path("new/", views.practice_create, name="create"),
    path("<int:pk>/edit/", views.practice_update, name="update"),
    path("<int:pk>/delete/", views.practice_delete, name="delete"),
    path("drill/new/", views.drill_create, name="create_drill"),
    path("drill/<int:pk>/edit/", views.drill_update, name="update_drill"),
    path("drill/<int:pk>/retire/", views.drill_retire, name="retire_drill"),
    path("drill/<int:pk>/use-again/", views.drill_use_again, name="use_drill_again"),
    path("drill/<int:pk>/delete/", views.drill_delete, name="delete_drill"),
]
