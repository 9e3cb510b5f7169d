from __future__ import annotations

from django.urls import path

from gaitlog.runs import race_views as views

app_name = "races"

urlpatterns = [
    path("", views.race_list, name="list"),
    path("new/", views.race_create, name="create"),
    path("<int:pk>/", views.race_update, name="update"),
    path("<int:pk>/result/", views.race_result, name="result"),
    path("<int:pk>/delete/", views.race_delete, name="delete"),
]
