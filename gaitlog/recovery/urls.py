from __future__ import annotations

from django.http import HttpResponse
from django.urls import path


def todo(request, **kwargs):
    return HttpResponse("")


app_name = "recovery"

urlpatterns = [
    path("", todo, name="week"),
    path("after-run/<int:pk>/", todo, name="after_run"),
    path("<int:pk>/edit/", todo, name="update"),
]
