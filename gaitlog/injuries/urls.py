from __future__ import annotations

from django.urls import path

from gaitlog.injuries.views import care, injuries, pains

app_name = "injuries"

urlpatterns = [
    path("", injuries.injury_list, name="list"),
    path("new/", injuries.injury_create, name="create"),
    path("<int:pk>/", injuries.injury_detail, name="detail"),
    path("<int:pk>/edit/", injuries.injury_update, name="update"),
    path("<int:pk>/close/", injuries.injury_close, name="close"),
    path("<int:pk>/reopen/", injuries.injury_reopen, name="reopen"),
    path("<int:pk>/delete/", injuries.injury_delete, name="delete"),
    path("<int:pk>/treatments/new/", care.treatment_create, name="treatment_create"),
    path("treatments/<int:pk>/", care.treatment_update, name="treatment_update"),
    path("treatments/<int:pk>/delete/", care.treatment_delete, name="treatment_delete"),
    path("<int:pk>/way-back/", care.way_back_begin, name="way_back_begin"),
    path("<int:pk>/steps/new/", care.step_create, name="step_create"),
    path("steps/<int:pk>/", care.step_update, name="step_update"),
    path("steps/<int:pk>/pass/", care.step_pass, name="step_pass"),
    path("steps/<int:pk>/delete/", care.step_delete, name="step_delete"),
    path("pain/", pains.pain_list, name="pain_list"),
    path("pain/new/", pains.pain_create, name="pain_create"),
    path("pain/<int:pk>/", pains.pain_update, name="pain_update"),
    path("pain/<int:pk>/morning/", pains.pain_morning, name="pain_morning"),
    path("pain/run/<int:pk>/morning/", pains.run_morning, name="run_morning"),
    path("pain/<int:pk>/delete/", pains.pain_delete, name="pain_delete"),
]
