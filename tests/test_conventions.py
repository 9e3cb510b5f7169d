"""Rules of this code base that no linter knows."""

from __future__ import annotations

import re
from importlib import metadata

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from packaging.requirements import Requirement

from gaitlog.core.portable import REGISTRY

ROOT = settings.BASE_DIR
VIEWS = sorted((ROOT / "gaitlog").glob("*/views*.py")) + sorted(
    (ROOT / "gaitlog").glob("*/views/*.py")
)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
MODELS = [model for model in apps.get_models() if model.__module__.startswith("gaitlog.")]

# Rows that belong to nobody yet, or to the machine: each with its reason.
WITHOUT_OWNER = {
    "accounts.User",  # is the owner
    "accounts.OneTimeLink",  # an invitation is for somebody who is not here yet
    "accounts.LoginFailures",  # counts addresses and names, not users
}
# Never leaves: a coach link is a secret, and what lies in the trash is told by the trash.
NOT_PORTABLE = {"sharing.CoachLink", "core.TrashItem"}
OWNED = [model for model in MODELS if model._meta.label not in WITHOUT_OWNER]
# Views that may name a manager: who has no user yet cannot start from one.
STARTS_ELSEWHERE = {"accounts"}


def short(value):
    return getattr(value, "__name__", None) or "/".join(value.parts[-2:])


@pytest.mark.parametrize("model", OWNED, ids=short)
def test_every_row_belongs_to_somebody(model):
    assert not model._meta.get_field("owner").null
    assert model._meta.get_field("uid").unique


@pytest.mark.parametrize("model", OWNED, ids=short)
def test_every_column_travels(model):
    if model._meta.label in NOT_PORTABLE:
        return
    columns = {field.name for field in model._meta.concrete_fields} - {"id", "uid", "owner"}
    assert columns == set(REGISTRY[model._meta.label_lower].fields)


@pytest.mark.parametrize("path", VIEWS, ids=short)
def test_views_start_from_the_user(path):
    if path.parent.name not in STARTS_ELSEWHERE:
        assert not re.search(r"\.objects\b", path.read_text())


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_templates_hold_no_scripts_styles_or_unescaped_text(path):
    assert not re.search(
        r"<style|<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=|\|safe\b|{% autoescape", path.read_text()
    )


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_templates_say_the_runners_own_word(path):
    assert not re.search(r"\bPose\b", path.read_text())


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_no_address_outside(path):
    assert not re.search(r"""(href|src|action)=["'](https?:)?//""", path.read_text())


@pytest.mark.parametrize("path", sorted((ROOT / "gaitlog").rglob("*.py")), ids=short)
def test_modules_are_small(path):
    assert len(path.read_text().splitlines()) <= 300 or "migrations" in path.parts


@pytest.mark.django_db
def test_migrations_are_up_to_date():
    call_command("makemigrations", check=True, dry_run=True)


def test_the_lock_holds_on_the_day_of_a_new_release():
    """An extra that a dependency asks for is unpinned for pip once a newer release is out."""
    asked = {
        str(requirement)
        for distribution in metadata.distributions()
        for requirement in map(Requirement, distribution.requires or [])
        if requirement.extras
        and (requirement.marker is None or requirement.marker.evaluate({"extra": ""}))
    }
    assert not asked
