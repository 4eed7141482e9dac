"""TERYT codes: levels by length, and refusal of all else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.territory import CodeError, Level
from terytoria.territory.codes import COUNTRY, level_of, powiat_code, voivodeship_code

GMINAS = st.from_regex(r"[0-9]{7}", fullmatch=True)


@given(GMINAS)
def test_the_head_of_a_gmina_is_its_powiat_and_voivodeship(code: str) -> None:
    assert level_of(code) is Level.GMINA
    assert level_of(powiat_code(code)) is Level.POWIAT
    assert level_of(voivodeship_code(code)) is Level.VOIVODESHIP
    assert powiat_code(powiat_code(code)) == powiat_code(code) == code[:4]
    assert voivodeship_code(powiat_code(code)) == voivodeship_code(code)


@given(st.text(max_size=9))
def test_any_text_has_a_level_or_is_refused_with_the_remedy(text: str) -> None:
    if text == COUNTRY:
        return
    plain = text.isascii() and text.isdigit()
    if plain and len(text) in {2, 4, 7}:
        assert level_of(text)
    else:
        with pytest.raises(CodeError, match="as text with its leading zero"):
            level_of(text)


@pytest.mark.parametrize(
    "code", ["", "3", "321", "32170", "32170230", "321702a", "٣٢", "²²", " 32"]
)
def test_what_is_no_code_is_refused(code: str) -> None:
    with pytest.raises(CodeError):
        level_of(code)


def test_the_country_lies_in_nothing() -> None:
    assert level_of("PL") is Level.COUNTRY
    with pytest.raises(CodeError, match="no voivodeship"):
        voivodeship_code("PL")
    with pytest.raises(CodeError, match="no powiat"):
        powiat_code("PL")
    with pytest.raises(CodeError, match="no powiat"):
        powiat_code("32")
