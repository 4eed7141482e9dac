"""Colours: readable in both themes, and the same as on the public pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from terytoria.portal import design, publishing

STATIC = Path(design.__file__).parent / "static" / "design"
TOKENS = (STATIC / "tokens.css").read_text(encoding="utf-8")
PUBLIC = Path(publishing.__file__).parent / "static" / "publishing" / "page.css"
SHARED = ("ink", "muted", "rule", "paper", "surface", "accent", "deep", "pale")
TEXTS = (
    *((ink, ground) for ink in ("ink", "muted", "accent") for ground in ("paper", "surface")),
    *((ink, "raised") for ink in ("ink", "muted", "accent")),
    *((ink, "pale") for ink in ("ink", "accent", "deep")),
    *((kind, f"{kind}-ground") for kind in ("success", "warning", "error")),
    *(("ink", f"{kind}-ground") for kind in ("success", "warning", "error")),
    *((ink, "paper") for ink in ("error", "success", "warning", "deep")),
    *(("on-accent", ground) for ground in ("accent", "deep")),
    ("paper", "error"),
)
SHAPES = (("line", "paper"), ("line", "surface"), ("accent", "paper"), ("error", "paper"))


def values(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", css))


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


LIGHT = values(TOKENS.split("@media")[0])
DARK = LIGHT | values(TOKENS.split("@media")[1])
PAPER = values((STATIC / "print.css").read_text(encoding="utf-8"))
THEMES = {"light": LIGHT, "dark": DARK, "paper": LIGHT | PAPER}


def test_the_measure_itself() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXTS)
def test_text_is_readable(theme: str, ink: str, ground: str) -> None:
    colours = THEMES[theme]
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_edges_of_controls_are_seen(theme: str, shape: str, ground: str) -> None:
    colours = THEMES[theme]
    assert contrast(colours[shape], colours[ground]) >= 3


@pytest.mark.parametrize("name", SHARED)
def test_the_public_pages_have_the_same_colour(name: str) -> None:
    assert LIGHT[name] == values(PUBLIC.read_text(encoding="utf-8"))[name]


def test_dark_and_paper_replace_every_colour() -> None:
    assert values(TOKENS.split("@media")[1]).keys() == LIGHT.keys() == PAPER.keys()


@pytest.mark.parametrize("sheet", sorted(STATIC.glob("*.css")), ids=lambda sheet: sheet.name)
def test_sheets_use_tokens_only(sheet: Path) -> None:
    """Every property used is defined; no address leads elsewhere; the sheet can be read."""
    css = sheet.read_text(encoding="utf-8")
    defined = set(re.findall(r"(--[a-z0-9-]+):", TOKENS))
    assert set(re.findall(r"var\((--[a-z0-9-]+)", css)) <= defined
    assert not re.search(r"https?:|//|@import|!important", css)
    assert len(css.splitlines()) < 300
