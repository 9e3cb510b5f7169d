from __future__ import annotations

from django.urls import path

from gaitlog.runs import views

app_name = "runs"

urlpatterns = [
    path("", views.run_list, name="list"),
    path("new/", views.run_create, name="create"),
    path("preview/", views.run_preview, name="preview"),
    path("<int:pk>/", views.run_detail, name="detail"),
    path("<int:pk>/edit/", views.run_update, name="update"),
    path("<int:pk>/delete/", views.run_delete, name="delete"),
]
