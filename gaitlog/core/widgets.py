"""The usual widgets, drawn in Python: a form has dozens, and a template for each costs more
than all the rest of its page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

Widget = Mapping[str, Any]


def attributes(attrs: Mapping[str, Any]) -> SafeString:
    """Attributes as they stand in a tag; True is a bare name, False is none."""
    return mark_safe(  # noqa: S308  each part is escaped
        "".join(
            f" {conditional_escape(name)}"
            if value is True
            else f' {conditional_escape(name)}="{conditional_escape(str(value))}"'
            for name, value in attrs.items()
            if value is not False
        )
    )


def drawn_input(widget: Widget) -> SafeString:
    value = widget["value"]
    return format_html(
        '<input type="{}" name="{}"{}{}>',
        widget["type"],
        widget["name"],
        "" if value is None else format_html(' value="{}"', str(value)),
        attributes(widget["attrs"]),
    )


def drawn_textarea(widget: Widget) -> SafeString:
    return format_html(
        '<textarea name="{}"{}>\n{}</textarea>',
        widget["name"],
        attributes(widget["attrs"]),
        widget["value"] or "",
    )


def drawn_select(widget: Widget) -> SafeString:
    return format_html(
        '<select name="{}"{}>{}\n</select>',
        widget["name"],
        attributes(widget["attrs"]),
        format_html_join("", "{}", ((drawn_group(*group),) for group in widget["optgroups"])),
    )


def drawn_group(name: str | None, options: Iterable[Widget], index: int) -> SafeString:
    drawn = format_html_join(
        "",
        '\n  <option value="{}"{}>{}</option>\n',
        ((str(one["value"]), attributes(one["attrs"]), one["label"]) for one in options),
    )
    if not name:
        return drawn
    return format_html('\n  <optgroup label="{}">{}\n  </optgroup>', name, drawn)


DRAWN: dict[str, Callable[[Widget], SafeString]] = {
    "django/forms/widgets/select.html": drawn_select,
    "django/forms/widgets/textarea.html": drawn_textarea,
    **{
        f"django/forms/widgets/{name}.html": drawn_input
        for name in ("input", "text", "number", "date", "time", "hidden", "password", "checkbox")
    },
}


class Renderer(DjangoTemplates):
    """Django's own, but for the widgets that are drawn here."""

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        widget = context.get("widget", {})
        if template_name == "django/forms/widgets/radio_option.html" and not widget["wrap_label"]:
            return drawn_input(widget)
        draw = DRAWN.get(template_name)
        return draw(widget) if draw else super().render(template_name, context, request)
