"""The command that draws the pictures of the documentation."""

from __future__ import annotations

import doctest
import re
import struct
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from playwright.sync_api import Browser

from terytoria.portal.design import differences, icons, tables
from terytoria.portal.design.templatetags import design
from terytoria.portal.design.templatetags.design import register

DOCS = Path(__file__).parents[3] / "docs"


@pytest.mark.browser
def test_pictures_have_their_names_and_widths(
    browser: Browser, pictures: ModuleType, gallery_server: str, tmp_path: Path
) -> None:
    pictures.draw(browser, gallery_server, tmp_path / "new")
    drawn = {
        path.stem: struct.unpack(">II", path.read_bytes()[16:24])
        for path in (tmp_path / "new").glob("*.png")
    }
    assert drawn == {picture.name: (picture.width, pictures.HEIGHT) for picture in pictures.ALL}


def test_every_picture_of_the_page_is_drawn(pictures: ModuleType) -> None:
    shown = re.findall(r"\(pictures/([a-z-]+)\.png\)", (DOCS / "design.md").read_text("utf-8"))
    assert shown
    assert set(shown) <= {picture.name for picture in pictures.ALL}


def test_a_server_that_ended_is_a_fault_with_a_remedy(pictures: ModuleType) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    with pytest.raises(RuntimeError, match="gallery does not answer; run"):
        pictures.wait_until_answered(ended, "http://127.0.0.1:9")


def test_components_of_the_page_exist() -> None:
    """Every tag the page names can be loaded, and every tag there is has its line."""
    text = (DOCS / "design.md").read_text("utf-8")
    table = text.split("## Components")[1].split("## What is tested")[0]
    named = set(re.findall(r"\{% (\w+)", table)) - {"endcard"}
    assert named - {"load", "extends", "block"} == {
        name for name in register.tags if not name.startswith("end")
    }


@pytest.mark.parametrize("module", [differences, icons, tables, design])
def test_examples_in_the_code_run(module: ModuleType) -> None:
    done = doctest.testmod(module)
    assert done.attempted
    assert not done.failed
