from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("gaitlog.core.urls")),
    path("", include("gaitlog.accounts.login_urls")),
    path("", include("gaitlog.accounts.urls")),
    path("shoes/", include("gaitlog.shoes.urls")),
    path("runs/", include("gaitlog.runs.urls")),
    path("focus/", include("gaitlog.runs.focus_urls")),
    path("away/", include("gaitlog.runs.away_urls")),
    path("races/", include("gaitlog.runs.race_urls")),
    path("drills/", include("gaitlog.drills.urls")),
    path("import/", include("gaitlog.recordings.urls")),
    path("recovery/", include("gaitlog.recovery.urls")),
    path("injuries/", include("gaitlog.injuries.urls")),
    path("guard/", include("gaitlog.guard.urls")),
    path("data/", include("gaitlog.portability.urls")),
    path("", include("gaitlog.sharing.urls")),
    path("", include("gaitlog.dashboard.urls")),
]

handler400 = "gaitlog.core.views.bad_request"
handler403 = "gaitlog.core.views.permission_denied"
handler404 = "gaitlog.core.views.not_found"
