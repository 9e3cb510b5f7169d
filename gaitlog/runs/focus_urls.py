from __future__ import annotations

from django.urls import path

from gaitlog.runs import focus_views
from gaitlog.runs import form_note_views as notes

app_name = "focus"

urlpatterns = [
    path("", focus_views.focus_list, name="list"),
    path("new/", focus_views.focus_create, name="create"),
    path("take/", focus_views.focus_take, name="take"),
    path("signs/", notes.sign_list, name="sign_list"),
    path("signs/<int:pk>/", notes.sign_update, name="sign_update"),
    path("signs/<int:pk>/retire/", notes.sign_retire, name="sign_retire"),
    path("signs/<int:pk>/use-again/", notes.sign_use_again, name="sign_use_again"),
    path("signs/<int:pk>/delete/", notes.sign_delete, name="sign_delete"),
    path("<int:pk>/", focus_views.focus_detail, name="detail"),
    path("<int:pk>/edit/", focus_views.focus_update, name="update"),
    path("<int:pk>/retire/", focus_views.focus_retire, name="retire"),
    path("<int:pk>/use-again/", focus_views.focus_use_again, name="use_again"),
    path("<int:pk>/delete/", focus_views.focus_delete, name="delete"),
]
