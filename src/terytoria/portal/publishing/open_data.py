"""Open data of the country's partnerships: tables, and the catalogue that describes them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from terytoria.documents.writers.dcat import Dataset, Distribution, write_dcat
from terytoria.portal.publishing.cells import csv_bytes
from terytoria.portal.publishing.site import Entry, Paper, Release, Site, Value

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
CATALOGUE = "katalog.jsonld"
Row = dict[str, Value]
Link = Callable[..., str]
"""Absolute address of a named page: ``link("document", slug, paper)``."""

MEMBERS = (
    *("partnerstwo", "nazwa", "adres", "kod", "jednostka", "rodzaj", "powiat", "wojewodztwo"),
    *("od", "do"),
)
DECISIONS = (
    *("partnerstwo", "numer", "tytul", "przyjeto", "opublikowano", "dokument", "wersja"),
    *("wycofano", "powod", "adres"),
)
_OF = ("partnerstwo", "uchwala", "wersja")
GOALS = (*_OF, "cel", "opis", "wyzwania", "kierunki")
TARGETS = (
    *(*_OF, "cel", "miernik", "wskaznik", "jednostka", "zmiana", "wartosc_bazowa", "rok_bazowy"),
    *("wartosc_docelowa", "rok_docelowy", "zrodlo"),
)
TABLES = {
    "partnerstwa.csv": "Partnerstwa i ich członkowie z datami",
    "uchwaly.csv": "Opublikowane uchwały",
    "cele.csv": "Cele przyjętych strategii",
    "mierniki.csv": "Mierniki przyjętych strategii",
}
_KINDS = frozenset({"csv", "docx", "gpkg", "html", "json", "pdf", "zip"})
_EMAIL = ""


def table(site: Site, name: str, link: Link) -> bytes:
    """A table of :data:`TABLES` as CSV; ``KeyError`` for another name."""
    makers: dict[str, tuple[tuple[str, ...], Callable[[], Iterable[Mapping[str, Value]]]]] = {
        "partnerstwa.csv": (MEMBERS, lambda: _members(site, link)),
        "uchwaly.csv": (DECISIONS, lambda: _decisions(site, link)),
        "cele.csv": (GOALS, lambda: site.goals),
        "mierniki.csv": (TARGETS, lambda: site.targets),
    }
    columns, rows = makers[name]
    return csv_bytes(columns, rows(), invented=site.synthetic)


def _members(site: Site, link: Link) -> Iterator[Row]:
    for entry in site.entries:
        for one in entry.members:
            yield {
                "partnerstwo": entry.short_name,
                "nazwa": entry.name,
                "adres": link("partnership", entry.slug),
                "kod": one.code,
                "jednostka": one.label,
                "rodzaj": one.kind,
                "powiat": one.powiat,
                "wojewodztwo": one.voivodeship,
                "od": one.since,
                "do": one.until,
            }


def _decisions(site: Site, link: Link) -> Iterator[Row]:
    for entry in site.entries:
        for one in entry.releases:
            yield {
                "partnerstwo": entry.short_name,
                "numer": one.number,
                "tytul": one.title,
                "przyjeto": one.adopted_on,
                "opublikowano": one.released_on,
                "dokument": one.paper_title,
                "wersja": one.version or None,
                "wycofano": one.withdrawn_on,
                "powod": one.reason,
                "adres": link("decision", entry.slug, one.ordinal, one.year),
            }


def catalogue(site: Site, link: Link) -> str:
    """The catalogue as JSON-LD (DCAT-AP): tables of the country, then every released document."""
    datasets = [*_of_country(site, link), *_of_documents(site, link)]
    told = [json.loads(write_dcat(one)) for one in datasets]
    context = told[0]["@context"]
    body: dict[str, Any] = {
        "@context": context,
        "@id": link("open_data_file", CATALOGUE),
        "@type": "dcat:Catalog",
        "dct:title": [{"@language": "pl", "@value": f"Partnerstwa gmin{_mark(site)}"}],
        "dct:description": [
            {"@language": "pl", "@value": "Partnerstwa, ich uchwały, cele, mierniki i dokumenty."}
        ],
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": "Partnerstwa gmin"},
        "dct:license": {"@id": LICENCE},
        "foaf:homepage": {"@id": link("home")},
        "dcat:dataset": [
            {key: value for key, value in one.items() if key != "@context"} for one in told
        ],
    }
    return json.dumps(body, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _mark(site: Site) -> str:
    return " (przykład syntetyczny)" if site.synthetic else ""


def _of_country(site: Site, link: Link) -> Iterator[Dataset]:
    day = date.fromisoformat(site.made_at[:10]) if site.made_at else date(2000, 1, 1)
    first = min((m.since for e in site.entries for m in e.members if m.since), default="")
    for name, title in TABLES.items():
        content, address = table(site, name, link), link("open_data_file", name)
        digest = hashlib.sha256(content).hexdigest()
        part = Distribution(title, address, "csv", len(content), digest)
        yield Dataset(
            identifier=f"{address}#zbior",
            title={"pl": f"{title}{_mark(site)}"},
            description={"pl": f"{title}: wszystkie partnerstwa kraju, które są jawne."},
            publisher="Partnerstwa gmin",
            issued=day,
            modified=day,
            contact_name="Partnerstwa gmin",
            contact_email=_EMAIL,
            licence=LICENCE,
            spatial={"PL": "Polska"},
            temporal=(min(date.fromisoformat(first), day) if first else day, day),
            keywords={"pl": ("partnerstwa gmin", "samorząd")},
            distributions=(part,),
        )


def _of_documents(site: Site, link: Link) -> Iterator[Dataset]:
    for entry in site.entries:
        for paper in entry.standing_papers:
            if paper.current is not None:
                yield _of_document(entry, paper, paper.current, link)


def _of_document(entry: Entry, paper: Paper, release: Release, link: Link) -> Dataset:
    issued = min(date.fromisoformat(one.released_on) for one in paper.releases)
    modified = date.fromisoformat(release.released_on)
    made = date.fromisoformat(release.created_on or release.adopted_on)
    mark = " (przykład syntetyczny)" if release.synthetic else ""
    at = (entry.slug, paper.id, release.version)
    parts = tuple(
        Distribution(one.label, link("document_file", *at, one.name), ending, one.size, one.sha256)
        for one in release.files
        if (ending := one.name.rpartition(".")[2]) in _KINDS
    )
    return Dataset(
        identifier=link("document", entry.slug, paper.id),
        title={"pl": f"{release.paper_title}{mark}"},
        description={"pl": f"{release.kind}; uchwała {release.number}: {release.title}"},
        publisher=entry.leader or entry.name,
        issued=issued,
        modified=max(issued, modified),
        contact_name=entry.leader or entry.name,
        contact_email=_EMAIL,
        licence=LICENCE,
        spatial={one.code: one.label for one in entry.present},
        temporal=(min(made, modified), max(made, modified)),
        keywords={"pl": ("partnerstwo gmin", release.kind)},
        distributions=parts,
    )
