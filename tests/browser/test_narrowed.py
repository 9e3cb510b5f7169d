"""What a list or chart is narrowed to is named, and taken away with one tap."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(demo_server):
    return demo_server


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("path", ["/trends/", "/runs/"])
def test_one_tap_takes_a_filter_away(state, visitor, path, viewport, script):
    runner = visitor(viewport, storage_state=state, java_script_enabled=script)
    page = runner.page
    page.goto(f"{path}?surface=trail")
    name = page.get_by_role("link", name="Only runs on trail: take this away")
    box = name.bounding_box()
    assert box["height"] >= 44
    assert box["width"] >= 44
    if path == "/trends/":
        assert box["y"] < page.locator("[data-weeks]").bounding_box()["y"]
    if script:
        runner.check(path)
    name.click()
    page.wait_for_url(lambda url: "surface" not in url)
    expect(name).to_have_count(0)


@pytest.mark.parametrize("path", ["/trends/", "/runs/"])
def test_print_tells_the_filter_and_no_cross(state, visitor, path):
    page = visitor(DESK, storage_state=state).page
    page.goto(f"{path}?surface=trail&footing=no_snow")
    page.emulate_media(media="print")
    expect(page.get_by_text("on trail").first).to_be_visible()
    expect(page.locator(".narrowed svg").first).to_be_hidden()
