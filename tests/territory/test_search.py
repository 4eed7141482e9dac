"""Search by code and by name, on the real register and on the synthetic one."""

from __future__ import annotations

import time
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terytoria.language.places import forms
from terytoria.language.text import fold
from terytoria.statistics.sources.synthetic import write_synthetic
from terytoria.territory.names import edit_distance
from terytoria.territory.queries import Query, read_query
from terytoria.territory.register import Register
from terytoria.territory.search import Match, Reason, find, nearest_codes
from terytoria.territory.unit import Kind, Level, Unit


def _register(folder: Path) -> Register:
    frame = pl.read_parquet(folder / "units.parquet").rename({"type": "kind"})
    return Register.from_frame(frame)


@pytest.fixture(scope="module")
def poland(poland_folder: Path) -> Register:
    return _register(poland_folder)


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory: pytest.TempPathFactory) -> Register:
    folder = tmp_path_factory.mktemp("search")
    write_synthetic(folder, units=120)
    return _register(folder)


@pytest.fixture(scope="module")
def county() -> Register:
    return Register(
        [
            Unit("PL", "Polska", Level.COUNTRY, Kind.COUNTRY, "", 300.0),
            Unit("32", "zachodniopomorskie", Level.VOIVODESHIP, Kind.VOIVODESHIP, "PL", 200.0),
            Unit("3217", "wałecki", Level.POWIAT, Kind.POWIAT, "32", 1415.0),
            Unit("3217011", "Wałcz", Level.GMINA, Kind.URBAN, "3217", 38.0),
            Unit("3217023", "Człopa", Level.GMINA, Kind.URBAN_RURAL, "3217", 349.0),
            Unit("3217043", "Tuczno", Level.GMINA, Kind.URBAN_RURAL, "3217", 250.0),
            Unit("3217052", "Wałcz", Level.GMINA, Kind.RURAL, "3217", 575.0),
        ]
    )


REAL = [
    ("Wałcz", "3217011", Reason.EXACT),
    ("walcz", "3217011", Reason.FOLDED),
    ("w Wałczu", "3217011", Reason.INFLECTED),
    ("miasto Wałcz", "3217011", Reason.EXACT),
    ("mieście Wałczu", "3217011", Reason.INFLECTED),
    ("Wałcz, miasto", "3217011", Reason.EXACT),
    ("gmina wiejska Wałcz", "3217052", Reason.EXACT),
    ("w gminie wiejskiej Wałcz", "3217052", Reason.EXACT),
    ("Wałcz (gmina wiejska)", "3217052", Reason.EXACT),
    ("gmina Wałcz", "3217052", Reason.EXACT),
    ("gmina miejska Wałcz", "3217011", Reason.EXACT),
    ("gm. Tuczno", "3217043", Reason.EXACT),
    ("w Tucznie", "3217043", Reason.INFLECTED),
    ("tucznem", "3217043", Reason.INFLECTED),
    ("powiecie łódzkim wschodnim", "1006", Reason.INFLECTED),
    ("TUCZNO", "3217043", Reason.EXACT),
    ("Człopie", "3217023", Reason.INFLECTED),
    ("czlopy", "3217023", Reason.FOLDED),
    ("miasto Człopa", "3217023", Reason.EXACT),
    ("gmina miejsko-wiejska Człopa", "3217023", Reason.EXACT),
    ("Mirosławec", "3217033", Reason.FUZZY),
    ("Mirosławcu", "3217033", Reason.INFLECTED),
    ("miroslawca", "3217033", Reason.FOLDED),
    ("powiat wałecki", "3217", Reason.EXACT),
    ("powiecie wałeckim", "3217", Reason.INFLECTED),
    ("powiatu waleckiego", "3217", Reason.FOLDED),
    ("pow. wałecki", "3217", Reason.EXACT),
    ("wałecki", "3217", Reason.EXACT),
    ("Nowym Dworze Gdańskim", "2210023", Reason.INFLECTED),
    ("nowego dworu gdanskiego", "2210023", Reason.FOLDED),
    ("nowy dwor gd", "2210023", Reason.PREFIX),
    ("województwo zachodniopomorskie", "32", Reason.EXACT),
    ("w województwie łódzkim", "10", Reason.INFLECTED),
    ("woj. mazowieckie", "14", Reason.EXACT),
    ("kujawsko-pomorskiego", "04", Reason.INFLECTED),
    ("miasto Łódź", "1061011", Reason.EXACT),
    ("powiat Łódź", "1061", Reason.EXACT),
    ("powiat łódzki wschodni", "1006", Reason.EXACT),
    ("m. Bielsko-Biała", "2461011", Reason.EXACT),
    ("bielsku bialej", "2461", Reason.FOLDED),
    ("w Kędzierzynie-Koźlu", "1603011", Reason.INFLECTED),
    ("Nowe Miasto", "1420083", Reason.EXACT),
    ("Nowe Miasto Lubawskie", "2812011", Reason.EXACT),
    ("gmina Nowe Miasto Lubawskie", "2812052", Reason.EXACT),
    ("w Starym Mieście", "3010112", Reason.INFLECTED),
    ("do Zakopanego", "1217011", Reason.INFLECTED),
    ("miasto Szczeicn", "3262011", Reason.FUZZY),
    ("Wlacz", "3217011", Reason.FUZZY),
    ("Ostrowem Wielkopolskim", "3017011", Reason.INFLECTED),
    ("w Ełku", "2805011", Reason.INFLECTED),
    ("gmina Lubin", "0211022", Reason.EXACT),
    ("Polska", "PL", Reason.EXACT),
    ("3217", "3217", Reason.EXACT),
    ("3217023", "3217023", Reason.EXACT),
    ("32170", "3217011", Reason.PREFIX),
    (" pl ", "PL", Reason.EXACT),
]


