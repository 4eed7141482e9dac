"""A country of sixteen voivodeships as its register, and files of it as publishers give them."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
import shapely

from terytoria.statistics.snapshot.snapshot import OPTIONAL
from terytoria.statistics.sources.imported import Imported
from terytoria.statistics.sources.problems import RefusedFileError
from terytoria.statistics.sources.published.budgets import read_budgets
from terytoria.statistics.sources.published.commuting import read_commuting
from terytoria.statistics.sources.published.lists import read_lists
from terytoria.statistics.sources.published.rspo import read_rspo
from terytoria.statistics.sources.published.simc import read_simc
from terytoria.statistics.sources.published.terc import read_terc
from terytoria.statistics.sources.published.terc_changes import read_terc_changes
from terytoria.territory import Boundaries, Register

VOIVODESHIPS = {
    "02": "dolnośląskie", "04": "kujawsko-pomorskie", "06": "lubelskie", "08": "lubuskie",
    "10": "łódzkie", "12": "małopolskie", "14": "mazowieckie", "16": "opolskie",
    "18": "podkarpackie", "20": "podlaskie", "22": "pomorskie", "24": "śląskie",
    "26": "świętokrzyskie", "28": "warmińsko-mazurskie", "30": "wielkopolskie",
    "32": "zachodniopomorskie",
}  # fmt: skip
CITIES = {"1465": "Warszawa", "3263": "Świnoujście"}
DIGITS = {"1": "urban", "2": "rural", "3": "urban-rural"}
Rows = list[list[str]]


def unit_rows() -> list[tuple[Any, ...]]:
    """Units: a powiat of three gminas in each voivodeship, and two cities."""
    rows: list[tuple[Any, ...]] = [("PL", "Polska", "country", "country", "", 1000.0)]
    for at, (code, name) in enumerate(VOIVODESHIPS.items()):
        rows.append((code, name, "voivodeship", "voivodeship", "PL", 60.0 + at))
        rows.append((f"{code}01", f"źródlański {at}", "powiat", "powiat", code, 50.0 + at))
        for gmina, town in (("011", "Żabno"), ("022", "Żabno"), ("033", "Łękawa Góra")):
            kind = DIGITS[gmina[2]]
            rows.append((f"{code}01{gmina}", f"{town} {at}", "gmina", kind, f"{code}01", 10.0 + at))
    for code, name in CITIES.items():
        rows.append((code, name, "powiat", "city_with_powiat_rights", code[:2], 20.0))
        rows.append((f"{code}011", name, "gmina", "urban", code, 20.0))
    return sorted(rows)


@dataclass(repr=False)
class Nation:
    """What importers ask of a snapshot."""

    units: pl.DataFrame
    register: Register
    boundaries: Boundaries
    tables: dict[str, pl.DataFrame] = field(default_factory=dict)
    vintage: str = "2026-01-01"

    def table(self, name: str) -> pl.DataFrame:
        """A table of the snapshot."""
        return self.units if name == "units" else self.tables[name]


def make_nation() -> Nation:
    """The country with square gminas in a row and one observed series."""
    names = ["code", "name", "level", "kind", "parent", "area_km2"]
    units = pl.DataFrame(unit_rows(), schema=names, orient="row").with_columns(
        lon=pl.lit(19.0),
        lat=pl.lit(52.0),
        valid_from=pl.lit(date(2020, 1, 1)),
        valid_to=pl.lit(None, dtype=pl.Date),
    )
    gminas = units.filter(pl.col("level") == "gmina")["code"]
    shapes = [shapely.box(15 + at * 0.1, 52.0, 15.1 + at * 0.1, 52.1) for at in range(gminas.len())]
    boundaries = pl.DataFrame({"code": gminas, "wkb": [shapely.to_wkb(one) for one in shapes]})
    observed = pl.DataFrame(
        [("gmina", "pop_total", "0201011", 2020, 5000.0)],
        schema={"level": str, "series": str, "unit": str, "year": pl.Int16, "value": float},
        orient="row",
    )
    texts = ("level", "series", "name", "unit", "base", "note", "source", "via")
    series = pl.DataFrame(
        [("gmina", "pop_total", "Ludność", "osoba", "NSP2021", "", "GUS", "")],
        schema=dict.fromkeys(texts, pl.String),
        orient="row",
    )
    tables = {name: pl.DataFrame(schema=OPTIONAL[name]) for name in ("lists", "changes")}
    tables |= {"observations": observed, "series": series}
    return Nation(units, Register.from_frame(units), Boundaries(boundaries), tables)


def terc_rows() -> Rows:
    """The register as TERC writes it: parts and districts too."""
    rows = [["WOJ", "POW", "GMI", "RODZ", "NAZWA", "NAZWA_DOD", "STAN_NA"]]
    said = {"1": "gmina miejska", "2": "gmina wiejska", "3": "gmina miejsko-wiejska"}
    for code, name, level, kind, *_ in unit_rows()[:-1]:
        parts = [code[:2], code[2:4], code[4:6], code[6:]]
        if level == "voivodeship":
            rows.append([*parts, name.upper(), "województwo", "2026-01-01"])
        elif level == "powiat":
            city = kind == "city_with_powiat_rights"
            rows.append([*parts, name, f"{'miasto na prawach powiatu' if city else 'powiat'}"])
            rows[-1].append("2026-01-01")
        else:
            rows.append([*parts, name, said[parts[3]], "2026-01-01"])
        if parts[3] == "3":
            rows.append([*parts[:3], "4", name, "miasto", "2026-01-01"])
            rows.append([*parts[:3], "5", name, "obszar wiejski", "2026-01-01"])
        if code == "1465011":
            rows.append(["14", "65", "02", "8", "Bemowo", "dzielnica", "2026-01-01"])
    return rows


def simc_rows() -> Rows:
    """Two localities a gmina, one a part of the other."""
    rows = [["WOJ", "POW", "GMI", "RODZ_GMI", "RM", "MZ", "NAZWA", "SYM", "SYMPOD", "STAN_NA"]]
    for at, unit in enumerate(unit[0] for unit in unit_rows() if unit[2] == "gmina"):
        digit = "5" if unit[6] == "3" else unit[6]
        where = [unit[:2], unit[2:4], unit[4:6], digit]
        whole, part = f"{at * 2 + 11:07d}", f"{at * 2 + 12:07d}"
        kinds = ("96", "99") if digit == "1" else ("01", "00")
        rows.append([*where, kinds[0], "1", f"Gąski {at}", whole, whole, "2026-01-01"])
        rows.append([*where, kinds[1], "1", f"Ździary {at}", part, whole, "2026-01-01"])
    rows.append(["14", "65", "02", "8", "95", "1", "Bemowo", "0988000", "0988000", "2026-01-01"])
    return rows


def list_rows() -> Rows:
    """A list of three gminas of two vintages."""
    url = "https://www.gov.pl/oztm.pdf"
    return [
        ["list_id", "vintage", "teryt7", "name", "type", "source_url"],
        ["OZTM", "2019", "0201011", "Żabno 0", "gmina", url],
        ["OZTM", "2019", "1401033", "Łękawa Góra 6", "gmina", url],
        ["miasta-srednie", "2020-06-30", "3263011", "Świnoujście", "miasto", url],
    ]


def matrix_rows() -> Rows:
    """Flows between gminas, between the parts of one, within one place, suppressed ones."""
    return [
        ["kod gminy zamieszkania", "nazwa", "kod gminy pracy", "nazwa pracy", "liczba osób"],
        ["0201011", "Żabno", "0201022", "Żabno wieś", "1 234"],
        ["0201022", "Żabno wieś", "0201011", "Żabno", "45"],
        ["0201034", "Łękawa", "0201035", "Łękawa wieś", "60"],
        ["0201035", "Łękawa wieś", "0201011", "Żabno", "25"],
        ["0201034", "Łękawa", "0201011", "Żabno", "15"],
        ["0201011", "Żabno", "0201011", "Żabno", "5000"],
        ["0401011", "Żabno", "1465011", "Warszawa", "-"],
        ["0401022", "Żabno", "1465028", "Bemowo", "17"],
    ]


def change_rows() -> Rows:
    """A changed kind with a new name, a merge, a split, a part."""
    sides = [f"{part}{side}" for side in ("Przed", "Po") for part in ("Woj", "Pow", "Gmi", "Rodz")]
    head = ["TypKorekty", *sides, "NazwaPrzed", "NazwaPo", "WyodrebnionoZIdentyfikatora1"]
    head += ["WlaczonoDoIdentyfikatora1", "WlaczonoDoIdentyfikatora2", "StanPrzed", "StanPo"]

    def row(
        done: str, old: str, new: str, *names: str, links: Sequence[str] = ("", "", "")
    ) -> list[str]:
        cut = [[code[:2], code[2:4], code[4:6], code[6:]] for code in (old, new)]
        return [done, *cut[0], *cut[1], *names, *links, "2024-01-01", "2025-01-01"]

    return [
        head,
        row("M", "0201022", "0201023", "Żabno", ""),
        row("M", "0401022", "", "Wieś", "Nowa Wieś"),
        row("U", "0601022", "", "Żabno 2", "", links=("", "0601011", "")),
        row("D", "", "1401042", "", "Świerże", links=("1401022", "", "")),
        row("U", "0801022", "", "Żabno 3", "", links=("", "0801011", "0801033")),
        row("M", "0201034", "0201035", "Łękawa", ""),
    ]


def budget_rows() -> Rows:
    """Revenue, PIT and the population of gminas, with a title, a merged heading and a total."""
    rows = [
        ["Wykonanie budżetów gmin za 2020 r."],
        [
            "WK",
            "PK",
            "GK",
            "GT",
            "Nazwa JST",
            "Liczba ludności",
            "Dochody",
            "",
            "Udziały we wpływach",
        ],
        ["", "", "", "", "", "", "ogółem", "własne", "z podatku od osób fizycznych"],
        ["1", "2", "3", "4", "5", "6", "7", "8", "9"],
    ]
    sums = [0.0, 0.0, 0.0]
    for at, unit in enumerate(unit for unit in unit_rows() if unit[2] == "gmina"):
        code, name = unit[:2]
        amounts = (5_000_000.5 + at, 2_000_000.25, 1_000_000.0 + at * 100)
        sums = [whole + one for whole, one in zip(sums, amounts, strict=True)]
        shown = [f"{one:.2f}".replace(".", ",") for one in amounts]
        rows.append([code[:2], code[2:4], code[4:6], code[6], name, str(1000 + at), *shown])
    shown = [f"{one:.2f}".replace(".", ",") for one in sums]
    return [*rows, ["", "", "", "", "Ogółem", "", *shown]]


def school(
    number: int, unit: str, place: tuple[float, float] | None, **other: object
) -> dict[str, Any]:
    """A school as the service of the register gives it."""
    spot = None if place is None else {"longitude": place[0], "latitude": place[1]}
    return {
        "numerRspo": number, "nazwa": f"Szkoła nr {number} w Żabnie",
        "typ": {"id": 3, "nazwa": "Szkoła podstawowa"},
        "gminaKodTERYT": unit[:6], "gminaRodzajKod": unit[6], "geolokalizacja": spot,
        "dataRozpoczecia": "1999-09-01", "dataZakonczenia": None, "dataLikwidacji": None,
        "kategoriaUczniow": {"nazwa": "Dzieci lub młodzież"},
        "specyfikaSzkoly": {"nazwa": "brak specyfiki"},
        **other,
    }  # fmt: skip


def schools() -> list[dict[str, Any]]:
    """A school a gmina inside its square, of changing types."""
    kinds = ["Szkoła podstawowa", "Przedszkole", "Technikum", "Biblioteki pedagogiczne"]
    codes = [unit[0] for unit in unit_rows() if unit[2] == "gmina"]
    return [
        school(100 + at, code, (15.05 + at * 0.1, 52.05), typ={"id": 1, "nazwa": kinds[at % 4]})
        for at, code in enumerate(codes)
    ]


def as_csv(rows: Rows, delimiter: str = ";", end: str = "\r\n", *, quoted: bool = False) -> str:
    """Rows as text."""
    stream = io.StringIO(newline="")
    rule = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    csv.writer(stream, delimiter=delimiter, lineterminator=end, quoting=rule).writerows(rows)
    return stream.getvalue()


def as_book(rows: Sequence[Sequence[object]]) -> bytes:
    """Rows as a workbook."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def zipped(name: str, content: bytes) -> bytes:
    """One file in an archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return stream.getvalue()


@dataclass(frozen=True)
class Kind:
    """A kind of published file: what reads it, the table it gives and its rows."""

    read: Callable[..., Imported]
    table: str
    rows: Rows


KINDS = {
    "terc": Kind(read_terc, "units", terc_rows()),
    "simc": Kind(read_simc, "localities", simc_rows()),
    "lists": Kind(read_lists, "lists", list_rows()),
    "commuting": Kind(read_commuting, "flows", matrix_rows()),
    "changes": Kind(read_terc_changes, "changes", change_rows()),
    "budgets": Kind(read_budgets, "observations", budget_rows()),
}


@dataclass(repr=False)
class Desk:
    """Writes a file and reads it as one of the kinds."""

    folder: Path
    nation: Nation

    def take(
        self, kind: str, content: bytes | str | Rows, name: str = "plik 2021.csv", **options: Any
    ) -> Imported:
        """What an importer makes of a content."""
        path = self.folder / name
        text = as_csv(content) if isinstance(content, list) else content
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        read = read_rspo if kind == "rspo" else KINDS[kind].read
        return read(path, self.nation, **options)

    def refused(
        self, kind: str, content: bytes | str | Rows, name: str = "plik 2021.csv", **options: Any
    ) -> str:
        """What is said of a content that is refused."""
        with pytest.raises(RefusedFileError) as caught:
            self.take(kind, content, name, **options)
        return str(caught.value)

    def rows(self, kind: str) -> Rows:
        """Clean rows, free to be changed."""
        return [list(row) for row in KINDS[kind].rows]

    def frame(
        self, kind: str, content: bytes | str | Rows, name: str = "plik 2021.csv", **options: Any
    ) -> pl.DataFrame:
        """The table an importer gives."""
        return self.take(kind, content, name, **options).tables[
            "schools" if kind == "rspo" else KINDS[kind].table
        ]

    def json(self, records: object) -> str:
        """Records as the service writes them."""
        return json.dumps(records, ensure_ascii=False)


@pytest.fixture(scope="session")
def nation() -> Nation:
    """The country of sixteen voivodeships."""
    return make_nation()


@pytest.fixture
def desk(tmp_path: Path, nation: Nation) -> Desk:
    """A desk with an empty folder."""
    return Desk(tmp_path, nation)


@pytest.fixture(scope="session")
def books() -> dict[str, bytes]:
    """The clean files as workbooks, made once: a workbook holds the time of its making."""
    return {name: as_book(kind.rows) for name, kind in KINDS.items()}


@pytest.fixture(scope="session")
def make() -> Any:
    """The makers of files of this folder."""
    return {"csv": as_csv, "book": as_book, "zip": zipped, "school": school, "schools": schools}
