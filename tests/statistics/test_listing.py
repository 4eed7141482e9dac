"""The page of the catalogue is in step with its data."""

from __future__ import annotations

from pathlib import Path

import pytest

from terytoria.statistics.catalogue import Catalogue
from terytoria.statistics.catalogue.listing import BEGIN, END, listing, rewrite

PAGE = Path(__file__).parents[2] / "docs" / "methods" / "indicators.md"


def test_every_indicator_stands_in_the_listing_once() -> None:
    text = listing(Catalogue.load())
    for each in Catalogue.load().indicators.values():
        assert text.count(f"| {each.id} | {each.name_en} |") == 1
    for area in Catalogue.load().areas.values():
        assert f"· {area.name_pl} ({area.letter})" in text


def test_the_page_is_in_step(tmp_path: Path) -> None:
    copy = tmp_path / PAGE.name
    copy.write_text(PAGE.read_text("utf-8"), encoding="utf-8")
    assert not rewrite(copy, Catalogue.load()), "run: make docs"


def test_a_page_is_rewritten_between_its_marks(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    assert rewrite(page, Catalogue.load())
    text = page.read_text("utf-8")
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    assert "old" not in text
    assert not rewrite(page, Catalogue.load())


def test_a_page_without_marks_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_text("no marks", encoding="utf-8")
    with pytest.raises(ValueError, match="put them in"):
        rewrite(page, Catalogue.load())
