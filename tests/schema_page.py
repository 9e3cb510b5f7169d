"""Writes docs/schema.md from the models: ``python -m tests.schema_page``. A test compares them."""

from __future__ import annotations

from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "schema.md"

HEAD = """# The tables

What gaitlog stores, table by table. Every row has an owner, and a `uid` that names it outside
its database. Seconds, metres, millimetres, grams and steps per minute are stored whole; the
unit is in the name. This page is written from the models by `python -m tests.schema_page`.
"""


def page() -> str:
    from django.apps import apps

    parts = [HEAD]
    for model in apps.get_models():
        if model.__module__.startswith("gaitlog."):
            parts.append(_table(model))
    return "\n".join(parts)


def _table(model) -> str:
    lines = [
        f"## {model._meta.label}\n",
        f"{(model.__doc__ or '').strip().splitlines()[0]}\n",
        "| column | kind | |",
        "|---|---|---|",
    ]
    for field in model._meta.concrete_fields:
        target = field.related_model
        kind = f"→ {target._meta.label}" if target else field.get_internal_type()
        remarks = []
        if field.null:
            remarks.append("may be empty")
        if field.choices:
            remarks.append(", ".join(f"`{value}`" for value, _ in field.flatchoices if value != ""))
        lines.append(f"| `{field.column}` | {kind} | {'; '.join(remarks)} |")
    rules = [f"`{constraint.name}`" for constraint in model._meta.constraints]
    if rules:
        lines.append(f"\nHeld by the database: {', '.join(rules)}.")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    PAGE.write_text(page(), encoding="utf-8")
