from __future__ import annotations

from django.urls import path

from gaitlog.accounts import views

app_name = "accounts"

urlpatterns = [
    path("setup/<str:token>/", views.setup, name="setup"),
    path("join/<str:token>/", views.join, name="join"),
    path("password/<str:token>/", views.choose_password, name="choose_password"),
    path("demo/<str:token>/", views.look_around, name="look_around"),
    path("demo-leave/", views.leave_demo, name="leave_demo"),
    path("settings/", views.preferences, name="preferences"),
    path("settings/password/", views.change_password, name="change_password"),
    path("settings/sign-out-everywhere/", views.sign_out_everywhere, name="sign_out_everywhere"),
    path("settings/people/", views.people, name="people"),
    path("settings/people/invite/", views.invite, name="invite"),
    path("settings/people/<int:pk>/remove/", views.remove_member, name="remove_member"),
    path("settings/delete-account/", views.delete_account, name="delete_account"),
    path("goodbye/", views.deleted, name="deleted"),
]
