from __future__ import annotations

from django.urls import path

from gaitlog.shoes import views

app_name = "shoes"

urlpatterns = [
    path("", views.shoe_list, name="list"),
    path("new/", views.shoe_create, name="create"),
    path("<int:pk>/", views.shoe_detail, name="detail"),
    path("<int:pk>/edit/", views.shoe_update, name="update"),
    path("<int:pk>/retire/", views.shoe_retire, name="retire"),
    path("<int:pk>/use-again/", views.shoe_use_again, name="use_again"),
    path("<int:pk>/merge/", views.shoe_merge, name="merge"),
    path("<int:pk>/delete/", views.shoe_delete, name="delete"),
]
