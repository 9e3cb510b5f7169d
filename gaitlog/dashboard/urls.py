from __future__ import annotations

from django.urls import path

from gaitlog.dashboard import views

app_name = "dashboard"

urlpatterns = [
    path("", views.today, name="today"),
    path("trends/", views.trends, name="trends"),
    path("trends/load/", views.load, name="load"),
    path("injuries/<int:pk>/before/", views.lookback, name="lookback"),
    path("strike/", views.strikes, name="strikes"),
    path("drills/transfer/", views.transfer, name="transfer"),
    path("shoes/exposure/", views.exposure, name="exposure"),
    path("more/", views.more, name="more"),
    path("weeks/", views.weeks, name="weeks"),
    path("weeks/<day:on>/", views.week, name="week"),
    path("welcome/", views.welcome, name="welcome"),
    path("welcome/later/", views.welcome_later, name="welcome_later"),
]
