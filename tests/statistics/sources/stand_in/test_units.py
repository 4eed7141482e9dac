"""Ids of units: golden cases, the way back, the chain of parents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.statistics.snapshot import Snapshot
from terytoria.statistics.sources.bdl.stand_in.units import DIGITS, OfficeUnits, unit_ids
from terytoria.territory import Kind, Level, Register, Unit

GOLDEN = {
    "1201": "011212001000",
    "1201011": "011212001011",
    "1201022": "011212001022",
    "1261": "011212161000",
    "1261011": "011212161011",
    "1018032": "051011818032",
    "3006012": "023015706012",
    "1465": "071412865000",
    "2261": "042214361000",
    "0264011": "030210564011",
    "30": "023000000000",
    "PL": "000000000000",
}


def unit_of(code: str) -> Unit:
    level = {2: Level.VOIVODESHIP, 4: Level.POWIAT, 7: Level.GMINA}[len(code)]
    kinds = {"1": Kind.URBAN, "2": Kind.RURAL, "3": Kind.URBAN_RURAL}
    kind = kinds.get(code[6:], Kind.POWIAT)
    parent = {2: "PL", 4: code[:2], 7: code[:4]}[len(code)]
    if code == "PL":
        return Unit("PL", "Polska", Level.COUNTRY, Kind.COUNTRY, "", 1.0)
    return Unit(code, f"U{code}", level, kind, parent, 1.0)


def register_of(gminas: set[str]) -> Register:
    codes = gminas | {code[:4] for code in gminas} | {code[:2] for code in gminas} | {"PL"}
    return Register(map(unit_of, sorted(codes)))


codes = st.builds(
    "{:02d}{:02d}{:02d}{}".format,
    st.integers(2, 32),
    st.integers(1, 80),
    st.integers(1, 30),
    st.sampled_from("123"),
)
countries = st.sets(codes, min_size=1, max_size=40).map(register_of)


class TestIds:
    def test_known_ones(self) -> None:
        ids = unit_ids(Register(map(unit_of, GOLDEN)))
        assert ids == GOLDEN

    @given(countries)
    def test_the_way_back(self, register: Register) -> None:
        ids = unit_ids(register)
        assert len(set(ids.values())) == len(ids)
        for code, id_ in ids.items():
            assert len(id_) == 12
            assert id_.isdigit()
            if len(code) == 7:
                assert id_[2:4] + id_[7:9] + id_[9:11] + id_[11] == code
            if len(code) == 4:
                assert id_[2:4] + id_[7:9] == code

    @given(countries)
    def test_the_chain_of_parents(self, register: Register) -> None:
        units = OfficeUnits(register)
        for unit in units.all:
            chain = [unit]
            while chain[-1].parent:
                chain.append(units.all[units.row[chain[-1].parent]])
            assert [each.level for each in chain] == list(range(unit.level, -1, -1))
            assert all(unit.id.startswith(each.id[: DIGITS[each.level]]) for each in chain)

    @given(countries)
    def test_urban_rural_gminas_have_two_parts(self, register: Register) -> None:
        units = OfficeUnits(register)
        gminas, towns, rest, shares = units.parts()
        mixed = [code for code in register.gminas if code.endswith("3")]
        assert sorted(units.all[row].code for row in gminas) == mixed
        for gmina, town, rural in zip(gminas, towns, rest, strict=True):
            whole, first, second = (units.all[row] for row in (gmina, town, rural))
            assert (first.whole, second.whole) == (whole.code, whole.code)
            assert (first.kind, second.kind) == ("4", "5")
            assert first.share + second.share == pytest.approx(1)
        assert ((shares >= 0.3) & (shares <= 0.7)).all()


class TestRows:
    @given(countries, st.data())
    def test_below_is_what_the_chain_says(self, register: Register, data: st.DataObject) -> None:
        units = OfficeUnits(register)
        top = data.draw(st.sampled_from(units.all))
        told = {units.all[row].id for row in units.rows(parent=top.id)}
        expected = set()
        for unit in units.all:
            above = unit.parent
            while above and above != top.id:
                above = units.all[units.row[above]].parent
            expected |= {unit.id} if above else set()
        assert told == expected

    def test_a_level_inside_a_unit(self, register: Register) -> None:
        units = OfficeUnits(register)
        powiat = units.ids["3217"]
        codes = [units.all[row].code for row in units.rows(6, powiat)]
        assert codes == ["3217011", "3217023", "3217024", "3217025", "3217052"]
        assert list(units.rows(7)) == []

    def test_rows_of_a_level_follow_the_register(self, register: Register) -> None:
        units = OfficeUnits(register)
        for level in Level:
            rows = units.rows_of(register, level)
            assert tuple(units.all[row].code for row in rows) == register.of_level(level)


@pytest.mark.parametrize(
    ("code", "name"),
    [("3217", "Powiat wałecki"), ("32", "ZACHODNIOPOMORSKIE"), ("3217011", "Wałcz")],
)
def test_names_as_the_office_writes_them(register: Register, code: str, name: str) -> None:
    units = OfficeUnits(register)
    assert units.all[units.row[units.ids[code]]].name == name


def test_cities_are_named_as_powiats() -> None:
    city = Unit("1261", "Kraków", Level.POWIAT, Kind.CITY_WITH_POWIAT_RIGHTS, "12", 1.0)
    units = OfficeUnits(Register([city, unit_of("12")]))
    assert "Powiat m. Kraków" in {unit.name for unit in units.all}


@pytest.mark.poland
def test_poland(poland: Snapshot) -> None:
    units = OfficeUnits(poland.register)
    assert units.ids["1201022"] == "011212001022"
    gminas = [unit for unit in units.all if unit.kind in ("1", "2", "3")]
    assert len(gminas) == len(poland.register.gminas)
    mixed = sum(unit.kind == "3" for unit in gminas)
    assert len(units.rows(6)) == len(gminas) + 2 * mixed > 3_900
    assert {units.all[row].id[:2] for row in units.rows(1)} == {f"0{n}" for n in range(1, 8)}
