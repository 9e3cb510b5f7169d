"""The addresses of allauth that are used, under the names it looks for."""

from __future__ import annotations

from allauth.account.views import logout
from django.urls import path

from gaitlog.accounts import views

urlpatterns = [
    path("login/", views.LoginView.as_view(), name="account_login"),
    path("logout/", logout, name="account_logout"),
    path("forgotten/", views.forgotten, name="account_reset_password"),
]
