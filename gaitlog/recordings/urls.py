from __future__ import annotations

from django.urls import path

from gaitlog.recordings import views

app_name = "recordings"

urlpatterns = [
    path("", views.upload, name="upload"),
    path("<int:pk>/original/", views.original, name="original"),
    path("<int:pk>/date/", views.give_date, name="give_date"),
    path("<int:pk>/discard/", views.discard, name="discard"),
    path("run/<int:pk>/", views.of_run, name="of_run"),
    path("run/<int:pk>/laps/", views.switch_laps, name="switch_laps"),
]
