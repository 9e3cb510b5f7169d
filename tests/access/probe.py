"""Opens addresses in every way and says what went wrong; used on our views and on planted holes."""

from __future__ import annotations

import io
import re
import zipfile

from django.db import models
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access.whole_log import canary, links_across_owners, rows_of

WAYS = [("get", False), ("post", False), ("get", True), ("post", True), ("head", False)]
ASKED = ["", "filters=1", "more=1", "table=1", "ask", "saved"]  # what a part is asked for by
DIFFERS_EACH_TIME = re.compile(
    r"[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}"
    r'|name="csrfmiddlewaretoken" value="\w+"|"x-csrftoken": "\w+"'
)


def url_names(resolver=None, prefix=""):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            space = f"{entry.namespace}:" if entry.namespace else ""
            yield from url_names(entry, prefix + space)
        elif isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name}"


def address(name, row=None):
    if row is None:
        return reverse(name)
    if isinstance(row, tuple):  # an address of several parts
        return reverse(name, args=row)
    key = row if isinstance(row, str) else row.pk
    return reverse(name, args=[key])


def open_every_way(client, url, data=None):
    """Each way to open an address, with its answer; links are not followed."""
    for method, by_htmx in WAYS:
        headers = {"HX-Request": "true"} if by_htmx else {}
        yield (
            f"{method}{' by htmx' if by_htmx else ''}",
            getattr(client, method)(url, data or {}, headers=headers),
        )


def faults_of_whole_page(client, url):
    """What differs where htmx asks for the whole page: for one that is gone back to, or boosted."""
    found = []
    for asked in ASKED:
        usual = _page_of(client.get(f"{url}?{asked}"))
        for header in ("HX-History-Restore-Request", "HX-Boosted"):
            headers = {"HX-Request": "true", header: "true"}
            if _page_of(client.get(f"{url}?{asked}", headers=headers)) != usual:
                found.append(f"?{asked} by {header}")
    return found


def _page_of(response):
    """An answer's status, where it leads to, and its text, but for what differs each time."""
    text = _content(response).decode(errors="replace")
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    text = DIFFERS_EACH_TIME.sub("", text) if is_page else ""
    return response.status_code, response.headers.get("Location"), text


def faults_for_stranger(url, victim):
    """A stranger is sent to the log-in page, sees nothing and changes nothing."""
    before, found = rows_of(victim), []
    for way, response in open_every_way(Client(), url):
        to = response.headers.get("Location") or response.headers.get("HX-Redirect") or ""
        if not to.startswith("/login/"):
            found.append(f"{way}: {response.status_code}, not sent to the log-in")
        found += _leak(way, response, victim)
    return found + _changed(before, victim)


def faults_for_other(client, url, victim, *, hidden):
    """Another user sees none of the victim's words and changes nothing of theirs.

    ``hidden`` says that the address itself is the victim's: then nothing may be there at all.
    """
    before, found = rows_of(victim), []
    for way, response in open_every_way(client, url):
        if response.status_code >= 500:
            found.append(f"{way}: {response.status_code}")
        if hidden and response.status_code not in {404, 405}:
            found.append(f"{way}: {response.status_code}, should not be found")
        found += _leak(way, response, victim)
    return found + _changed(before, victim)


def faults_of_form(client, url, victim):
    """A form offers none of the victim's rows, and takes none when they are sent all the same."""
    response = client.get(url)
    _content(response)
    form = (response.context or {}).get("form") if response.status_code == 200 else None
    if form is None:
        return []
    found, foreign, usual = [], {}, {}
    for name, field in form.fields.items():
        rows = getattr(field, "queryset", None)
        value = form[name].value()
        if rows is not None and _owned(rows.model):
            theirs = rows.model.objects.filter(owner=victim).first()
            foreign[name] = theirs.pk if theirs else 0
            if rows.model.objects.filter(owner=victim, pk__in=rows.values("pk")).exists():
                found.append(f"{name} offers another user's rows")
        elif value is not None and value is not False:
            usual[name] = field.prepare_value(value)
    before = rows_of(victim)
    for name, key in foreign.items():
        data = {**_plausible(form), **usual, name: key}
        for answer in (client.post(url, data), client.get(url, data)):
            found += _leak(f"{name}={key}", answer, victim)
        found += [f"{name}: {link}" for link in links_across_owners()]
    return found + _changed(before, victim)


def _plausible(form):
    """Something for the fields that have to be filled in."""
    samples = {"name": "Something", "time": "30:00", "minutes": "20", "on": "2026-03-02"}
    return {
        name: samples.get(name)
        or (
            field.choices[1][0]
            if getattr(field, "choices", None) and len(list(field.choices)) > 1
            else "2026-03-02"
            if "on" in name
            else "1"
        )
        for name, field in form.fields.items()
        if field.required and getattr(field, "queryset", None) is None
    }


def _owned(model: type[models.Model]):
    return any(field.name == "owner" for field in model._meta.fields)


def _leak(way, response, victim):
    said = _content(response).decode(errors="replace") + str(response.headers)
    return [f"{way}: shows {canary(victim)}"] if canary(victim) in said else []


def _content(response):
    """What an answer says, what lies zipped in it included."""
    content = b"".join(response)  # read to its end, a file is closed
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def _changed(before, victim):
    return [] if rows_of(victim) == before else ["rows of another user were changed"]
