from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from tests.factories import DAY, PracticeFactory, RunFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("factory", "name"), [(RunFactory, "runs:create"), (PracticeFactory, "drills:create")]
)
def test_offers_whom_one_went_with_before_the_latest_first(client, runner, factory, name):
    for days, companions in [(0, "Ola"), (1, "Kelly"), (2, ""), (3, "Ola"), (2, "Kelly & <Jo>")]:
        factory(owner=runner, companions=companions, on=DAY + dt.timedelta(days=days))
    factory(companions="Somebody else’s friend")
    page = client.get(reverse(name)).content.decode()
    [offered] = page.split('<datalist id="companions">')[1:]
    options = [part.split('"')[0] for part in offered.split("</datalist>")[0].split('value="')[1:]]
    assert options == ["Ola", "Kelly &amp; &lt;Jo&gt;", "Kelly"]
    assert 'list="companions"' in page
