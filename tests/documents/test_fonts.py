"""The typeface in the forms the writers need."""

from __future__ import annotations

import base64
import io
import struct

import pytest
from fontTools.ttLib import TTFont

from terytoria.documents.theme import FONT_FAMILY
from terytoria.documents.writers import fonts
from terytoria.documents.writers.png import png, pngs

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


def test_png_draws_letters_and_nothing_moves_them() -> None:
    """Words leave dots, other words other dots, and the same words the same bytes."""

    def drawn(words: str) -> bytes:
        return png(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20" width="60" height="20">'
            f'<text x="2" y="15" font-family="{FONT_FAMILY}">{words}</text></svg>'
        )

    assert drawn("Łęgi") == drawn("Łęgi")
    assert len({drawn("Łęgi"), drawn("Legi"), drawn("")}) == 3


def test_many_pictures_are_drawn_as_one_by_one() -> None:
    shapes = {
        name: f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} 9">'
        f'<circle cx="4" cy="4" r="3" fill="{fill}"/></svg>'
        for name, size, fill in (("a", 9, "#145a76"), ("b", 30, "#b3361e"))
    }
    assert pngs(shapes) == {name: png(svg) for name, svg in shapes.items()}
    assert [struct.unpack(">2I", pngs(shapes)[name][16:24]) for name in "ab"] == [
        (18, 18),
        (60, 18),
    ]
    assert pngs({}) == {}
