"""Ids of units: TERYT codes out of them, and the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.statistics.sources.bdl.errors import PayloadError
from terytoria.statistics.sources.bdl.unit_ids import (
    is_part,
    level_of,
    teryt_of,
)
from terytoria.territory import Level

# Checked against the register of the office.
GOLDEN = {
    "011212001011": "1201011",
    "011212161011": "1261011",
    "051011818032": "1018032",
    "023015706012": "3006012",
    "023015706000": "3006",
    "023000000000": "30",
    "000000000000": "PL",
}


@pytest.mark.parametrize(("bdl_id", "code"), GOLDEN.items())
def test_known_units(bdl_id: str, code: str) -> None:
    assert teryt_of(bdl_id) == code


def test_levels() -> None:
    assert [level_of(each) for each in list(GOLDEN)[-4:]] == [
        Level.GMINA,
        Level.POWIAT,
        Level.VOIVODESHIP,
        Level.COUNTRY,
    ]
    assert level_of("020000000000") is None


@pytest.mark.parametrize("other", ["020000000000", "023010000000", "023015700000"])
def test_regions_have_no_code(other: str) -> None:
    assert teryt_of(other) is None
    assert not is_part(other)


@pytest.mark.parametrize("kind", "045678 9".replace(" ", ""))
def test_parts_of_gminas_have_no_code(kind: str) -> None:
    assert teryt_of("05101181803" + kind) is None
    assert is_part("05101181803" + kind)


@pytest.mark.parametrize("odd", ["023015700012", "023015706001", "020000006000"])
def test_ids_that_make_no_sense_have_no_code(odd: str) -> None:
    assert teryt_of(odd) is None


@pytest.mark.parametrize("lost", [11212001011, "11212001011", 0, "0", "1201011", True])
def test_a_lost_zero_is_named(lost: object) -> None:
    with pytest.raises(PayloadError, match="zgubiono zero na początku"):
        teryt_of(lost)


@pytest.mark.parametrize(
    "odd", ["", "0112120010111", "01121200101a", "01121200101²", " 1121200101 ", None, 1.5, [], {}]
)
def test_what_is_no_id_is_refused(odd: object) -> None:
    with pytest.raises(PayloadError, match="12 cyfr"):
        teryt_of(odd)


@given(st.from_regex(r"[0-9]{12}", fullmatch=True))
def test_every_id_has_a_code_of_a_level_or_none(bdl_id: str) -> None:
    code = teryt_of(bdl_id)
    if code is None:
        assert level_of(bdl_id) is None
    else:
        assert code == "PL" or "".join(bdl_id[2:4] + bdl_id[7:]).startswith(code)
        assert (level_of(bdl_id) is Level.GMINA) == (len(code) == 7)
    assert not (code and is_part(bdl_id))
