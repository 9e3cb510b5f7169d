"""Every form that changes what there is brings along what its sender saw of it."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import resolve

from tests.access.policy import POLICY
from tests.access.probe import address
from tests.access.whole_log import make_log
from tests.factories import UserFactory

NOTHING_TO_OVERWRITE = {
    "accounts:change_password": "it asks for the password that there is",
    "accounts:delete_account": "it asks for the password, and deletes",
    "dashboard:weeks": "the log has no week from memory; each week brings its own along",
    "dashboard:welcome": "as the weeks from memory; the settings of a new runner are nobody's yet",
    "drills:create_drill": "a new row; its name is taken once it is saved",
    "focus:create": "a new row; its name is taken once it is saved",
    "recordings:give_date": "a file waits for its day once, and is gone then",
    "recordings:upload": "new rows; a file that is there already is known by its content",
    "recovery:create": "a new row; its name is taken once it is saved",
    "recovery:pause": "a new row; one of the same days is refused",
    "sharing:create": "a new row; a link is never changed, only replaced or switched off",
    "shoes:create": "a new row; its name is taken once it is saved",
    "shoes:merge": "it says which pair takes the place of another, with a way back",
}


class Forms(HTMLParser):
    """The forms of a page that are posted: where to, their hidden values, what is filled in."""

    def __init__(self, url, page):
        super().__init__()
        self.url, self.found, self.is_inside = url, [], False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag == "form":
            self.is_inside = said.get("method") == "post"
            if self.is_inside:
                self.found.append((said.get("action") or self.url, {}, set()))
        elif self.is_inside and tag in {"input", "textarea", "select"} and "name" in said:
            _, hidden, filled_in = self.found[-1]
            if said.get("type") == "hidden":
                hidden[said["name"]] = said.get("value")
            else:
                filled_in.add(said["name"])

    def handle_endtag(self, tag):
        if tag == "form":
            self.is_inside = False


@pytest.fixture
def forms(db):
    """What is sent by each form of a whole log where something is filled in, by its address."""
    log = make_log(UserFactory(username="nora"))
    browser = Client()
    browser.force_login(log["user"])
    sent = {}
    for name, (who, kind) in POLICY.items():
        if who not in {"user", "owner"}:
            continue
        url = address(name, log[kind] if kind else None)
        response = browser.get(url, {"ask": ""})
        page = b"".join(response)  # read to its end, a file is closed
        if "html" not in response.headers.get("Content-Type", ""):
            continue
        for to, hidden, filled_in in Forms(url, page.decode()).found:
            if filled_in:
                sent.setdefault(resolve(to.partition("?")[0]).view_name, []).append(hidden)
    return sent


def test_each_form_brings_along_what_was_seen_or_the_uid_of_a_new_row(forms):
    bare = {
        name
        for name, sent in forms.items()
        for hidden in sent
        if not any(hidden.get(mark) for mark in ("seen", "version", "uid"))
    }
    assert bare == set(NOTHING_TO_OVERWRITE)


def test_each_page_that_changes_a_row_has_such_a_form(forms):
    changing = {name for name in POLICY if "update" in name}
    assert changing - forms.keys() == set()
    assert changing & NOTHING_TO_OVERWRITE.keys() == set()
