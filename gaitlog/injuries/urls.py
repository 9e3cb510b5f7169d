from __future__ import annotations

from django.urls import path

from gaitlog.injuries import views

app_name = "injuries"

urlpatterns = [
    path("", views.injury_list, name="list"),
    path("pain/", views.pain_list, name="pain_list"),
    path("pain/new/", views.pain_create, name="pain_create"),
    path("pain/<int:pk>/", views.pain_update, name="pain_update"),
    path("pain/<int:pk>/morning/", views.pain_morning, name="pain_morning"),
    path("pain/run/<int:pk>/morning/", views.run_morning, name="run_morning"),
    path("pain/<int:pk>/delete/", views.pain_delete, name="pain_delete"),
    path("new/", views.injury_create, name="create"),
    path("<int:pk>/edit/", views.injury_update, name="update"),
    path("<int:pk>/close/", views.injury_close, name="close"),
    path("<int:pk>/reopen/", views.injury_reopen, name="reopen"),
    path("<int:pk>/delete/", views.injury_delete, name="delete"),
]
