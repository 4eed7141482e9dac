"""The list of changes of TERC units between two days, as eTERYT gives it (XML or CSV)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import polars as pl

from terytoria.statistics.snapshot import Snapshot
from terytoria.statistics.snapshot.snapshot import OPTIONAL
from terytoria.statistics.sources.cells import CellsError, decoded
from terytoria.statistics.sources.imported import Imported
from terytoria.statistics.sources.problems import RefusedFileError
from terytoria.statistics.sources.published.codes import padded, read_day
from terytoria.statistics.sources.published.notices import ROW, Notices
from terytoria.statistics.sources.published.table import Layout, Table, open_content, read_table
from terytoria.territory.changes import Change, ChangeError, Correspondence, Link, What
from terytoria.territory.changes.change import together

_SIDES = ("Przed", "Po")
_CODE = {"Woj": 2, "Pow": 2, "Gmi": 2, "Rodz": 1}
_FROM = tuple(f"WyodrebnionoZIdentyfikatora{at}" for at in (1, 2, 3))
_INTO = tuple(f"WlaczonoDoIdentyfikatora{at}" for at in (1, 2, 3))
_PLAIN = (
    "TypKorekty",
    *(f"{part}{side}" for side in _SIDES for part in (*_CODE, "Nazwa")),
    "StanPrzed",
    "StanPo",
)
_OPTIONAL = frozenset({*_FROM, *_INTO, "StanPrzed"})
LAYOUT = Layout(
    "lista zmian TERC",
    {name: (name.casefold(),) for name in (*_PLAIN, *_FROM, *_INTO)},
    optional=_OPTIONAL,
    closing=frozenset({"StanPo"}),
)
_WHOLE = {"1", "2", "3"}
_SENTENCES = {
    What.RENAME: "Zmiana nazwy: {before} → {after}.",
    What.KIND: "Zmiana rodzaju gminy {after}: kod {old} → {new}.",
    What.MOVED: "Zmiana kodu jednostki {after}: {old} → {new}.",
    What.MERGE: "Połączenie: {old} → {new}.",
    What.SPLIT: "Podział: {old} → {new}.",
}
_AGAIN = "Pobierz listę zmian jeszcze raz."


@dataclass(frozen=True)
class _Entry:
    """One entry of the list: what was done, the codes and names before and after, and the day."""

    row: int
    done: str
    old: str
    new: str
    before: str
    after: str
    day: date
    origins: tuple[str, ...]
    targets: tuple[str, ...]


def read_terc_changes(path: Path, base: Snapshot) -> Imported:
    """Table ``changes`` of gminas and powiats: those of ``base`` and those of the list.

    Entries: ``D`` a unit added (taken out of others, which live on), ``U`` one removed (put into
    others), ``M`` one modified; an empty cell after a modification means „as before”. Shares are
    not in the list and stay unknown where a unit is divided. Parts of gminas, districts and
    voivodeships are counted and left out. Format: GUS, eTERYT, file
    ``TERC_Urzedowy_zmiany_RRRR-MM-DD_RRRR-MM-DD``, elements ``zmiany/zmiana`` or the same names
    over columns. Raises :class:`~terytoria.statistics.sources.problems.RefusedFileError`.
    """
    table = _table(path)
    found = table.found
    entries = list(_entries(table))
    found.refuse()
    source = f"GUS, rejestr TERC, lista zmian (plik {found.file})"
    changes = _changes(entries, source, found)
    found.refuse()
    try:
        new = Correspondence(tuple(changes))
        every = new.together_with(Correspondence.from_table(base.table("changes")))
    except ChangeError as problem:
        what = f"Plik {found.file} nie został przyjęty: zmiany przeczą sobie ({problem})."
        raise RefusedFileError(f"{what} {_AGAIN}") from problem
    frame = pl.DataFrame(list(every.rows()), schema=OPTIONAL["changes"], orient="row")
    return Imported({"changes": frame}, found.messages, source)


def _table(path: Path) -> Table:
    """Entries of an XML or a CSV file as a table with every column of the layout."""
    content = open_content(path)
    if content.sheet or not content.data.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0").startswith(b"<"):
        table = read_table(path, LAYOUT)
        missing = [name for name in LAYOUT.columns if name not in table.frame.columns]
        filled = table.frame.with_columns(pl.lit("").alias(name) for name in missing)
        return Table(filled, table.found)
    try:
        text = decoded(content.name, content.data)
    except CellsError as problem:
        raise RefusedFileError(str(problem)) from problem
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        what = f"{content.name}: plik zawiera niedozwolone deklaracje XML."
        raise RefusedFileError(f"{what} {_AGAIN}")
    try:
        root = ET.fromstring(text)  # noqa: S314 - declarations, which could swell, are refused above
    except (ET.ParseError, ValueError) as problem:
        what = f"{content.name}: plik XML jest uszkodzony albo urwany."
        raise RefusedFileError(f"{what} {_AGAIN}") from problem
    return _xml_table(content.name, root)


def _xml_table(name: str, root: ET.Element) -> Table:
    entries = root.findall("zmiana")
    if not entries:
        what = f"{name}: to nie jest lista zmian TERC (brak elementów „zmiana”)."
        raise RefusedFileError(f"{what} Pobierz z eTERYT plik TERC_Urzedowy_zmiany.")
    tags = {element.tag for entry in entries for element in entry}
    missing = [one for one in LAYOUT.columns if one not in tags and one not in _OPTIONAL]
    if missing:
        what = f"{name}: to nie jest lista zmian TERC (brak pól {', '.join(missing)})."
        raise RefusedFileError(f"{what} {_AGAIN}")
    found = Notices(name)
    for at, entry in enumerate(entries, start=1):
        inside = [element.tag for element in entry]
        for twice in sorted({tag for tag in inside if inside.count(tag) > 1}):
            found.problem(at, twice, "Pole występuje we wpisie dwa razy.", _AGAIN)
    columns = {
        one: [(entry.findtext(one) or "").strip() for entry in entries] for one in LAYOUT.columns
    }
    numbers = pl.Series(ROW, range(1, len(entries) + 1), dtype=pl.Int64)
    return Table(pl.DataFrame([numbers, *(pl.Series(k, v) for k, v in columns.items())]), found)


def _entries(table: Table) -> Iterable[_Entry]:
    """Entries of gminas and powiats; the others are counted and told."""
    rows = table.frame
    for side in _SIDES:
        for part, width in _CODE.items():
            rows = padded(rows, f"{part}{side}", width, table.found)
    left = 0
    for row in rows.unique(pl.selectors.exclude(ROW), maintain_order=True).iter_rows(named=True):
        old, new = (_code(row, side) for side in _SIDES)
        done = row["TypKorekty"].upper()
        if done not in {"D", "U", "M"}:
            what = f"„{row['TypKorekty']}” nie jest rodzajem zmiany (D, U, M)."
            table.found.problem(row[ROW], "TypKorekty", what, _AGAIN)
            continue
        if not all(_unit(code) for code in (old, new) if code):
            left += 1
            continue
        day = read_day(row["StanPo"] or row["StanPrzed"])
        if day is None:
            table.found.problem(row[ROW], "StanPo", "Brak dnia zmiany.", _AGAIN)
            continue
        origins = tuple(code for name in _FROM if (code := _identifier(row, name, table.found)))
        targets = tuple(code for name in _INTO if (code := _identifier(row, name, table.found)))
        before, after = row["NazwaPrzed"], row["NazwaPo"] or row["NazwaPrzed"]
        yield _Entry(row[ROW], done, old, new, before, after, day, origins, targets)
    if left:
        what = f"Pominięto zmiany części gmin, dzielnic i województw: {left}."
        table.found.told(0, "", what)


def _code(row: dict[str, str], side: str) -> str:
    """Code on a side; after a modification an empty cell stands for what was before."""
    modified = row["TypKorekty"].upper() == "M"
    parts = [
        row[f"{part}{side}"] or (row[f"{part}{_SIDES[0]}"] if modified else "") for part in _CODE
    ]
    return "".join(part for part in parts if part.strip("0"))


def _unit(code: str) -> bool:
    return len(code) == 4 or (len(code) == 7 and code[6] in _WHOLE)


def _identifier(row: dict[str, str], name: str, found: Notices) -> str:
    code = re.sub(r"[\s_-]", "", row[name])
    if code and not (code.isascii() and code.isdigit() and len(code) in {4, 7}):
        found.problem(int(row[ROW]), name, f"„{code[:40]}” nie jest kodem TERYT.", _AGAIN)
        return ""
    return code if _unit(code) else ""


def _changes(entries: Iterable[_Entry], source: str, found: Notices) -> Iterable[Change]:
    """Modifications one by one; additions and removals of a day joined where they share a unit."""
    links: dict[date, set[Link]] = defaultdict(set)
    changes: list[Change] = []
    listed = list(entries)
    added = {(entry.day, entry.new) for entry in listed if entry.done == "D"}
    removed = {(entry.day, entry.old) for entry in listed if entry.done == "U"}
    for entry in listed:
        try:
            if entry.done == "M":
                changes += _modified(entry, source)
            else:
                pairs = _pairs(entry, added, removed)
                links[entry.day] |= pairs
                if not pairs:
                    _tell_alone(entry, found)
        except ChangeError:
            what = f"Zmiana kodu {entry.old} → {entry.new} jest niemożliwa."
            found.problem(entry.row, "TypKorekty", what, _AGAIN)
    for day, pairs in sorted(links.items()):
        changes += (_grouped(day, group, source) for group in together(pairs))
    return changes


def _modified(entry: _Entry, source: str) -> list[Change]:
    what = What.KIND if entry.old[:6] == entry.new[:6] else What.MOVED
    pairs = [(what, Link(entry.old, entry.new))] if entry.old != entry.new else []
    if entry.before and entry.before != entry.after:
        pairs.append((What.RENAME, Link(entry.new, entry.new)))
    return [
        Change(entry.day, one, (link,), _said(one, link, entry.before, entry.after), source)
        for one, link in pairs
    ]


def _pairs(
    entry: _Entry, added: set[tuple[date, str]], removed: set[tuple[date, str]]
) -> set[Link]:
    """Links of an addition or a removal; units that live on are linked to themselves."""
    if entry.done == "D":
        alive = {code for code in entry.origins if (entry.day, code) not in removed}
        pairs = {(code, entry.new) for code in entry.origins}
    else:
        alive = {code for code in entry.targets if (entry.day, code) not in added}
        pairs = {(entry.old, code) for code in entry.targets}
    return {Link(old, new, None) for old, new in pairs | {(code, code) for code in alive}}


def _grouped(day: date, links: tuple[Link, ...], source: str) -> Change:
    """A merge where one unit is left of several, a split where one unit went to several."""
    counts: dict[str, int] = defaultdict(int)
    for link in links:
        counts[link.old] += 1
    shared = tuple(
        Link(link.old, link.new, 1.0 if counts[link.old] == 1 else None) for link in links
    )
    divided = max(counts.values()) > 1
    what = What.SPLIT if divided else What.MERGE
    if len(links) == 1:
        what = What.KIND if links[0].old[:6] == links[0].new[:6] else What.MOVED
    old = ", ".join(sorted({link.old for link in links}))
    new = ", ".join(sorted({link.new for link in links}))
    note = _SENTENCES[what].format(old=old, new=new, before=old, after=new)
    return Change(day, what, shared, note, source)


def _said(what: What, link: Link, before: str, after: str) -> str:
    return _SENTENCES[what].format(old=link.old, new=link.new, before=before, after=after)


def _tell_alone(entry: _Entry, found: Notices) -> None:
    code, name = (entry.new, entry.after) if entry.done == "D" else (entry.old, entry.before)
    fate = "z czego powstała" if entry.done == "D" else "do czego ją włączono"
    what = f"Lista nie podaje, {fate} jednostka {code} {name}; zmianę pominięto."
    found.told(entry.row, "TypKorekty", what)
