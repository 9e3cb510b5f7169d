from __future__ import annotations

from django.http import HttpResponse
from django.urls import path


def todo(request, **kwargs):
    return HttpResponse("")


app_name = "recordings"

urlpatterns = [
    path("", todo, name="upload"),
    path("run/<int:pk>/", todo, name="of_run"),
]
