"""The typeface in the forms the writers need."""

from __future__ import annotations

import base64
import io

import pytest
from fontTools.ttLib import TTFont

from terytoria.documents.theme import FONT_FAMILY
from terytoria.documents.writers import fonts
from terytoria.documents.writers.png import png

POLISH = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ„”–—−…°²€%≥≤→•"


@pytest.mark.parametrize("cut", ["Regular", "Semibold", "It"])
def test_web_font_has_every_polish_letter(cut: str) -> None:
    with TTFont(io.BytesIO(base64.b64decode(fonts.web_font(cut)))) as font:
        known = font.getBestCmap()
        assert {letter for letter in POLISH if ord(letter) not in known} == set()
        digits = {font["hmtx"][known[ord(digit)]][0] for digit in "0123456789"}
        assert len(digits) == 1, "columns of numbers need digits of one width"


def test_web_font_is_small_and_made_once() -> None:
    assert len(fonts.web_font("Regular")) < 40_000
    assert fonts.web_font("Regular") is fonts.web_font("Regular")


def test_office_font_is_plain_truetype_of_the_family() -> None:
    with TTFont(io.BytesIO(fonts.office_font("Bold"))) as font:
        assert font["name"].getDebugName(1) == FONT_FAMILY


def test_folder_holds_the_chosen_cuts_only() -> None:
    names = sorted(path.name for path in fonts.font_folder().iterdir())
    assert names == ["Bold.otf", "It.otf", "Regular.otf", "Semibold.otf", "SemiboldIt.otf"]


def test_missing_package_file_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts.font_source_sans_pro, "font_directory", "nowhere")
    with pytest.raises(fonts.FontError, match=r"SourceSansPro-Black\.ttf"):
        fonts._file("Black", "ttf")


def test_png_draws_letters_in_the_typeface() -> None:
    """Another family would give other dots: the drawn name differs from an unknown one."""

    def drawn(family: str) -> bytes:
        return png(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20" width="60" height="20">'
            f'<text x="2" y="15" font-family="{family}">Łęgi</text></svg>'
        )

    assert drawn(FONT_FAMILY) == drawn(FONT_FAMILY)
    assert drawn(FONT_FAMILY) != drawn("Brak Takiego")
