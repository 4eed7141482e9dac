"""DCAT-AP 3: the description of a published data set, as JSON-LD with its context inside.

Terms follow DCAT-AP 3.0 (SEMIC, European Commission); themes, languages and file types are those of
the authority tables of the EU Publications Office. Codes of places are TERYT.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_AUTHORITY = "http://publications.europa.eu/resource/authority"
_MEDIA = "https://www.iana.org/assignments/media-types"
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_FORMATS = {
    "csv": ("CSV", "text/csv"),
    "docx": ("DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "gpkg": ("GPKG", "application/geopackage+sqlite3"),
    "html": ("HTML", "text/html"),
    "json": ("JSON", "application/json"),
    "pdf": ("PDF", "application/pdf"),
    "zip": ("ZIP", "application/zip"),
}
_LANGUAGES = {"pl": "POL", "en": "ENG"}
_THEME = re.compile(r"[A-Z]{4}\Z")
_TERYT = re.compile(r"(PL|\d{2}|\d{4}|\d{7})\Z")


class DcatError(ValueError):
    """A description that lacks what DCAT-AP requires; the message says what."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """One file of a data set: where it is, how large, and its fingerprint."""

    title: str
    url: str
    kind: str
    byte_size: int
    sha256: str

    def __post_init__(self) -> None:
        if self.kind not in _FORMATS:
            raise DcatError(f'file kind "{self.kind}"; known: {", ".join(_FORMATS)}')
        if not re.match(r"[0-9a-f]{64}\Z", self.sha256):
            raise DcatError(f'"{self.url}": not a SHA-256 in hexadecimal')

    @classmethod
    def of(cls, path: Path, title: str, url: str) -> Distribution:
        """A distribution measured from a file; its kind is the file's suffix."""
        content = path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        return cls(title, url, path.suffix.lstrip(".").lower(), len(content), digest)


@dataclass(frozen=True, slots=True)
class Dataset:
    """What DCAT-AP asks of a data set; texts are given by language ("pl", "en").

    ``spatial`` maps TERYT codes to names, ``themes`` are EU theme codes such as "REGI".
    """

    identifier: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    publisher: str
    issued: dt.date
    modified: dt.date
    contact_name: str
    contact_email: str
    licence: str
    spatial: Mapping[str, str]
    temporal: tuple[dt.date, dt.date]
    themes: tuple[str, ...] = ("REGI",)
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    languages: tuple[str, ...] = ("pl",)
    distributions: tuple[Distribution, ...] = ()

    def __post_init__(self) -> None:
        problems = tuple(_problems(self))
        if problems:
            raise DcatError("; ".join(problems))


def write_dcat(dataset: Dataset) -> str:
    """A data set as JSON-LD text, sorted so that equal data sets give equal text.

    >>> day = dt.date(2026, 11, 22)
    >>> data = Dataset("https://example.org/a", {"pl": "Tabele"}, {"pl": "Opis"}, "Biuro", day, day,
    ...     "Biuro", "a@example.org", "https://example.org/cc-by", {"3217": "powiat wałecki"},
    ...     (day, day))
    >>> json.loads(write_dcat(data))["dct:spatial"][0]["dct:identifier"]
    'TERYT:3217'
    """
    content = {"@context": _CONTEXT, **_dataset(dataset)}
    return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _problems(dataset: Dataset) -> list[str]:
    found = []
    if not re.match(r"(https?|urn):\S+\Z", dataset.identifier):
        found.append(f'identifier "{dataset.identifier}" is no address or urn:')
    texts = {"title": dataset.title, "description": dataset.description}
    found += [f"no Polish {name}" for name, text in texts.items() if not text.get("pl", "").strip()]
    if not dataset.publisher.strip():
        found.append("no publisher")
    if dataset.modified < dataset.issued:
        found.append("modified before it was issued")
    if dataset.temporal[1] < dataset.temporal[0]:
        found.append("temporal range ends before it starts")
    found += [f'theme "{code}": use a code such as REGI' for code in _not(_THEME, dataset.themes)]
    found += [f'place "{code}" is no TERYT code' for code in _not(_TERYT, dataset.spatial)]
    found += [f'language "{code}"' for code in dataset.languages if code not in _LANGUAGES]
    return found


def _not(pattern: re.Pattern[str], values: Mapping[str, str] | tuple[str, ...]) -> list[str]:
    return [value for value in values if not pattern.match(value)]


def _email(address: str) -> dict[str, Any]:
    return {"vcard:hasEmail": {"@id": f"mailto:{address}"}} if address else {}


def _dataset(dataset: Dataset) -> dict[str, Any]:
    start, end = dataset.temporal
    return {
        "@id": dataset.identifier,
        "@type": "dcat:Dataset",
        "dct:identifier": dataset.identifier,
        "dct:title": _texts(dataset.title),
        "dct:description": _texts(dataset.description),
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": dataset.publisher},
        "dct:issued": _date(dataset.issued),
        "dct:modified": _date(dataset.modified),
        "dct:language": [
            {"@id": f"{_AUTHORITY}/language/{_LANGUAGES[code]}"} for code in dataset.languages
        ],
        "dcat:theme": [{"@id": f"{_AUTHORITY}/data-theme/{code}"} for code in dataset.themes],
        "dcat:keyword": [
            {"@language": language, "@value": word}
            for language, words in sorted(dataset.keywords.items())
            for word in words
        ],
        "dct:spatial": [
            {
                "@type": "dct:Location",
                "dct:identifier": f"TERYT:{code}",
                "skos:prefLabel": {"@language": "pl", "@value": name},
            }
            for code, name in sorted(dataset.spatial.items())
        ],
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _date(start),
            "dcat:endDate": _date(end),
        },
        "dcat:contactPoint": {
            "@type": "vcard:Organization",
            "vcard:fn": dataset.contact_name,
            **_email(dataset.contact_email),
        },
        "dcat:distribution": [
            _distribution(part, dataset.licence) for part in dataset.distributions
        ],
    }


def _distribution(part: Distribution, licence: str) -> dict[str, Any]:
    file_type, media_type = _FORMATS[part.kind]
    return {
        "@type": "dcat:Distribution",
        "dct:title": {"@language": "pl", "@value": part.title},
        "dcat:accessURL": {"@id": part.url},
        "dcat:downloadURL": {"@id": part.url},
        "dct:format": {"@id": f"{_AUTHORITY}/file-type/{file_type}"},
        "dcat:mediaType": {"@id": f"{_MEDIA}/{media_type}"},
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(part.byte_size)},
        "dct:license": {"@id": licence},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@type": "xsd:hexBinary", "@value": part.sha256},
        },
    }


def _texts(texts: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"@language": code, "@value": text} for code, text in sorted(texts.items())]


def _date(date: dt.date) -> dict[str, str]:
    return {"@type": "xsd:date", "@value": date.isoformat()}
