from __future__ import annotations

from django.http import HttpResponse
from django.urls import path


def todo(request, **kwargs):
    return HttpResponse("")


app_name = "sharing"

urlpatterns = [
    path("coach-links/", todo, name="list"),
]
