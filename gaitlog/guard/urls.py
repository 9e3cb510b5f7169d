from __future__ import annotations

from django.urls import path

from gaitlog.guard import views

app_name = "guard"

urlpatterns = [
    path("", views.rules, name="rules"),
    path("ladder/", views.ladder, name="ladder"),
    path("goal/", views.goal, name="goal"),
    path("goal/<int:pk>/delete/", views.goal_delete, name="delete_goal"),
    path("preview/", views.preview, name="preview"),
    path("plan/<int:pk>/", views.of_plan, name="plan"),
    path("plan/<int:pk>/shorten/", views.shorten, name="shorten"),
    path("<int:pk>/overrule/", views.overrule, name="overrule"),
    path("<int:pk>/take-back/", views.take_back, name="take_back"),
]
