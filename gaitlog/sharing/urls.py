from __future__ import annotations

from django.urls import path

from gaitlog.sharing import coach_views, views

app_name = "sharing"

urlpatterns = [
    path("coach-links/", views.link_list, name="list"),
    path("coach-links/new/", views.link_create, name="create"),
    path("coach-links/<int:pk>/preview/", views.link_preview, name="preview"),
    path("coach-links/<int:pk>/file/", views.link_file, name="file"),
    path("coach-links/<int:pk>/replace/", views.link_replace, name="replace"),
    path("coach-links/<int:pk>/revoke/", views.link_revoke, name="revoke"),
    path("s/<str:token>", coach_views.enter, name="enter"),
    path("coach/<str:public_id>/", coach_views.visit, name="visit"),
]
