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
