"""The whole path of a partnership in a real browser, against the real server and worker."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from terytoria.portal.partnerships.country import Country
from terytoria.statistics.snapshot import Snapshot

from .conftest import Place
from .hands import HANDS, Hand
from .inspection import Inspection
from .people import seats
from .story import STEPS, Tale, neighbours

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("hand", HANDS, ids=lambda hand: hand.name)
def test_a_partnership_from_the_map_to_the_public_page(
    hand: type[Hand], place: Place, snapshot: Snapshot, browser: Browser
) -> None:
    inspection = Inspection(place.base)
    register = snapshot.register
    units = neighbours(snapshot)
    country = Country.of(snapshot)
    names = tuple((code, country.label(code)) for code in units)
    region = register.unit(units[0][:2]).name
    tale = Tale(place, seats(browser, hand, inspection), names, region)
    for step in STEPS:
        try:
            step(tale)
        except Exception:
            keep_pictures(tale)
            raise
    assert inspection.faults == []


def keep_pictures(tale: Tale) -> None:
    """What everybody sees when a step fails, where ``TERYTORIA_PICTURES`` asks for it."""
    folder = os.environ.get("TERYTORIA_PICTURES")
    for name, person in tale.company.items() if folder else ():
        if not person.page.is_closed():
            person.page.screenshot(path=Path(folder or "") / f"{name}.png", full_page=True)
