from __future__ import annotations

from django.urls import path

from gaitlog.injuries import views

app_name = "injuries"

urlpatterns = [
    path("", views.injury_list, name="list"),
    path("new/", views.injury_create, name="create"),
    path("<int:pk>/edit/", views.injury_update, name="update"),
    path("<int:pk>/close/", views.injury_close, name="close"),
    path("<int:pk>/reopen/", views.injury_reopen, name="reopen"),
    path("<int:pk>/delete/", views.injury_delete, name="delete"),
]
