"""The usual widgets, drawn in Python: a form has dozens, and a template for each costs more
than all the rest of its page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeData, SafeString, mark_safe

Widget = Mapping[str, Any]


def attributes(attrs: Mapping[str, Any]) -> SafeString:
    """Attributes as they stand in a tag; True is a bare name, False is none."""
    return mark_safe(  # noqa: S308  each part is escaped
        "".join(
            f" {escaped(name)}" if value is True else f' {escaped(name)}="{escaped(value)}"'
            for name, value in attrs.items()
            if value is not False
        )
    )


def escaped(value: Any) -> str:
    """A value as text in HTML; the same as Django's, which looks first whether it is lazy."""
    text = str(value)
    return text if isinstance(text, SafeData) else escape(text)


def drawn_input(widget: Widget) -> SafeString:
    value = widget["value"]
    said = "" if value is None else f' value="{escape(str(value))}"'
    return mark_safe(  # noqa: S308  each part is escaped
        f'<input type="{escaped(widget["type"])}" name="{escaped(widget["name"])}"{said}'
        f"{attributes(widget['attrs'])}>"
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
    drawn = "".join(
        f'\n  <option value="{escaped(one["value"])}"{attributes(one["attrs"])}>'
        f"{escaped(one['label'])}</option>\n"
        for one in options
    )
    if name:
        drawn = f'\n  <optgroup label="{escaped(name)}">{drawn}\n  </optgroup>'
    return mark_safe(drawn)  # noqa: S308  each part is escaped


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
