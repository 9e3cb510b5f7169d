from __future__ import annotations

from django.http import HttpResponse
from django.urls import path


def todo(request, **kwargs):
    return HttpResponse("")


app_name = "injuries"

urlpatterns = [
    path("", todo, name="list"),
    path("new/", todo, name="create"),
    path("<int:pk>/edit/", todo, name="update"),
]
