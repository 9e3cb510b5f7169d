from __future__ import annotations

from django.urls import path

from gaitlog.portability import views

app_name = "portability"

urlpatterns = [
    path("", views.overview, name="overview"),
    path("download/", views.download, name="download"),
    path("backup/", views.back_up, name="back_up"),
    path("trash/", views.trash, name="trash"),
    path("trash/<int:pk>/restore/", views.restore, name="restore"),
    path("trash/<int:pk>/remove/", views.remove, name="remove"),
]
