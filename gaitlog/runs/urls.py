from __future__ import annotations

from django.urls import path

from gaitlog.runs import form_note_views, plan_views, strike_views, views

app_name = "runs"

urlpatterns = [
    path("", views.run_list, name="list"),
    path("new/", views.run_create, name="create"),
    path("preview/", views.run_preview, name="preview"),
    path("plans/", plan_views.plan_list, name="plan_list"),
    path("plans/new/", plan_views.plan_create, name="plan_create"),
    path("plans/<int:pk>/", plan_views.plan_update, name="plan_update"),
    path("plans/<int:pk>/delete/", plan_views.plan_delete, name="plan_delete"),
    path("plans/<int:pk>/done/", plan_views.plan_done, name="plan_done"),
    path("strikes/new/", strike_views.strike_create, name="strike_create"),
    path("strikes/<int:pk>/", strike_views.strike_update, name="strike_update"),
    path("strikes/<int:pk>/delete/", strike_views.strike_delete, name="strike_delete"),
    path("<int:pk>/form/", form_note_views.form_notes, name="form_notes"),
    path("<int:pk>/form/delete/", form_note_views.form_notes_delete, name="form_notes_delete"),
    path("<int:pk>/", views.run_detail, name="detail"),
    path("<int:pk>/edit/", views.run_update, name="update"),
    path("<int:pk>/delete/", views.run_delete, name="delete"),
]
