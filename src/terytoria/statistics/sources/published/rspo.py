"""The register of schools (RSPO) as its service gives it: JSON pages or a plain list."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import shapely

from terytoria.statistics.snapshot import Snapshot
from terytoria.statistics.sources.cells import CellsError, decoded
from terytoria.statistics.sources.folder import SPECIAL_SCHOOL
from terytoria.statistics.sources.imported import Imported
from terytoria.statistics.sources.own_words import plain
from terytoria.statistics.sources.problems import RefusedFileError
from terytoria.statistics.sources.published.codes import read_day, whole_gmina
from terytoria.statistics.sources.published.notices import Notices, distinct, short
from terytoria.statistics.sources.published.table import LARGE, open_content

# Types of the register (its dictionary „typ podmiotu”) by the stage of access they serve.
STAGES = {
    "przedszkole": "kindergarten",
    "punkt przedszkolny": "kindergarten",
    "zespol wychowania przedszkolnego": "kindergarten",
    "szkola podstawowa": "primary",
    "liceum ogolnoksztalcace": "secondary",
    "technikum": "secondary",
    "branzowa szkola i stopnia": "secondary",
    "branzowa szkola ii stopnia": "secondary",
    "szkola specjalna przysposabiajaca do pracy": "secondary",
}
_MEMBERS = ("hydra:member", "member")
_TOTALS = ("hydra:totalItems", "totalItems")
_LON, _LAT = (14.0, 24.2), (48.9, 54.9)
_NEAR_KM = 5.0
_KM_A_DEGREE = 111.2
_LOST = 0.1
_AGAIN = "Pobierz plik jeszcze raz."
_SCHEMA = {
    "row": pl.Int64, "id": pl.String, "name": pl.String, "stage": pl.String,
    "special": pl.Boolean, "unit": pl.String, "lon": pl.Float64, "lat": pl.Float64,
}  # fmt: skip


class _RepeatedKeyError(ValueError):
    """An object that gives one field twice."""


@dataclass(frozen=True)
class _School:
    """A school in use, with its place in the file."""

    row: int
    id: str
    name: str
    stage: str
    special: bool
    unit: str
    lon: float
    lat: float


def read_rspo(path: Path, base: Snapshot, as_of: date | None = None) -> Imported:
    """Table ``schools`` (id, name, stage, special, unit, lon, lat) of the register of schools.

    Kindergartens, primary and secondary schools in use on ``as_of`` (the base's vintage by
    default); other types and closed ones are counted and left out. Schools without coordinates, or
    with coordinates outside Poland or over 5 km outside their gmina, are named and left out; more
    than a tenth of them refuses the file. A school is ``special`` when it serves other people than
    those who live nearest (by its type, its pupils or its name). Row numbers count the schools of
    the file. Format: RSPO, ``/api/placowki/`` (hydra pages, a list of them or of schools; a page
    that is not all of them is refused). Raises
    :class:`~terytoria.statistics.sources.problems.RefusedFileError`.
    """
    content = open_content(path, LARGE)
    records = _records(content.name, _parsed(content.name, content.data))
    found = Notices(content.name)
    day = as_of or date.fromisoformat(base.vintage)
    schools = list(_schools(records, base, day, found))
    found.refuse()
    frame = pl.DataFrame([vars(one) for one in schools], schema=_SCHEMA)
    frame = distinct(frame, ["id"], found, "placówki")
    found.refuse()
    placed = _placed(frame, base, found)
    if placed.height < (1 - _LOST) * frame.height or not placed.height:
        what = f"Plik {content.name}: {frame.height - placed.height} z {frame.height} szkół"
        raise RefusedFileError(f"{what} nie ma położenia, któremu można ufać. {_AGAIN}")
    table = placed.drop("row").sort("unit", "stage", "id")
    source = f"MEN, Rejestr Szkół i Placówek Oświatowych, stan na {day} (plik {content.name})"
    return Imported({"schools": table}, found.messages, source)


def _parsed(name: str, data: bytes) -> Any:
    """Values of a JSON text; pages written one after another are a list of pages."""
    try:
        text = decoded(name, data)
    except CellsError as problem:
        raise RefusedFileError(str(problem)) from problem
    decoder = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_no_number)
    pages, at = [], 0
    text = text.rstrip()
    try:
        while at < len(text):
            start = len(text) - len(text[at:].lstrip()) if text[at].isspace() else at
            page, at = decoder.raw_decode(text, start)
            pages.append(page)
    except _RepeatedKeyError as problem:
        what = f"{name}: pole „{short(str(problem))}” występuje dwa razy w jednej placówce."
        raise RefusedFileError(f"{what} {_AGAIN}") from problem
    except (ValueError, RecursionError) as problem:
        what = f"{name}: to nie jest plik JSON albo jest on urwany lub uszkodzony."
        raise RefusedFileError(f"{what} {_AGAIN}") from problem
    return pages[0] if len(pages) == 1 else pages


def _unique(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        keys = [key for key, _ in pairs]
        raise _RepeatedKeyError(next(key for key in keys if keys.count(key) > 1))
    return made


def _no_number(text: str) -> None:
    raise ValueError(text)


def _records(name: str, parsed: object) -> list[Any]:
    """Schools of a list, of a page or of pages that together are whole."""
    pages = parsed if isinstance(parsed, list) else [parsed]
    records: list[Any] = []
    total = None
    for page in pages:
        members = _field(page, _MEMBERS)
        if isinstance(members, list):
            records += members
            total = _field(page, _TOTALS) if total is None else total
        elif isinstance(page, list):
            records += page
        else:
            records.append(page)
    if not any(isinstance(one, dict) and "numerRspo" in one for one in records):
        what = f"Plik {name} nie jest plikiem RSPO: brak placówek z polem „numerRspo”."
        raise RefusedFileError(f"{what} Pobierz go z rspo.gov.pl (API placówek, JSON).")
    if isinstance(total, int) and total > len(records):
        what = f"Plik {name} ma {len(records)} z {total} placówek."
        raise RefusedFileError(f"{what} Pobierz wszystkie strony i zapisz je razem.")
    return records


def _field(page: object, names: Iterable[str]) -> object:
    return (
        next((page[one] for one in names if one in page), None) if isinstance(page, dict) else None
    )


def _schools(
    records: Iterable[Any], base: Snapshot, day: date, found: Notices
) -> Iterable[_School]:
    """Schools in use of the stages of access; problems are noted for what cannot be read."""
    closed = others = 0
    for row, record in enumerate(records, start=1):
        if not isinstance(record, dict):
            found.problem(row, "", "Wpis nie jest placówką.", _AGAIN)
            continue
        kind = plain(_name(record.get("typ")))
        if not kind:
            found.problem(row, "typ", "Brak typu placówki.", _AGAIN)
        elif kind not in STAGES:
            others += 1
        elif not _open(record, day, row, found):
            closed += 1
        elif (school := _school(row, record, STAGES[kind], base, found)) is not None:
            yield school
    if closed:
        found.told(0, "", f"Pominięto placówki nieczynne: {closed}.")
    if others:
        found.told(0, "typ", f"Pominięto placówki innych typów: {others}.")


def _name(value: object) -> str:
    """Name of a dictionary entry, given as an object or as a text."""
    named = value.get("nazwa") if isinstance(value, dict) else value
    return named if isinstance(named, str) else ""


def _open(record: Mapping[str, Any], day: date, row: int, found: Notices) -> bool:
    """Whether a school works on a day: begun by then, neither ended nor dissolved."""
    days: dict[str, date | None] = {}
    for field in ("dataRozpoczecia", "dataZakonczenia", "dataLikwidacji"):
        text = record.get(field)
        days[field] = read_day(text[:10]) if isinstance(text, str) and text else None
        if text and days[field] is None:
            found.problem(row, field, f"„{short(str(text))}” nie jest dniem.", _AGAIN)
    begun = days["dataRozpoczecia"]
    ends = [days[field] for field in ("dataZakonczenia", "dataLikwidacji")]
    return (begun is None or begun <= day) and not any(end and end <= day for end in ends)


def _school(
    row: int, record: Mapping[str, Any], stage: str, base: Snapshot, found: Notices
) -> _School | None:
    number, name = record.get("numerRspo"), record.get("nazwa")
    known = isinstance(number, (int, str)) and re.fullmatch(r"[1-9][0-9]{0,8}", str(number))
    if not known or isinstance(number, bool):
        found.problem(row, "numerRspo", "Brak numeru RSPO.", _AGAIN)
        return None
    if not isinstance(name, str) or not name.strip():
        found.problem(row, "nazwa", "Brak nazwy.", _AGAIN)
        return None
    unit = _unit(record, base)
    if unit is None:
        code = short(str(record.get("gminaKodTERYT")))
        what = f"W rejestrze nie ma gminy o kodzie „{code}” ({short(name)})."
        remedy = "Wczytaj rejestr TERC z tego samego roku co RSPO."
        found.problem(row, "gminaKodTERYT", what, remedy)
        return None
    place = record.get("geolokalizacja")
    lon, lat = (_degrees(place, axis) for axis in ("longitude", "latitude"))
    tidy = " ".join(name.split())
    return _School(row, str(number), tidy, stage, _special(record, tidy), unit, lon, lat)


def _special(record: Mapping[str, Any], name: str) -> bool:
    words = [_name(record.get(one)) for one in ("typ", "specyfikaSzkoly", "kategoriaUczniow")]
    marked = any(re.search(r"^specjaln|szkola specjaln|^dorosl", plain(word)) for word in words)
    return marked or re.search(SPECIAL_SCHOOL, name) is not None


def _unit(record: Mapping[str, Any], base: Snapshot) -> str | None:
    """Gmina of a school; the register gives its code with or without the kind."""
    code, kind = (str(record.get(one) or "").strip() for one in ("gminaKodTERYT", "gminaRodzajKod"))
    if not (code.isascii() and code.isdigit()):
        return None
    if len(code) == 6 and kind.isascii() and kind.isdigit():
        return whole_gmina(code + kind[-1], base.register)
    if len(code) == 6:
        found = {whole_gmina(code + one, base.register) for one in "123"} - {None}
        return found.pop() if len(found) == 1 else None
    return whole_gmina(code, base.register)


def _degrees(place: object, axis: str) -> float:
    """Degrees of an axis, NaN where there are none."""
    value = place.get(axis) if isinstance(place, dict) else None
    try:
        return float(str(value).replace(",", ".")) if not isinstance(value, bool) else np.nan
    except ValueError:
        return np.nan


def _placed(frame: pl.DataFrame, base: Snapshot, found: Notices) -> pl.DataFrame:
    """Schools whose coordinates lie in Poland and near their gmina; the others are told."""
    inside = pl.col("lon").is_between(*_LON) & pl.col("lat").is_between(*_LAT)
    swapped = pl.col("lat").is_between(*_LON) & pl.col("lon").is_between(*_LAT)
    turned = frame.filter(swapped)
    if turned.height:
        what = f"Zamieniono szerokość z długością geograficzną w {turned.height} placówkach."
        found.told(int(turned["row"][0]), "geolokalizacja", what)
        lon, lat = pl.col("lat"), pl.col("lon")
        frame = frame.with_columns(
            lon=pl.when(swapped).then(lon).otherwise("lon"),
            lat=pl.when(swapped).then(lat).otherwise("lat"),
        )
    sound = frame.filter(inside.fill_null(value=False))
    for row, name in frame.filter(~inside.fill_null(value=False)).select("row", "name").iter_rows():
        what = f"{short(name)}: położenie nieznane lub poza Polską; pominięto."
        found.told(row, "geolokalizacja", what)
    far = pl.Series(_kilometres_outside(sound, base) > _NEAR_KM, dtype=pl.Boolean)
    for row, name, unit in sound.filter(far).select("row", "name", "unit").iter_rows():
        where = f"{unit} {base.register.unit(unit).name}"
        what = f"{short(name)}: położenie dalej niż {_NEAR_KM:.0f} km od gminy {where}; pominięto."
        found.told(row, "geolokalizacja", what)
    return sound.filter(~far)


def _kilometres_outside(frame: pl.DataFrame, base: Snapshot) -> np.ndarray:
    """Distance of each school to its gmina in km, 0 inside and where no boundary is known.

    Degrees are scaled to kilometres at the latitude of the school: right within 1 % at 5 km.
    """
    codes = [f"{code}" for code in frame["unit"]]
    shapes = {code: base.boundaries.of(code) for code in set(codes) if code in base.boundaries}
    found = np.zeros(frame.height)
    for at, (code, lon, lat) in enumerate(frame.select("unit", "lon", "lat").iter_rows()):
        shape = shapes.get(code)
        if shape is None:
            continue
        point = shapely.Point(lon, lat)
        if shape.intersects(point):
            continue
        near = shapely.shortest_line(shape, point).coords[0]
        east = (near[0] - lon) * np.cos(np.radians(lat))
        found[at] = _KM_A_DEGREE * float(np.hypot(east, near[1] - lat))
    return found
