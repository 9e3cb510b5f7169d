from __future__ import annotations

import re

import pytest
from django.conf import settings

from tests.schema_page import PAGE, page

DOCS = sorted([*(settings.BASE_DIR / "docs").glob("*.md"), settings.BASE_DIR / "README.md"])


def test_the_schema_page_is_that_of_the_models():
    assert PAGE.read_text(encoding="utf-8") == page()


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(path):
    for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


def anchors(path):
    """The headings of a page as links name them."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_every_link_into_a_page_leads_to_a_heading(path):
    for page_name, anchor in re.findall(r"\]\(([\w./-]*\.md)?#([\w-]+)\)", path.read_text("utf-8")):
        target = path.parent / page_name if page_name else path
        assert anchor in anchors(target), f"{page_name}#{anchor}"


RUNNERS = settings.BASE_DIR / "docs" / "runners.md"
TOLD = [*(f"S{n}" for n in range(1, 10)), *(f"C{n}" for n in range(1, 20) if n not in {7})]


def test_every_row_that_was_told_is_answered_once():
    rows = re.findall(r"^\| ([SC]\d+) \|(.+)\|$", RUNNERS.read_text(encoding="utf-8"), re.M)
    assert [mark for mark, _ in rows] == TOLD
    for mark, said in rows:
        cells = [cell.strip() for cell in said.split("|")]
        assert len(cells) == 3, mark
        assert all(cells), mark
        assert "](" in said or "not yet" in said, f"{mark} leads nowhere"
