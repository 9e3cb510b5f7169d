from __future__ import annotations

from django.urls import path

from gaitlog.core import views

app_name = "core"

urlpatterns = [path("manifest.webmanifest", views.manifest, name="manifest")]
