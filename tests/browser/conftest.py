"""A real browser against the real server. Any console error and any refused answer fails."""

from __future__ import annotations

import os
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.server import PASSWORD, Server

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


def chromium():
    names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
    found = os.environ.get("GAITLOG_CHROMIUM") or next(filter(None, map(shutil.which, names)), "")
    if not found and os.environ.get("CI"):
        pytest.fail("CI has no Chromium: browser tests may not be skipped there.")
    return found


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
            if not chromium():
                reason = "no Chromium here: install one, or name it in GAITLOG_CHROMIUM"
                item.add_marker(pytest.mark.skip(reason=reason))


SAID = """() => {
  const named = ["aria-label", "title", "alt", "placeholder", "content"];
  const words = [document.title, document.body.innerText];
  for (const element of document.querySelectorAll("*")) {
    for (const name of named) words.push(element.getAttribute(name) ?? "");
    if (element.matches("title, desc, option, .vh, legend")) words.push(element.textContent);
    if (element.matches("input[type=text], textarea")) words.push(element.value);
  }
  return words.join("\\n");
}"""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": chromium(), "args": FLAGS}


@pytest.fixture(scope="module")
def server():
    """A fresh log that nobody has set up."""
    server = Server()
    yield server
    server.stop()


class Visitor:
    """Somebody with a browser of their own."""

    def __init__(self, browser, server, viewport=PHONE, **options):
        touch = viewport["width"] < 600
        self.server = server
        self.context = browser.new_context(
            viewport=viewport,
            has_touch=touch,
            base_url=server.url,
            locale="en-GB",
            timezone_id="Europe/Stockholm",
            **options,
        )
        self.context.set_default_timeout(8000)
        self.faults = []
        self.expected = set()
        self.page = self.context.new_page()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("response", self._answered)

    def _heard(self, message):
        refused = "the server responded with a status" in message.text
        offline = "offline" in self.expected  # then the browser and htmx both complain, rightly
        if message.type == "error" and not refused and not offline:
            self.faults.append(message.text)

    def _answered(self, response):
        if response.status >= 400 and response.status not in self.expected:
            self.faults.append(f"{response.status} {response.request.method} {response.url}")

    def log_in(self, name):
        self.page.goto("/login/")
        self.page.get_by_label("User name").fill(name)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Log in").click()
        self.page.wait_for_url(lambda url: "/login/" not in url)

    def skip_welcome(self):
        self.page.goto("/")
        if "/welcome/" in self.page.url:
            self.page.get_by_role("button", name="Later").click()
            self.page.wait_for_url("**/")

    def check(self, name=""):
        """No fault so far, nothing wider than the screen, nothing that axe finds."""
        assert self.faults == [], name
        width = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert width <= 0, f"{name}: {width} px wider than the screen"
        found = Axe().run(self.page).response["violations"]
        self.faults.clear()  # axe itself tries inline styles, which the page forbids
        assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found] == [], name

    def text(self):
        """What is seen on the page."""
        return self.page.locator("body").inner_text()

    def said(self):
        """All that a page says: what is seen, its title, and what a screen reader reads out."""
        return self.page.evaluate(SAID)


@pytest.fixture(scope="module")
def demo_server():
    """A server with the demo, for a module whose server is that one."""
    server = Server("--demo")
    yield server
    server.stop()


@pytest.fixture(scope="module")
def state(browser, demo_server):
    """The cookies of somebody in the demo."""
    from tests.pictures import log_in_demo

    context = browser.new_context(base_url=demo_server.url)
    log_in_demo(context.new_page(), demo_server)
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def visitor(browser, server):
    """Makes visitors; each is looked at for faults in the end."""
    made = []

    def make(viewport=PHONE, **options):
        visitor = Visitor(browser, server, viewport, **options)
        made.append(visitor)
        return visitor

    yield make
    for one in made:
        one.context.close()
        assert one.faults == []
