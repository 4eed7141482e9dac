"""The tour of the portal in ``docs``: every picture is drawn by the command, kept, and small."""

from __future__ import annotations

import importlib.util
import re
import struct
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).parents[3] / "docs"
LARGEST = 2_500_000
"""Bytes of all pictures together."""


@pytest.fixture(scope="module")
def tour() -> ModuleType:
    """The module that draws the tour."""
    spec = importlib.util.spec_from_file_location("tour_pictures", DOCS / "tour_pictures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_every_picture_of_the_tour_is_drawn_and_shown(tour: ModuleType) -> None:
    shown = re.findall(r"\(pictures/([a-z-]+)\.png\)", (DOCS / "tour.md").read_text("utf-8"))
    assert shown == [view.name for view in tour.TOUR]


def test_pictures_are_kept_in_their_widths_and_small(tour: ModuleType) -> None:
    for view in tour.TOUR:
        head = (DOCS / "pictures" / f"{view.name}.png").read_bytes()[16:24]
        assert struct.unpack(">II", head) == view.size, view.name
    files = (DOCS / "pictures").glob("*.png")
    assert sum(file.stat().st_size for file in files) < LARGEST


def test_a_demonstration_that_ended_is_a_fault_with_a_remedy(tour: ModuleType) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    with pytest.raises(RuntimeError, match="run `terytoria demo`"):
        tour.wait_until_answered(ended, "http://127.0.0.1:9")
