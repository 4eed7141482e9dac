"""Tables of further variables: good ones are read, wrong ones are refused row by row."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from terytoria.statistics.catalogue import VariableSeries
from terytoria.statistics.sources.bdl.own_variables import read_own_variables
from terytoria.statistics.sources.problems import RefusedFileError

HEAD = "id;name;unit;series;first;last\n"
SERIES = {"pop_total", "pop_total_b2011", "deaths"}


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "zmienne.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "utf-16"])
def test_a_variable_of_two_series_has_two_rows(tmp_path: Path, encoding: str) -> None:
    text = HEAD + "72305;ludność;osoba;pop_total_b2011;;2019\n72305;ludność;osoba;pop_total;2020;\n"
    (found,) = read_own_variables(written(tmp_path, text, encoding), SERIES)
    assert (found.id, found.name.pl, found.unit) == ("72305", "ludność", "osoba")
    assert found.series == (
        VariableSeries("pop_total_b2011", None, 2019),
        VariableSeries("pop_total", 2020, None),
    )
    assert found.verified_on is None


@pytest.mark.parametrize(
    ("rows", "row", "words"),
    [
        ("P2137;a;b;deaths;;\n", 2, "nie jest numerem zmiennej"),
        ("65;a;b;dead;;\n", 2, "Nie ma szeregu „dead”"),
        ("65;a;b;deaths;20;\n", 2, "nie jest rokiem"),
        ("65;a;b;deaths;;20x9\n", 2, "nie jest rokiem"),
        ("65;a;b;deaths;;\n66;a;b;deaths;;\n", 3, "Lata szeregu deaths zachodzą na wiersz 2"),
        ("65;a;b;deaths;;2010\n65;a;b;pop_total;2010;\n", 3, "Lata zmiennej 65 zachodzą"),
        ("65\n", 2, "Nie ma szeregu „”"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, rows: str, row: int, words: str) -> None:
    with pytest.raises(RefusedFileError, match="nie został przyjęty") as caught:
        read_own_variables(written(tmp_path, HEAD + rows), SERIES)
    assert any(problem.row == row and words in problem.text for problem in caught.value.problems)


def test_every_wrong_row_is_listed(tmp_path: Path) -> None:
    rows = "".join(f"x{at};a;b;deaths;;\n" for at in range(7))
    with pytest.raises(RefusedFileError) as caught:
        read_own_variables(written(tmp_path, HEAD + rows), SERIES)
    assert [problem.row for problem in caught.value.problems] == [2, 3, 4, 5, 6, 7, 8]


@pytest.mark.parametrize("text", ["", "a;b\n1;2\n", HEAD, "id;name;unit;series;first\n"])
def test_another_file_is_refused_with_the_columns(tmp_path: Path, text: str) -> None:
    with pytest.raises(RefusedFileError):
        read_own_variables(written(tmp_path, text), SERIES)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_anything_else_is_refused_and_never_crashes(tmp_path: Path, text: str) -> None:
    path = tmp_path / "dowolny.csv"
    path.write_bytes((HEAD + text).encode("utf-8", "surrogatepass"))
    try:
        found = read_own_variables(path, SERIES)
    except RefusedFileError:
        return
    assert all(each.id.isdigit() for each in found)
    assert {place.id for each in found for place in each.series} <= SERIES
