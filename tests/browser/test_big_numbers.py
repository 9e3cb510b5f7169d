"""Numbers of a long log stay inside their cells on a narrow screen."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from tests.browser.conftest import PHONE, Visitor
from tests.browser.server import Server

pytestmark = pytest.mark.browser

NARROW = {"width": 320, "height": 640}
TODAY = dt.datetime.now(dt.UTC).date()
WEEK = TODAY - dt.timedelta(days=TODAY.weekday())
TOO_WIDE = """() => {
  const faults = [], boxes = [];
  for (const figures of document.querySelectorAll(".figures")) {
    const frame = figures.getBoundingClientRect();
    for (const dd of figures.querySelectorAll("dd")) {
      const range = document.createRange();
      range.selectNodeContents(dd);
      const text = range.getBoundingClientRect(), cell = dd.parentElement.getBoundingClientRect();
      const isInside = text.right <= Math.min(cell.right, frame.right) + .5;
      if (!isInside) faults.push(`${dd.textContent} leaves its cell`);
      for (const [said, other] of boxes) {
        const apart = text.left >= other.right + 4 || other.left >= text.right + 4
          || text.top >= other.bottom || other.top >= text.bottom;
        if (!apart) faults.push(`${dd.textContent} touches ${said}`);
      }
      boxes.push([dd.textContent, text]);
    }
  }
  return [boxes.map(([said]) => said), faults];
}"""


@pytest.fixture(scope="module")
def server():
    server = Server()
    server.add_runner("nora")
    yield server
    server.stop()


@pytest.fixture(scope="module")
def log(browser, server):
    """The cookies of a runner of very long runs, and the address of one of them."""
    visitor = Visitor(browser, server)
    visitor.log_in("nora")
    visitor.skip_welcome()
    page = visitor.page
    for on in (WEEK - dt.timedelta(days=7), WEEK - dt.timedelta(days=6), TODAY):
        page.goto("/runs/new/")
        page.get_by_label("Time", exact=True).fill("47:59:00")
        page.get_by_label("Sections").fill("76 pose, 72 walk")
        page.locator("summary", has_text="Distance and start").click()
        page.get_by_label("Distance").fill("212.34")
        page.get_by_label("Date").fill(on.isoformat())
        page.get_by_role("button", name="Save the run").click()
        page.wait_for_url(re.compile(r"/runs/\d+/"))
    yield visitor.context.storage_state(), page.url
    visitor.context.close()


@pytest.mark.parametrize("viewport", [NARROW, PHONE], ids=["narrow", "phone"])
def test_no_figure_is_wider_than_its_cell(log, visitor, viewport):
    state, run = log
    page = visitor(viewport, storage_state=state).page
    wanted = {
        "/": "1:16:00",
        f"/weeks/{WEEK - dt.timedelta(days=7)}/": "93:34",
        "/trends/": "140:21",
        run: "47:59:00",
    }
    for path, number in wanted.items():
        page.goto(path)
        said, faults = page.evaluate(TOO_WIDE)
        assert faults == [], path
        assert number in " ".join(said), said
