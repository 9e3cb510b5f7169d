from __future__ import annotations

from django.http import HttpResponse
from django.urls import path


def todo(request, **kwargs):
    return HttpResponse("")


app_name = "dashboard"

urlpatterns = [
    path("", todo, name="today"),
    path("trends/", todo, name="trends"),
    path("more/", todo, name="more"),
    path("welcome/", todo, name="welcome"),
    path("weeks/", todo, name="weeks"),
]
