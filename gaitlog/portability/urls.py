from __future__ import annotations

from django.http import HttpResponse
from django.urls import path


def todo(request, **kwargs):
    return HttpResponse("")


app_name = "portability"

urlpatterns = [
    path("", todo, name="overview"),
    path("trash/<int:pk>/restore/", todo, name="restore"),
]