@pytest.mark.poland
@pytest.mark.parametrize(("query", "code", "reason"), REAL, ids=[row[0] for row in REAL])
def test_query_on_the_register_of_poland(
    query: str, code: str, reason: Reason, poland: Register
) -> None:
    best = find(poland, query)[0]
    assert (best.unit.code, best.reason) == (code, reason)


@pytest.mark.poland
@pytest.mark.parametrize("query", ["w Tucznie", "Mirosławec", "xqzzy wvb", "a", "now"])
def test_register_of_poland_answers_in_a_moment(query: str, poland: Register) -> None:
    find(poland, "Wałcz")
    start = time.perf_counter()
    find(poland, query)
    assert time.perf_counter() - start < 0.5


@pytest.mark.poland
def test_every_gmina_of_poland_is_found_in_the_locative_with_its_kind(poland: Register) -> None:
    words = {Kind.URBAN: "miasto", Kind.RURAL: "gmina wiejska", Kind.URBAN_RURAL: "gmina"}
    for code in poland.gminas[::40]:
        unit = poland.unit(code)
        for form in sorted(forms(unit.name)):
            found = find(poland, f"{words[unit.kind]} {form}", limit=40)
            assert code in {match.unit.code for match in found}, (unit, form)


def test_every_synthetic_name_is_found_in_every_form(synthetic: Register) -> None:
    for code in synthetic.gminas[::6]:
        name = synthetic.unit(code).name
        for form in forms(name) | {fold(form) for form in forms(name)}:
            found = find(synthetic, form, limit=30)
            assert code in {match.unit.code for match in found}, form


def test_twins_of_the_synthetic_country_are_told_apart(synthetic: Register) -> None:
    twins = [code for code in synthetic.gminas if synthetic.has_twin(code)]
    assert twins
    for code in twins:
        unit = synthetic.unit(code)
        word = {Kind.URBAN: "miasto", Kind.RURAL: "gmina wiejska"}.get(unit.kind)
        if word:
            kinds = {match.unit.kind for match in find(synthetic, f"{word} {unit.name}")}
            assert unit.kind in kinds
            assert not (kinds & {Kind.URBAN, Kind.RURAL}) - {unit.kind}


def test_reasons_come_in_order_and_ties_by_code(synthetic: Register) -> None:
    order = list(Reason)
    for query in ("No", "Nowa", "wiel", "Kalwinów", "02", "ja"):
        found = find(synthetic, query, limit=100)
        places = [order.index(match.reason) for match in found]
        assert places == sorted(places)
        keys = [(-match.score, match.unit.code) for match in found]
        assert keys == sorted(keys)


def test_twins_without_a_kind_come_both(county: Register) -> None:
    assert [m.unit.code for m in find(county, "Wałcz")] == ["3217011", "3217052"]


def test_gmina_prefers_the_rural_one_and_keeps_the_town(county: Register) -> None:
    assert [m.unit.code for m in find(county, "gmina Wałcz")] == ["3217052", "3217011"]


@pytest.mark.parametrize(
    ("query", "exact"),
    [
        ("Wałcz", {"3217011", "3217052"}),
        ("gmina Wałcz", {"3217052"}),
        ("w mieście Wałczu", {"3217011"}),
        ("miasto Człopa", {"3217023"}),
        ("3217", {"3217"}),
        ("Człoppa", set()),
        ("32170", set()),
        ("Tucz", set()),
    ],
)
def test_exact_matches_are_what_the_query_names(
    query: str, exact: set[str], county: Register
) -> None:
    assert {match.unit.code for match in find(county, query) if match.exact} == exact


