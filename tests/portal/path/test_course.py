"""The legal course of a strategy on the demonstration partnership, in a real browser."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from .conftest import environment, free_port, serving, wait_until_served
from .course import STEPS, Course
from .hands import Mouse, Touch
from .inspection import Inspection
from .people import seats

pytestmark = pytest.mark.browser
LATER = Path(__file__).with_name("later.py")


@pytest.fixture
def place(prepared: Path, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Address of a demonstration whose calendar the test turns, and its home."""
    home = tmp_path / "home"
    shutil.copytree(prepared, home)
    days, port = home / "days", free_port()
    days.write_text("0", "utf-8")
    base = f"http://127.0.0.1:{port}"
    program = (sys.executable, str(LATER), str(days))
    around = environment(home) | {"TERYTORIA_ADDRESS": base}
    words = ("serve", "--port", str(port))
    with serving(around, home / "serve.log", *words, program=program) as served:
        wait_until_served(served, base)
        with serving(around, home / "work.log", "work", program=program):
            yield base, home


def test_from_a_draft_to_a_year_of_monitoring(place: tuple[str, Path], browser: Browser) -> None:
    base, home = place
    inspection = Inspection(base)
    course = Course(
        base,
        home / "days",
        home / "letters",
        seats(browser, Mouse, inspection),
        seats(browser, Touch, inspection),
    )
    try:
        for step in STEPS:
            step(course)
    finally:
        course.leave(os.environ.get("TERYTORIA_PICTURES", ""))
    assert inspection.faults == []
