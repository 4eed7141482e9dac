"""Own data: what is taken, what is repaired, what is refused and how it is told."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from terytoria.statistics.catalogue import Catalogue
from terytoria.statistics.observations import Observations
from terytoria.statistics.sources import cells
from terytoria.statistics.sources.own_data import (
    COLUMNS,
    OwnData,
    OwnDataError,
    read_own_data,
    write_template,
)
from terytoria.statistics.sources.own_words import WordError, plain, read_value, straight_series
from terytoria.territory import Kind, Level, Register, Unit

Take = Callable[..., OwnData]
HEAD = "jednostka;wskaźnik;rok;wartość\n"
GOOD = HEAD + "3217011;pop_total;2025;23000\n3217023;pop_total;2025;4550\n"
SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.fixture
def take(tmp_path: Path, register: Register) -> Take:
    """Writes content to a file and reads it as own data."""

    def read(content: str | bytes, name: str = "dane.csv", **options: object) -> OwnData:
        path = tmp_path / name
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return read_own_data(path, register, Catalogue.load(), **options)  # type: ignore[arg-type]

    return read


def book(rows: Sequence[Sequence[object]]) -> bytes:
    """A workbook of one sheet."""
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(list(row))
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def values(data: OwnData) -> list[tuple[str, str, int, float]]:
    return data.frame.select("unit", "series", "year", "value").rows()


def refused(take: Take, content: str | bytes, name: str = "dane.csv") -> OwnDataError:
    with pytest.raises(OwnDataError) as caught:
        take(content, name)
    return caught.value


EXPECTED = [("3217011", "pop_total", 2025, 23000.0), ("3217023", "pop_total", 2025, 4550.0)]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(GOOD.encode("utf-8"), id="utf-8"),
        pytest.param(GOOD.encode("utf-8-sig"), id="byte order mark"),
        pytest.param(GOOD.encode("cp1250"), id="Windows-1250"),
        pytest.param(GOOD.encode("utf-16"), id="UTF-16"),
        pytest.param(GOOD.replace(";", ","), id="comma"),
        pytest.param(GOOD.replace(";", "\t"), id="tab"),
        pytest.param(GOOD.replace("\n", "\r\n"), id="Windows lines"),
        pytest.param(GOOD.replace("\n", "\n;;;\n\n"), id="empty rows"),
        pytest.param(GOOD.replace("23000", "23\u00a0000,0"), id="no-break space"),
        pytest.param(GOOD.replace("23000", '"23 000"'), id="quoted"),
        pytest.param(GOOD.replace("2025", "31.12.2025"), id="Polish dates"),
        pytest.param(GOOD.replace("2025", "2025-12-31"), id="ISO dates"),
        pytest.param(GOOD.replace("3217011", "'3217011"), id="apostrophe"),
        pytest.param(GOOD.replace(HEAD, "Unit;Series;Year;Value\n"), id="English headings"),
        pytest.param(GOOD.replace(HEAD, "KOD TERYT;Wskaznik;ROK;Wartosc\n"), id="other headings"),
        pytest.param(
            "wartość;rok;uwagi;wskaźnik;jednostka\n23000;2025;x;pop_total;3217011\n"
            "4550;2025;;pop_total;3217023\n",
            id="other order and a column of remarks",
        ),
    ],
)
def test_a_csv_of_any_program_is_read(take: Take, content: str | bytes) -> None:
    assert values(take(content)) == EXPECTED


def test_a_workbook_is_read(take: Take) -> None:
    rows = [
        COLUMNS,
        (3217011, "pop_total", 2025, 23000),
        ("3217023", "pop_total", dt.date(2025, 12, 31), "4550,0"),
    ]
    assert values(take(book(rows), "dane.xlsx")) == EXPECTED


def test_taken_rows_join_observations(take: Take, register: Register) -> None:
    data = take(GOOD)
    units = {level: register.of_level(level) for level in Level}
    joined = Observations(data.frame.clear(), units).with_frame(data.frame)
    assert joined.panel("pop_total").year(2025)[register.index["3217011"]] == 23000


def test_the_template_reads_back_once_filled(tmp_path: Path, register: Register) -> None:
    path = tmp_path / "wzor.xlsx"
    write_template(path)
    with pytest.raises(OwnDataError, match="tylko nagłówek"):
        read_own_data(path, register, Catalogue.load())
    filled = openpyxl.load_workbook(path)
    sheet = filled["Dane"]
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    for at, cell in enumerate(("3217011", "pop_total", 2025, 23000)):
        sheet.cell(2, at + 1, cell)
    filled.save(path)
    assert values(read_own_data(path, register, Catalogue.load())) == EXPECTED[:1]
    listed = {row[0].value for row in filled["Szeregi"].iter_rows(min_row=2)}
    assert "pop_total" in listed
    assert "pop_65plus" not in listed


def test_the_csv_template_opens_in_excel(tmp_path: Path) -> None:
    write_template(tmp_path / "wzor.csv")
    content = (tmp_path / "wzor.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").strip() == ";".join(COLUMNS)
    with pytest.raises(ValueError, match=r"\.xlsx or \.csv"):
        write_template(tmp_path / "wzor.ods")


class TestRepairs:
    """What is understood, and told."""

    @pytest.fixture
    def southern(self) -> Register:
        """A register with leading zeros, the prey of spreadsheets."""
        units = [
            Unit("02", "dolnośląskie", Level.VOIVODESHIP, Kind.VOIVODESHIP, "PL", 1.0),
            Unit("0201", "bolesławiecki", Level.POWIAT, Kind.POWIAT, "02", 1.0),
            Unit("0201011", "Bolesławiec", Level.GMINA, Kind.URBAN, "0201", 1.0),
            Unit("0201022", "Bolesławiec", Level.GMINA, Kind.RURAL, "0201", 1.0),
            Unit("0201032", "Gromadka", Level.GMINA, Kind.RURAL, "0201", 1.0),
        ]
        return Register(units)

    @pytest.mark.parametrize(
        ("written", "code", "said"),
        [
            ("201011", "0201011", "dopisano zero"),
            ("020103", "0201032", "dopisano rodzaj"),
            ("Gromadka", "0201032", "Gromadka"),
            ("gromadka", "0201032", "Gromadka"),
            ("BOLESLAWIEC (wiejska)", "0201022", "Bolesławiec"),
            ("0 201 011", "0201011", ""),
        ],
    )
    def test_units(
        self, tmp_path: Path, southern: Register, written: str, code: str, said: str
    ) -> None:
        path = tmp_path / "a.csv"
        path.write_text(f"{HEAD}{written};pop_total;2025;10\n", encoding="utf-8")
        data = read_own_data(path, southern, Catalogue.load())
        assert values(data) == [(code, "pop_total", 2025, 10.0)]
        assert said in " ".join(message.text for message in data.messages)
        assert bool(data.messages) == bool(said)

    def test_a_powiat_whose_zero_was_eaten(self, tmp_path: Path, southern: Register) -> None:
        path = tmp_path / "a.csv"
        path.write_text(f"{HEAD}201;avg_wage;2025;6000\n", encoding="utf-8")
        data = read_own_data(path, southern, Catalogue.load())
        assert values(data) == [("0201", "avg_wage", 2025, 6000.0)]
        assert data.frame["level"].to_list() == ["powiat"]

    def test_a_name_of_two_gminas_is_not_guessed(self, tmp_path: Path, southern: Register) -> None:
        path = tmp_path / "a.csv"
        path.write_text(f"{HEAD}Bolesławiec;pop_total;2025;10\n", encoding="utf-8")
        with pytest.raises(OwnDataError, match="kilka gmin") as caught:
            read_own_data(path, southern, Catalogue.load())
        assert "0201011 Bolesławiec (miejska)" in caught.value.problems[0].remedy
        assert "0201022 Bolesławiec (wiejska)" in caught.value.problems[0].remedy

    @pytest.mark.parametrize(
        ("written", "series"),
        [
            ("POP_TOTAL", "pop_total"),
            ("Bezrobotni zarejestrowani", "unemployed"),
            ("bezrobotni  ZAREJESTROWANI", "unemployed"),
            ("Registered unemployed", "unemployed"),
            ("K-04", "library_readers_per_1000_persons"),
            ("F-03", "own_revenue_pc"),
            ("Frekwencja w II turze wyborów prezydenckich", "turnout_president_r2"),
        ],
    )
    def test_series(self, take: Take, written: str, series: str) -> None:
        data = take(f"{HEAD}3217011;{written};2025;10\n")
        assert values(data) == [("3217011", series, 2025, 10.0)]
        assert data.messages

    def test_the_same_row_twice_is_taken_once(self, take: Take) -> None:
        data = take(GOOD + "3217011;pop_total;2025;23 000,0\n")
        assert values(data) == EXPECTED
        assert [message.row for message in data.messages] == [4]

    def test_a_series_known_only_to_the_snapshot(self, take: Take) -> None:
        content = f"{HEAD}3217011;own_series;2025;1\n"
        assert values(take(content, observed=["own_series"])) == [
            ("3217011", "own_series", 2025, 1.0)
        ]
        assert "Nie ma wskaźnika" in str(refused(take, content))


WRONG = [
    ("3217011;pop_total;2025;abc", "wartość", "nie jest liczbą"),
    ("3217011;pop_total;2025;", "wartość", "Brak wartości"),
    ("3217011;pop_total;2025;-", "wartość", "Brak wartości"),
    ("3217011;pop_total;2025;#N/A", "wartość", "błąd arkusza"),
    ("3217011;pop_total;2025;#DZIEL/0!", "wartość", "błąd arkusza"),
    ("3217011;pop_total;2025;1e999", "wartość", "zbyt duże"),
    ("3217011;pop_total;2025;inf", "wartość", "nie jest liczbą"),
    ("3217011;pop_total;2025;-5", "wartość", "nie może być ujemne"),
    ("3217011;pop_total;2025;1,2,3", "wartość", "nie jest liczbą"),
    ("3217011;pop_total;20255;5", "rok", "nie jest rokiem"),
    ("3217011;pop_total;;5", "rok", "nie jest rokiem"),
    ("3217011;pop_total;1066;5", "rok", "poza zakresem"),
    ("3217012;pop_total;2025;5", "jednostka", "Nie ma jednostki"),
    ("32;pop_total;2025;5", "jednostka", "województwo"),
    (";pop_total;2025;5", "jednostka", "Brak jednostki"),
    ("Wałcz;pop_total;2025;5", "jednostka", "kilka gmin"),
    ("Człopy;pop_total;2025;5", "jednostka", "Nie ma gminy"),
    ("3217011;pop_totl;2025;5", "wskaźnik", "Nie ma wskaźnika"),
    ("3217011;;2025;5", "wskaźnik", "Brak wskaźnika"),
    ("3217011;L-01;2025;5", "wskaźnik", "z kilku szeregów"),
    ("3217011;pop_65plus;2025;5", "wskaźnik", "Nie ma wskaźnika"),
    ("3217011;avg_wage;2025;5", "wartość", "tylko dla powiatów"),
    ("3217;schools_primary;2025;5", "wartość", "tylko dla gmin"),
    ("3217011;pop_total;2025;5;6", "", "więcej komórek"),
]


@pytest.mark.parametrize(("row", "column", "said"), WRONG, ids=[row for row, _, _ in WRONG])
def test_a_wrong_row_refuses_the_file_and_is_told(
    take: Take, row: str, column: str, said: str
) -> None:
    error = refused(take, GOOD + row + "\n")
    assert len(error.problems) == 1
    problem = error.problems[0]
    assert (problem.row, problem.column) == (4, column)
    assert said in problem.what
    assert problem.remedy
    assert problem.text.startswith("Wiersz 4")
    assert "nie został przyjęty" in str(error)


@pytest.mark.parametrize(("row", "column", "said"), WRONG[:8])
def test_the_good_rows_can_be_asked_for(take: Take, row: str, column: str, said: str) -> None:
    data = take(GOOD + row + "\n", partial=True)
    assert values(data) == EXPECTED
    assert [(problem.row, problem.column) for problem in data.rejected] == [(4, column)]
    assert said in data.rejected[0].what


def test_the_nearest_names_are_offered(take: Take) -> None:
    error = refused(take, f"{HEAD}Człopy;pop_totl;2025;5\n")
    remedies = " ".join(problem.remedy for problem in error.problems)
    assert "3217023 Człopa" in remedies
    assert "pop_total" in remedies


def test_every_wrong_row_is_listed_in_order(take: Take) -> None:
    rows = "".join(f"3217011;pop_total;{2000 + at};x\n" for at in range(30))
    error = refused(take, HEAD + rows)
    assert [problem.row for problem in error.problems] == list(range(2, 32))
    assert "30" in error.summary
    assert "20 dalszych" in str(error)


def test_conflicting_rows_are_both_left_out(take: Take) -> None:
    content = GOOD + "3217011;pop_total;2025;23001\n"
    assert "w wierszu 2" in refused(take, content).problems[0].what
    assert values(take(content, partial=True)) == EXPECTED[1:]


FILES: list[tuple[str, bytes, str]] = [
    ("pusty.csv", b"", "jest pusty"),
    ("puste.csv", b"\n \n;;;\n", "jest pusty"),
    ("naglowek.csv", HEAD.encode(), "tylko nagłówek"),
    ("bez.csv", b"a;b;c\n1;2;3\n", "nie ma kolumn"),
    ("dwie.csv", b"rok;year;jednostka;szereg;wartosc\n1;2;3;4;5\n", "dwie kolumny"),
    ("bajty.csv", b"jednostka\0;rok\n", "nie jest plikiem CSV"),
    ("kody.csv", b"\x81\x83\x88\x90\n\xff", "nieznane kodowanie"),
    ("stary.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "XLS"),
    ("uciety.xlsx", book([COLUMNS])[:300], "uszkodzony"),
    ("pusty.xlsx", book([]), "jest pusty"),
]


@pytest.mark.parametrize(("name", "content", "said"), FILES, ids=[name for name, _, _ in FILES])
def test_a_file_that_is_none_is_refused(take: Take, name: str, content: bytes, said: str) -> None:
    assert said in str(refused(take, content, name))


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path, register: Register) -> None:
    for path in (tmp_path / "nie-ma.csv", tmp_path):
        with pytest.raises(OwnDataError):
            read_own_data(path, register, Catalogue.load())


def test_other_archives_are_refused(take: Take) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert "nie jest arkuszem" in str(refused(take, stream.getvalue(), "a.xlsx"))


def test_a_workbook_that_unpacks_to_too_much_is_refused(
    take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cells, "OWN", cells.Limits(unpacked=50_000))
    stream = io.BytesIO(book([COLUMNS]))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/bomb.xml", b"<a/>" + b" " * 1_000_000)
    assert len(stream.getvalue()) < 50_000
    assert "zbyt duży" in str(refused(take, stream.getvalue(), "a.xlsx"))


def test_a_workbook_that_declares_entities_is_refused(take: Take) -> None:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book([COLUMNS]))) as sound,
        zipfile.ZipFile(stream, "w") as archive,
    ):
        for part in sound.infolist():
            content = sound.read(part)
            if part.filename == "xl/workbook.xml":
                content = b'<!DOCTYPE a [<!ENTITY b "bb">]>' + content
            archive.writestr(part, content)
    assert "niedozwolone" in str(refused(take, stream.getvalue(), "a.xlsx"))


@pytest.mark.parametrize("limit", ["file_bytes", "rows"])
def test_a_huge_file_is_refused(take: Take, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    monkeypatch.setattr(cells, "OWN", cells.Limits(**{limit: 2}))
    assert "Podziel go" in str(refused(take, GOOD))


NUMBERS = st.one_of(
    st.integers(-(10**12), 10**12).map(float), st.floats(-1e9, 1e9).map(lambda x: round(x, 4))
)


@given(NUMBERS, st.sampled_from(["", " ", "\u00a0", "\u202f"]), st.sampled_from(".,"))
def test_numbers_are_read_as_written(number: float, group: str, decimal: str) -> None:
    text = f"{number:,.4f}".replace(",", "G").replace(".", decimal).replace("G", group)
    assert read_value(text)[0] == pytest.approx(number, rel=1e-12, abs=1e-9)


@given(st.integers(1_000_000, 10**12), st.sampled_from(".,"))
def test_grouped_millions_are_read(number: int, group: str) -> None:
    decimal = "," if group == "." else "."
    text = f"{number:,}".replace(",", group)
    assert read_value(text)[0] == number
    assert read_value(f"{text}{decimal}5")[0] == number + 0.5


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_told(text: str) -> None:
    with suppress(WordError):
        assert isinstance(read_value(text)[0], float)


@SHARED
@given(st.binary(max_size=400), st.booleans())
def test_any_bytes_are_taken_or_refused_by_name(take: Take, content: bytes, headed: bool) -> None:
    with suppress(OwnDataError):
        take((HEAD.encode() if headed else b"") + content, partial=True)


@SHARED
@given(
    st.lists(
        st.lists(st.one_of(st.sampled_from(["3217011", "pop_total", "2025", "1,5", '"', "\n"]),
                           st.text(max_size=8)), max_size=6),
        max_size=6,
    )
)  # fmt: skip
def test_any_cells_are_taken_or_refused_by_name(take: Take, rows: list[list[str]]) -> None:
    content = HEAD + "\n".join(";".join(row) for row in rows)
    with suppress(OwnDataError):
        data = take(content.encode("utf-8", errors="surrogatepass"), partial=True)
        assert set(data.frame.columns) == {"level", "series", "unit", "year", "value"}


@SHARED
@given(st.integers(0, 4000), st.binary(min_size=1, max_size=8))
def test_a_damaged_workbook_is_taken_or_refused_by_name(take: Take, at: int, damage: bytes) -> None:
    content = bytearray(_BOOK)
    place = at % len(content)
    content[place : place + len(damage)] = damage
    with suppress(OwnDataError):
        take(bytes(content), "a.xlsx", partial=True)


_BOOK = book([COLUMNS, ("3217011", "pop_total", 2025, 23000)])


def test_only_straight_indicators_stand_for_a_series() -> None:
    indicators = Catalogue.load().indicators
    straight = {name: straight_series(each) for name, each in indicators.items()}
    assert straight["K-08"] == "turnout_sejm"
    assert straight["H-02"] == "appartment_area_per_person"
    for name in ("L-01", "L-03", "L-07", "L-10", "F-04", "F-07", "T-04", "H-03", "Z-02", "P-04"):
        assert straight[name] is None, name


def test_plain_text_has_no_case_nor_diacritics() -> None:
    assert plain("  ŻÓŁĆ   Ą ") == "zolc a"
