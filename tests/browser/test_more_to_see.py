"""What is chosen under the trends stays in its place on the screen, with a script or without."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE

pytestmark = pytest.mark.browser

HEIGHT = "document.documentElement.scrollHeight"


@pytest.fixture(scope="module")
def server(demo_server):
    return demo_server


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_without_a_script_the_page_opens_at_the_fold(state, visitor, viewport):
    page = visitor(viewport, storage_state=state, java_script_enabled=False).page
    page.goto("/trends/")
    for fold in ("Show only", "More to see"):
        page.locator("summary", has_text=fold).click()
        page.locator("details[open]").get_by_role("link", name="Choose").click()
        expect(page.locator("summary", has_text=fold)).to_be_in_viewport()
    page.get_by_role("link", name="Cadence").click()
    expect(page.get_by_role("link", name="Cadence")).to_have_attribute("aria-current", "true")
    expect(page.get_by_role("link", name="Cadence")).to_be_in_viewport()


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_a_switch_stays_under_the_finger(state, visitor, viewport):
    page = visitor(viewport, storage_state=state, reduced_motion="reduce").page
    page.goto("/trends/")
    page.locator("summary", has_text="More to see").click()
    for name in ("Pace", "Cadence", "Pace"):
        chip = page.get_by_role("link", name=name, exact=True)
        chip.evaluate("chip => chip.scrollIntoView({ block: 'center' })")
        at, height = chip.bounding_box()["y"], page.evaluate(HEIGHT)
        chip.click()
        page.wait_for_function(f"height => {HEIGHT} !== height", arg=height)
        assert chip.bounding_box()["y"] == pytest.approx(at, abs=1)
    page.go_back()
    page.go_forward()
    expect(page.locator("#trends")).to_be_visible()
