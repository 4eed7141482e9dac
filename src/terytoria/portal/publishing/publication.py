"""A publication: the folder of one published diagnosis, read for the page."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from terytoria.portal.publishing.site import read_site, release_folder

PAGE = "page.json"
DIAGNOSIS = "diagnoza"
"""The address of the diagnosis among documents, and its folder inside a release."""

MEDIA_TYPES: Mapping[str, str] = {
    "report.html": "text/html; charset=utf-8",
    "report.pdf": "application/pdf",
    "report.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "diagnosis.json": "application/json",
    "dcat.jsonld": "application/ld+json",
    "tables.zip": "application/zip",
    "cover.png": "image/png",
}
"""The files a publication offers; a name that is not here is never looked up on the disk."""

INLINE = frozenset({"report.html", "cover.png"})
"""Files shown by the browser; the others are saved."""

_SLUG = re.compile(r"[A-Za-z0-9_][-A-Za-z0-9_]*")
_LOG = logging.getLogger(__name__)


class UnknownPublicationError(LookupError):
    """A publication, gmina or file that is not there."""


class DamagedPublicationError(ValueError):
    """A publication whose page cannot be read; diagnose the partnership again."""


@dataclass(frozen=True)
class Maps:
    """One map as SVG: drawn wide, and drawn again for a phone where the publication has it."""

    wide: str
    narrow: str = ""


@dataclass(frozen=True)
class Publication:
    """One publication: its folder and the content of its page in one language."""

    slug: str
    folder: Path
    page: Mapping[str, Any]
    polish: frozenset[str] = frozenset()
    """Texts that stand on the Polish page letter for letter."""

    def file(self, name: str) -> Path:
        """A file offered for download; :class:`UnknownPublicationError` for any other name."""
        path = self.folder / name
        if name not in MEDIA_TYPES or not path.is_file():
            raise UnknownPublicationError(name)
        return path

    def member(self, code: str) -> Mapping[str, Any]:
        """A member gmina; :class:`UnknownPublicationError` when it is none."""
        for member in self._members:
            if member["code"] == code:
                return member
        raise UnknownPublicationError(code)

    def maps(self, code: str = "") -> Maps:
        """The map divided into gminas, with one gmina marked when a code is given.

        Raises :class:`UnknownPublicationError` for a code that is no member and
        :class:`DamagedPublicationError` when the map is missing.
        """
        part = f"-{self.member(code)['code']}" if code else ""
        language = self.page["language"]
        narrow = self.folder / f"map{part}.narrow.{language}.svg"
        return Maps(
            wide=_svg(self.folder / f"map{part}.{language}.svg"),
            narrow=_svg(narrow) if narrow.is_file() else "",
        )

    def others(self, code: str) -> Sequence[Mapping[str, Any]]:
        """The members but one, in the order of the page."""
        return [member for member in self._members if member["code"] != code]

    @property
    def changed(self) -> tuple[int, int]:
        """When its page and its folder were last written, in nanoseconds."""
        return (self.folder / PAGE).stat().st_mtime_ns, self.folder.stat().st_mtime_ns

    @property
    def reports(self) -> Sequence[Mapping[str, Any]]:
        """The report's formats, as the page lists them."""
        return [item for item in self.page["files"] if item["name"].startswith("report.")]

    @property
    def data_files(self) -> Sequence[Mapping[str, Any]]:
        """Everything else offered: files for further use."""
        return [item for item in self.page["files"] if not item["name"].startswith("report.")]

    @property
    def _members(self) -> Sequence[Mapping[str, Any]]:
        members: Sequence[Mapping[str, Any]] = self.page["members"]
        return members


def publications(root: Path, language: str) -> tuple[Publication, ...]:
    """All publications of a folder, by slug.

    A folder without a page is none; one whose page cannot be read is left out and logged, so
    that it does not take the others down.
    """
    found = []
    for path in sorted(root.glob(f"*/{PAGE}")):
        if not _SLUG.fullmatch(path.parent.name):
            continue
        try:
            found.append(_read(path, language))
        except DamagedPublicationError as damage:
            _LOG.warning("%s", damage)
    return tuple(found)


def publication(root: Path, slug: str, language: str) -> Publication:
    """The publication of a slug.

    Raises :class:`UnknownPublicationError` when there is none and
    :class:`DamagedPublicationError` when its page cannot be read.
    """
    path = root / slug / PAGE
    if not _SLUG.fullmatch(slug) or not path.is_file():
        raise UnknownPublicationError(slug)
    return _read(path, language)


def released(root: Path, slug: str, language: str) -> Publication:
    """The publication a council released; one put there by hand where it never released any.

    Raises as :func:`publication`; also when what the council released was withdrawn.
    """
    site = read_site(root)
    entry = site.entry(slug) if site else None
    paper = entry.paper(DIAGNOSIS) if entry else None
    if paper is None:
        return publication(root, slug, language)
    if paper.current is None:
        raise UnknownPublicationError(slug)
    path = release_folder(root, paper.current.id) / DIAGNOSIS / PAGE
    if not path.is_file():
        raise UnknownPublicationError(slug)
    return replace(_read(path, language), slug=slug)


def _read(path: Path, language: str) -> Publication:
    try:
        pages, polish = _pages(path, path.stat().st_mtime_ns)
        page = pages[language]
    except (OSError, ValueError, TypeError, KeyError) as problem:
        raise DamagedPublicationError(f"{path}: {problem!r}") from problem
    return Publication(path.parent.name, path.parent, page, polish)


def _svg(path: Path) -> str:
    try:
        return _text(path, path.stat().st_mtime_ns)
    except (OSError, UnicodeDecodeError) as problem:
        raise DamagedPublicationError(f"{path}: {problem}") from problem


@lru_cache(maxsize=128)
def _pages(path: Path, _changed: int) -> tuple[Mapping[str, Mapping[str, Any]], frozenset[str]]:
    pages: Mapping[str, Mapping[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return pages, frozenset(_texts(pages["pl"]))


def _texts(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, (dict, list)):
        for part in content.values() if isinstance(content, dict) else content:
            yield from _texts(part)


@lru_cache(maxsize=256)
def _text(path: Path, _changed: int) -> str:
    return path.read_text(encoding="utf-8")
