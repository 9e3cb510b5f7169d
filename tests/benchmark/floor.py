"""The least that a logged-in Django page over years of runs can cost: the floor of the benchmark.

A bare application with sessions, log-in and CSRF, twenty rows of runs, five years of weekly sums
from a table that holds them ready, and one row written on a save.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from django.conf import settings

from gaitlog.core import sqlite

DATA = Path(os.environ["FLOOR_DATA"])
BASE = """<!doctype html><html lang="en"><head><title>{% block t %}{% endblock %}</title></head>
<body><nav>{{ user.username }}{% for m in messages %}{{ m }}{% endfor %}
<form method="post" action="/out">{% csrf_token %}</form></nav>
{% block b %}{% endblock %}</body></html>"""
LOGIN = """{% extends "base" %}{% block b %}<form method="post">{% csrf_token %}{{ form.as_p }}
</form>{% endblock %}"""
PAGE = """{% extends "base" %}{% block t %}Runs{% endblock %}{% block b %}
<p>{{ count }} runs</p><table>
{% for run in runs %}<tr><td>{{ run.id }}</td><td>{{ run.on }}</td><td>{{ run.distance_m }}</td>
<td>{{ run.moving_s }}</td></tr>{% endfor %}</table>{{ weeks|json_script:"w" }}{% endblock %}"""

settings.configure(
    SECRET_KEY="x" * 50,
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    LOGIN_URL="/login/",
    LOGIN_REDIRECT_URL="/page/",
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    DATABASES={"default": sqlite.database(DATA / "floor.sqlite3")},
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ],
                "loaders": [
                    (
                        "django.template.loaders.cached.Loader",
                        [
                            (
                                "django.template.loaders.locmem.Loader",
                                {"base": BASE, "login": LOGIN, "page": PAGE},
                            )
                        ],
                    )
                ],
            },
        }
    ],
)

from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()

from django.contrib.auth.decorators import login_required  # noqa: E402
from django.contrib.auth.views import LoginView  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.shortcuts import redirect, render  # noqa: E402
from django.urls import path  # noqa: E402


class Run(models.Model):
    owner_id = models.IntegerField()
    on = models.DateField()
    distance_m = models.IntegerField()
    moving_s = models.IntegerField()

    class Meta:
        app_label = "auth"
        db_table = "floor_run"

    def __str__(self):
        return f"{self.on}"


@login_required
def page(request):
    runs = Run.objects.filter(owner_id=1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT week, gait, seconds FROM floor_week WHERE owner_id = 1")
        weeks = cursor.fetchall()
    context = {"runs": list(runs.order_by("-on")[:20]), "count": runs.count(), "weeks": weeks}
    return render(request, "page", context)


@login_required
def save(request):
    Run.objects.create(owner_id=1, on=request.POST["on"], distance_m=8100, moving_s=2700)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO floor_week VALUES (1, 260, 0, 100)"
            " ON CONFLICT DO UPDATE SET seconds = seconds + 100"
        )
    return redirect("/page/")


urlpatterns = [
    path("login/", LoginView.as_view(template_name="login")),
    path("page/", page),
    path("save/", save),
]


def fill():
    """5,000 runs and 783 sums of weeks, and somebody to log in."""
    import datetime as dt

    from django.contrib.auth.models import User
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    first = dt.date(2021, 11, 22)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE floor_run (id INTEGER PRIMARY KEY, owner_id INT, 'on' TEXT,"
            " distance_m INT, moving_s INT)"
        )
        cursor.execute(
            "CREATE TABLE floor_week (owner_id INT, week INT, gait INT, seconds INT,"
            " PRIMARY KEY (owner_id, week, gait)) WITHOUT ROWID"
        )
        cursor.execute("CREATE INDEX floor_run_on ON floor_run (owner_id, 'on')")
        cursor.executemany(
            "INSERT INTO floor_week VALUES (1, %s, %s, %s)",
            [(week, gait, 2000) for week in range(261) for gait in range(3)],
        )
    Run.objects.bulk_create(
        Run(
            owner_id=1,
            on=first + dt.timedelta(days=n * 1826 // 5000),
            distance_m=8000,
            moving_s=2700,
        )
        for n in range(5000)
    )
    User.objects.create_user("nora", password="four quiet lampposts home")


if __name__ == "__main__" and "fill" in sys.argv:
    fill()