def test_name_that_holds_a_word_of_kind_is_read_both_ways() -> None:
    names = [query.name for query in read_query("Nowe Miasto")]
    assert names == ["Nowe", "Nowe Miasto"]


@pytest.mark.parametrize(
    ("text", "name", "level"),
    [
        ("w powiecie wałeckim", "wałeckim", Level.POWIAT),
        ("WOJEWÓDZTWO łódzkie", "łódzkie", Level.VOIVODESHIP),
        ("z gminy Tuczno", "Tuczno", Level.GMINA),
        ("dla miasta Wałcza", "Wałcza", Level.GMINA),
        ("„Wałcz” (miasto)", "Wałcz", Level.GMINA),
        ("Wałcz", "Wałcz", None),
    ],
)
def test_reading_of_queries(text: str, name: str, level: Level | None) -> None:
    first = read_query(text)[0]
    assert (first.name, first.level) == (name, level)


def test_kind_not_meant_is_refused(county: Register) -> None:
    query = Query("Wałcz", (Kind.RURAL,), Level.GMINA)
    assert query.rank(county.unit("3217052")) == 0
    assert query.rank(county.unit("3217011")) is None
    assert query.rank(county.unit("3217")) is None


@pytest.mark.parametrize("query", ["", "   ", "w", "()", "xqzzy", "gmina", "12345678", "?!"])
def test_nothing_close_is_an_empty_answer(query: str, county: Register) -> None:
    assert find(county, query) == ()


def test_limit(county: Register) -> None:
    assert len(find(county, "3217", limit=2)) == 2
    with pytest.raises(ValueError, match="at least 1"):
        find(county, "Wałcz", limit=0)


@pytest.mark.parametrize(
    ("asked", "best"),
    [
        ("3217024", "3217023"),
        ("3217051", "3217052"),
        ("321704", "3217043"),
        ("3218", "3217"),
        ("Człoppa", "3217023"),
        ("w Tucznei", "3217043"),
    ],
)
def test_nearest_codes(asked: str, best: str, county: Register) -> None:
    assert nearest_codes(county, asked)[0].code == best


def test_nearest_codes_restore_a_lost_zero(synthetic: Register) -> None:
    code = synthetic.gminas[0]
    assert code.startswith("0")
    assert nearest_codes(synthetic, code[1:])[0].code == code


def test_nearest_codes_of_nothing(county: Register) -> None:
    assert nearest_codes(county, "  ") == ()
    assert len(nearest_codes(county, "9999999", limit=3)) == 3


@settings(deadline=None)
@given(st.text(max_size=25))
def test_any_text_has_an_answer(text: str) -> None:
    register = Register([Unit("3217023", "Człopa", Level.GMINA, Kind.URBAN_RURAL, "3217", 349.0)])
    found = find(register, text)
    assert all(isinstance(match, Match) and 0 < match.score <= 1 for match in found)


WORDS = st.text(alphabet="abcłóż", max_size=8)


@settings(deadline=None)
@given(WORDS, WORDS)
def test_edit_distance_is_symmetric_and_bounded(one: str, other: str) -> None:
    distance = edit_distance(one, other)
    assert distance == edit_distance(other, one)
    assert abs(len(one) - len(other)) <= distance <= max(len(one), len(other))
    assert (distance == 0) == (one == other)


@settings(deadline=None)
@given(WORDS, st.integers(0, 7), st.sampled_from("abcx"))
def test_one_slip_is_one(word: str, place: int, letter: str) -> None:
    where = min(place, len(word))
    assert edit_distance(word, word[:where] + letter + word[where:]) == 1
    if len(word) >= 2 and where + 1 < len(word) and word[where] != word[where + 1]:
        swapped = word[:where] + word[where + 1] + word[where] + word[where + 2 :]
        assert edit_distance(word, swapped) == 1


@pytest.mark.parametrize(
    "query", ["xq" * 50_000, "miasto " * 20_000, "Wałcz " * 20_000, "(" * 10**5, "1" * 10**5]
)
def test_a_text_longer_than_any_name_is_answered_at_once(query: str, county: Register) -> None:
    started = time.perf_counter()
    assert find(county, query) == ()
    assert nearest_codes(county, query) == ()
    assert time.perf_counter() - started < 5


def test_a_number_too_long_is_compared_by_its_beginning(county: Register) -> None:
    code = county.gminas[0]
    assert nearest_codes(county, code + "9" * 60)[0].code == code
