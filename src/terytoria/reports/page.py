"""What the public page shows, written once in Polish and in English beside the report."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal

from terytoria.diagnosis import Finding
from terytoria.diagnosis.findings.words import (
    figure_text,
    member_text,
    name_text,
    number_en,
    opened,
)
from terytoria.diagnosis.standing import Standing
from terytoria.documents.figures.choropleth import Choropleth, draw_choropleth
from terytoria.documents.inline import inline, plain_text
from terytoria.documents.model import Document
from terytoria.documents.writers.pdf import write_cover
from terytoria.language.dates import date_pl
from terytoria.language.numbers import number
from terytoria.language.text import typographic
from terytoria.reports.diagnosis.context import Context
from terytoria.reports.diagnosis.notes import latest_borders, latest_notes
from terytoria.reports.diagnosis.panels.maps import class_title, country_classes
from terytoria.reports.sources import full_names, short_names
from terytoria.statistics.catalogue import Indicator, Text
from terytoria.territory import Kind
from terytoria.territory.changes import Change

Language = Literal["pl", "en"]
LANGUAGES: tuple[Language, ...] = ("pl", "en")
MAP, PEOPLE, CHANGE = "L-01", "L-03", "L-01"
TILES = (PEOPLE, CHANGE, "L-18", "R-01", "F-03", "P-01")
TABLE = (PEOPLE, CHANGE, "L-18", "R-01")
SHOWN, MEMBER_SHOWN = 4, 8
MAP_WIDTH, NARROW_WIDTH = 560.0, 340.0
"""Widths of the map on a desk and on a phone, where names must still be read."""
KINDS = {
    Kind.URBAN: Text("gmina miejska", "urban gmina"),
    Kind.RURAL: Text("gmina wiejska", "rural gmina"),
    Kind.URBAN_RURAL: Text("gmina miejsko-wiejska", "urban-rural gmina"),
}
GROUPS = (
    ("strength", Text("Mocne strony", "Strengths")),
    ("weakness", Text("Słabe strony", "Weaknesses")),
    ("opportunity", Text("Szanse", "Opportunities")),
    ("threat", Text("Zagrożenia", "Threats")),
    ("contradiction", Text("Sprzeczne sygnały", "Contradictory signals")),
)
FILES = {
    "report.html": Text("Raport do czytania w przeglądarce (HTML)", "Report to read online (HTML)"),
    "report.pdf": Text("Raport do druku (PDF)", "Report to print (PDF)"),
    "report.docx": Text("Raport do edycji (DOCX)", "Report to edit (DOCX)"),
    "tables.zip": Text("Tabele (CSV)", "Tables (CSV)"),
    "diagnosis.json": Text("Diagnoza (JSON)", "Diagnosis (JSON)"),
    "dcat.jsonld": Text("Metadane (DCAT-AP)", "Metadata (DCAT-AP)"),
}


def write_page(ctx: Context, document: Document, folder: Path) -> None:
    """Write the maps, the picture of the report's cover and, last, ``page.json``.

    Whoever finds the page finds all that it shows.
    """
    (folder / "cover.png").write_bytes(write_cover(document))
    for language in LANGUAGES:
        _write_maps(ctx, folder, language)
    pages = {language: _Page(ctx, folder, language).content() for language in LANGUAGES}
    text = json.dumps(_printed(pages), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (folder / "page.json").write_text(text, encoding="utf-8")


def _printed(content: Any) -> Any:
    """Every text with its spaces as Polish typography sets them."""
    if isinstance(content, dict):
        return {key: _printed(value) for key, value in content.items()}
    if isinstance(content, list):
        return [_printed(value) for value in content]
    return typographic(content) if isinstance(content, str) else content


def _write_maps(ctx: Context, folder: Path, language: Language) -> None:
    """Maps of the partnership and of each gmina, and the same drawn for a phone."""
    for end, width in (("", MAP_WIDTH), (".narrow", NARROW_WIDTH)):
        name = f"map{end}.{language}.svg"
        (folder / name).write_text(_map(ctx, "gmina/", language, width), encoding="utf-8")
        for code in ctx.members:
            drawn = _map(ctx, "../", language, width, code)
            (folder / f"map-{code}{end}.{language}.svg").write_text(drawn, encoding="utf-8")


def _map(ctx: Context, base: str, language: Language, width: float, marked: str = "") -> str:
    """The map divided into gminas; every gmina is a link to its page."""
    indicator, values = ctx.indicator(MAP), ctx.values(MAP)
    year = ctx.last_year(MAP)
    name = indicator.name_pl if language == "pl" else indicator.name_en
    column = values.year(year)[:-1].tolist()
    classes = country_classes(ctx, MAP, year)
    told = class_title(classes)
    shown = [code for code in ctx.members if code in ctx.measures.snapshot.boundaries]
    return draw_choropleth(
        Choropleth(
            f"{name}, {year}",
            ctx.regions(column, base),
            classes,
            told.pl if language == "pl" else told.en,
            indicator.unit,
            indicator.decimals,
            context=ctx.surroundings,
            interactive=True,
            width=width,
            marked=shown.index(marked) if marked in shown else None,
        )
    ).svg


class _Page:
    """The page in one language."""

    def __init__(self, ctx: Context, folder: Path, language: Language) -> None:
        self.ctx, self.folder, self.language = ctx, folder, language

    def say(self, text: Text) -> str:
        return text.pl if self.language == "pl" else text.en

    def plain(self, text: Text) -> str:
        """A text without its markup."""
        return plain_text(inline(self.say(text)))

    def content(self) -> dict[str, Any]:
        ctx, card = self.ctx, self.ctx.card
        snapshot = ctx.measures.snapshot
        return {
            "language": self.language,
            "synthetic": snapshot.synthetic,
            "short_name": ctx.title,
            "name": card.name if card else ctx.title,
            "description": self.say(_DESCRIPTION) + ctx.title,
            "purpose": self.say(card.purpose) if card else "",
            "leader": card.leader if card else "",
            "members_text": ", ".join(self.label(code) for code in ctx.members),
            "partners": list(card.partners) if card else [],
            "strategy": card.strategy if card else "",
            "card_source": card.source if card else "",
            "card_as_of": card.as_of if card else "",
            "entity": card.leader if card and card.leader else ctx.title,
            "contact": self._contact(),
            "date": snapshot.vintage,
            "headline": self._tiles(ctx.unit, TILES),
            "map_caption": self._map_caption(),
            "table": self._members_table(),
            "finding_groups": self._groups(),
            "challenges": [
                {"title": self.say(one.title), "text": self.say(one.question)}
                for one in ctx.diagnosis.challenges[:6]
            ],
            "cover_alt": self.say(_COVER_ALT) + ctx.title,
            "report_text": self.say(_REPORT),
            "files": self._files(),
            "data_text": self._data_text(),
            "sources": list(full_names(snapshot.manifest.sources)),
            "limits": self._limits(),
            "members": [self._member(code) for code in ctx.members],
        }

    def label(self, code: str) -> str:
        """A gmina as a heading or a link: "Gmina Tuczno", "Tuczno (urban-rural gmina)"."""
        if self.language == "pl":
            return opened(member_text(self.ctx.register, code)).pl
        unit = self.ctx.register.unit(code)
        return f"{unit.name} ({KINDS.get(unit.kind, Text('gmina', 'gmina')).en})"

    def _contact(self) -> dict[str, str]:
        card = self.ctx.card
        if card is None:
            return {"person": "", "email": "", "phone": ""}
        return {
            "person": card.contact_person,
            "email": card.contact_email,
            "phone": card.contact_phone,
        }

    def _tiles(self, unit: str, names: Sequence[str]) -> list[dict[str, str]]:
        tiles = []
        for name in names:
            one = self.ctx.diagnosis.standings.latest(unit, name) if self.ctx.has(name) else None
            if one is None:
                continue
            indicator = self.ctx.indicator(name)
            label = self.say(opened(name_text(indicator, self._unit_en(indicator))))
            median = self.say(figure_text(one.median, indicator))
            peers = "" if name == PEOPLE else f"{self.say(_PEERS[unit == self.ctx.unit])}: {median}"
            tiles.append(
                {
                    "label": f"{label}, {one.year}",
                    "value": self.say(figure_text(one.value, indicator)),
                    "comparison": peers,
                }
            )
        return tiles

    def _unit_en(self, indicator: Indicator) -> str:
        return self.ctx.measures.catalogue.unit_en(indicator.unit)

    def _map_caption(self) -> str:
        indicator = self.ctx.indicator(MAP)
        name = indicator.name_pl if self.language == "pl" else indicator.name_en
        return f"{name}. {self.say(_MAP_HINT)}"

    def _members_table(self) -> dict[str, Any]:
        names = [name for name in TABLE if self.ctx.has(name)]
        titles = [
            self.say(opened(name_text(self.ctx.indicator(n), self._unit_en(self.ctx.indicator(n)))))
            for n in names
        ]
        units = (*self.ctx.members, self.ctx.unit)
        years = [{one.year for u in units if (one := self._latest(u, n))} for n in names]
        titles = [
            f"{title}, {max(found)}" if len(found) == 1 else title
            for title, found in zip(titles, years, strict=True)
        ]
        rows = [
            {
                "code": "" if unit == self.ctx.unit else unit,
                "name": self.say(_WHOLE) if unit == self.ctx.unit else self.label(unit),
                "cells": [
                    self._cell(unit, name, dated=len(found) > 1)
                    for name, found in zip(names, years, strict=True)
                ],
            }
            for unit in units
        ]
        notes = self._notes(names)
        return {
            "columns": [self.say(_GMINA), *titles],
            "rows": rows,
            "source": " ".join([self._source(names) + "." * bool(notes), *notes]),
        }

    def _notes(self, names: Sequence[str]) -> list[str]:
        """Changed borders (and, in Polish, marks of the office), told under the table."""
        units = (*self.ctx.members, self.ctx.unit)
        if self.language == "pl":
            return latest_notes(self.ctx, names, units)
        return [
            f"Borders changed in {change.day.year} ({self._who(change)}): values before and after "
            "do not compare."
            for change in latest_borders(self.ctx, names, units)
        ]

    def _who(self, change: Change) -> str:
        known = [code for code in change.new if code in self.ctx.register]
        return ", ".join(self.label(code) for code in known)

    def _source(self, names: Sequence[str]) -> str:
        offices = {office for name in names for office in self.ctx.measures.sources(name)}
        told = [", ".join(short_names(offices)), *(self.say(_INDICATOR).format(n) for n in names)]
        return "; ".join([*told, self.say(_AS_OF).format(self._day())])

    def _day(self) -> str:
        day = date.fromisoformat(self.ctx.vintage)
        return date_pl(day) if self.language == "pl" else f"{day:%-d %B %Y}"

    def _latest(self, unit: str, name: str) -> Standing | None:
        return self.ctx.diagnosis.standings.latest(unit, name)

    def _cell(self, unit: str, name: str, *, dated: bool) -> str:
        one = self._latest(unit, name)
        if one is None:
            return "–"
        value = self.say(figure_text(one.value, self.ctx.indicator(name)))
        return f"{value} ({one.year})" if dated else value

    def _groups(self) -> list[dict[str, Any]]:
        groups = []
        for kind, title in GROUPS:
            found = self.ctx.findings(kinds=(kind,))[:SHOWN]
            if found:
                told = [self._finding(one) for one in found]
                groups.append({"title": self.say(title), "findings": told})
        return groups

    def _finding(self, finding: Finding) -> dict[str, str]:
        evidence = finding.evidence[0]
        known = evidence.indicator in self.ctx.measures.catalogue.indicators
        offices = ", ".join(short_names(evidence.source.split("; ")))
        number_of = self.say(_INDICATOR).format(evidence.indicator) if known else ""
        told = (offices, number_of, self.say(_AS_OF).format(self._day()))
        return {
            "id": finding.id,
            "kind": finding.kind.value,
            "heading": self.plain(finding.heading),
            "text": self.plain(finding.text),
            "consequence": self.plain(finding.consequence),
            "source": "; ".join(part for part in told if part),
        }

    def _files(self) -> list[dict[str, str]]:
        return [
            {"name": name, "label": self.say(label), "size": self._size(name)}
            for name, label in FILES.items()
            if (self.folder / name).is_file()
        ]

    def _size(self, name: str) -> str:
        size = (self.folder / name).stat().st_size
        write = number if self.language == "pl" else number_en
        return f"{write(size / 1e6, 1)} MB" if size >= 1e6 else f"{write(size / 1e3)} kB"

    def _data_text(self) -> str:
        snapshot = self.ctx.measures.snapshot
        return self.say(_DATA).format(name=snapshot.name, vintage=snapshot.vintage)

    def _limits(self) -> list[str]:
        gaps = self.ctx.findings(kinds=("gap",))
        return [f"{self.plain(one.heading)}. {self.plain(one.text)}" for one in gaps]

    def _member(self, code: str) -> dict[str, Any]:
        unit, group = self.ctx.register.unit(code), self.ctx.diagnosis.groups[code]
        label = group.label_pl if self.language == "pl" else group.label_en
        found = self.ctx.findings(
            kinds=("strength", "weakness", "opportunity", "threat"), unit=code
        )
        kind = self.say(KINDS.get(unit.kind, Text("gmina", "gmina")))
        return {
            "code": code,
            "label": self.label(code),
            "kind": kind,
            "summary": self._summary(code),
            "headline": self._tiles(code, TILES),
            "group_text": f"{self.say(_GROUP)}: {label}.",
            "findings": [self._finding(one) for one in found[:MEMBER_SHOWN]],
            "table": self._member_table(code),
        }

    def _summary(self, code: str) -> str:
        people = self.ctx.diagnosis.standings.latest(code, PEOPLE)
        change = self.ctx.diagnosis.standings.latest(code, CHANGE)
        if people is None or change is None:
            return ""
        shown = self.say(figure_text(change.value, self.ctx.indicator(CHANGE)))
        write = number if self.language == "pl" else number_en
        return self.say(_SUMMARY).format(
            people=write(people.value), year=people.year, change=shown, before=change.year - 4
        )

    def _member_table(self, code: str) -> dict[str, Any]:
        rows = []
        for name in self.ctx.measures.available():
            one, indicator = (
                self.ctx.diagnosis.standings.latest(code, name),
                self.ctx.indicator(name),
            )
            if one is None:
                continue
            label = self.say(opened(name_text(indicator, self._unit_en(indicator))))
            cells = [self.say(figure_text(v, indicator)) for v in (one.value, one.median)]
            percentile = "–" if one.percentile is None else number(one.percentile)
            rows.append({"name": label, "cells": [str(one.year), *cells, percentile]})
        return {
            "caption": self.say(_TABLE_CAPTION),
            "columns": [self.say(text) for text in _TABLE_COLUMNS],
            "rows": rows,
            "source": f"{self.ctx.measures.snapshot.name}; {self.say(_AS_OF).format(self._day())}",
        }


_WHOLE = Text("Całe partnerstwo", "Whole partnership")
_GMINA = Text("Gmina", "Gmina")
_INDICATOR = Text("wskaźnik {}", "indicator {}")
_AS_OF = Text("stan danych: {}", "data as of {}")
_PEERS = {
    True: Text("podobne powiaty", "similar powiats"),
    False: Text("podobne gminy", "similar gminas"),
}
_DESCRIPTION = Text("Diagnoza partnerstwa gmin: ", "Diagnosis of a partnership of gminas: ")
_COVER_ALT = Text("Okładka raportu diagnostycznego: ", "Cover of the diagnostic report: ")
_REPORT = Text(
    "Cała diagnoza: mapy, wykresy i tabele z podanym źródłem każdej liczby.",
    "The whole diagnosis: maps, charts and tables with the source of each number. It is in Polish.",
)
_DATA = Text(
    "Strona i raport powstały z migawki danych {name} (stan na {vintage}). Wartości obszaru "
    "liczone są z sum, nigdy ze średnich wskaźników gmin.",
    "Page and report were made from the snapshot {name} (as of {vintage}). Values of the area "
    "come from totals, never from means of the rates of its gminas.",
)
_MAP_HINT = Text(
    "Każda gmina prowadzi do swojej strony; te same wartości są w tabeli.",
    "Every gmina links to its own page; the table holds the same values.",
)
_GROUP = Text("Grupa porównawcza", "Comparison group")
_SUMMARY = Text(
    "Liczba mieszkańców: {people} ({year} r.); zmiana od {before} r.: {change}.",
    "Population: {people} ({year}); change since {before}: {change}.",
)
_TABLE_CAPTION = Text("Najnowsze wartości wskaźników", "Latest values of indicators")
_TABLE_COLUMNS = (
    Text("Wskaźnik", "Indicator"),
    Text("Rok", "Year"),
    Text("Gmina", "Gmina"),
    Text("Mediana grupy", "Median of the group"),
    Text("Percentyl w grupie", "Percentile in the group"),
)
