from __future__ import annotations

from django.urls import path

from gaitlog.runs import away_views as views

app_name = "away"

urlpatterns = [
    path("", views.away_list, name="list"),
    path("new/", views.away_create, name="create"),
    path("<int:pk>/", views.away_update, name="update"),
    path("<int:pk>/end/", views.away_end, name="end"),
    path("<int:pk>/delete/", views.away_delete, name="delete"),
]
