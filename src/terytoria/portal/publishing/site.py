"""The site: what is public of every partnership, one file that public pages read.

A background job writes the file whole and puts it in place with one rename; pages read it again
when it changes. Reading asks no database, so the pages stand when the database does not answer.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

HIDDEN = ".released"
"""The folder of what councils released, beside the publications that were put there by hand."""

SITE = "site.json"
CHAIN, SCHEMA, STRATEGY = "strategia.json", "strategia.schema.json", "strategia"
COVER = "cover.png"
MAIN = ("strategia.pdf", "strategia.html", "strategia.docx", "streszczenie.pdf", "latwy.html")
"""Files of a strategy that the page of its partnership offers."""
Value = str | int | float | None
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Member:
    """A unit that belongs to a partnership, with the first day and, if it left, the last."""

    code: str
    label: str
    kind: str
    powiat: str
    voivodeship: str
    since: str
    until: str = ""

    @property
    def is_gmina(self) -> bool:
        """Whether the member has a page of its own."""
        return len(self.code) == 7


@dataclass(frozen=True)
class Copy:
    """A file of a released version: its name, what it is called, its type, bytes, fingerprint."""

    name: str
    label: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Release:
    """One released decision, and the version it adopted if it adopted one.

    ``paper`` is the address of the document (``diagnoza``, ``strategia`` or a number) and
    ``version`` its number there. A withdrawn release has ``withdrawn_on`` and a ``reason``, and
    no files. ``changes`` say what is new since the release before.
    """

    id: int
    decision: str
    number: str
    title: str
    outcome: str
    adopted_on: str
    released_on: str
    paper: str = ""
    paper_title: str = ""
    kind: str = ""
    version: int = 0
    note: str = ""
    author: str = ""
    publisher: str = ""
    created_on: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    files: tuple[Copy, ...] = ()
    withdrawn_on: str = ""
    reason: str = ""
    text: str = ""
    synthetic: bool = False
    changes: tuple[str, ...] = ()

    @property
    def alive(self) -> bool:
        """Whether the release was not withdrawn."""
        return not self.withdrawn_on

    @property
    def ordinal(self) -> str:
        """The number of the decision in its year."""
        return self.decision.partition("-")[0]

    @property
    def year(self) -> str:
        """The year of the decision's number."""
        return self.decision.partition("-")[2]

    @property
    def downloads(self) -> tuple[Copy, ...]:
        """The files but the picture of the cover, which pages show."""
        return tuple(one for one in self.files if one.name != COVER)

    @property
    def main_files(self) -> tuple[Copy, ...]:
        """The files most people want of a strategy."""
        return tuple(found for name in MAIN if (found := self.file(name)))

    def file(self, name: str) -> Copy | None:
        """The file of a name."""
        return next((one for one in self.files if one.name == name), None)


@dataclass(frozen=True)
class Paper:
    """A document with a permanent address: the releases of its versions, the newest first."""

    id: str
    releases: tuple[Release, ...]

    @property
    def current(self) -> Release | None:
        """The release in force; ``None`` when all were withdrawn."""
        return next((one for one in self.releases if one.alive), None)

    @property
    def last(self) -> Release:
        """The release in force, else the one withdrawn last."""
        return self.current or self.releases[0]

    def version(self, number: int) -> Release | None:
        """The release of a version: one in force before a withdrawn one."""
        found = [one for one in self.releases if one.version == number]
        return next((one for one in found if one.alive), found[0] if found else None)


@dataclass(frozen=True)
class Entry:
    """A partnership on the site: its name, its members, and what its council released."""

    slug: str
    name: str
    short_name: str
    members: tuple[Member, ...] = ()
    releases: tuple[Release, ...] = ()
    leader: str = ""
    shape: str = ""
    by_hand: bool = False

    @property
    def present(self) -> tuple[Member, ...]:
        """The members of the day the site was written."""
        return tuple(one for one in self.members if not one.until)

    @cached_property
    def papers(self) -> tuple[Paper, ...]:
        """The documents, in the order of their first release."""
        found: dict[str, list[Release]] = {}
        for one in self.releases:
            if one.paper:
                found.setdefault(one.paper, []).append(one)
        return tuple(
            Paper(name, tuple(sorted(releases, key=_recent, reverse=True)))
            for name, releases in found.items()
        )

    @property
    def standing_papers(self) -> tuple[Paper, ...]:
        """Documents with a release in force."""
        return tuple(one for one in self.papers if one.current)

    @property
    def decisions(self) -> tuple[Release, ...]:
        """Released decisions in force, the newest first."""
        return tuple(sorted((r for r in self.releases if r.alive), key=_recent, reverse=True))

    @property
    def chain(self) -> Release | None:
        """The release in force whose goals and targets are those of the partnership."""
        return next((one for one in self.decisions if one.file(CHAIN)), None)

    @property
    def strategy(self) -> Release | None:
        """The adopted text in force: the newest release with a cover."""
        return next((one for one in self.decisions if one.file(COVER)), None)

    def paper(self, name: str) -> Paper | None:
        """The document of an address."""
        return next((one for one in self.papers if one.id == name), None)

    def decision(self, address: str) -> Release | None:
        """The decision of an address: one in force before a withdrawn one."""
        found = [one for one in self.releases if one.decision == address]
        return next((one for one in found if one.alive), found[0] if found else None)

    def member(self, code: str) -> Member | None:
        """A present member gmina."""
        return next((one for one in self.present if one.code == code and one.is_gmina), None)


def _recent(release: Release) -> tuple[str, str, int]:
    return release.adopted_on, release.released_on, release.id


@dataclass(frozen=True)
class Ground:
    """The picture of the country: its size, its outline and inner borders as path data."""

    width: int = 0
    height: int = 0
    land: str = ""
    borders: str = ""


@dataclass(frozen=True)
class Site:
    """Everything public. ``state`` names what it was made of; ``units`` are for searching.

    Each of ``units`` is code, name, level, kind, parent; each of ``goals`` and ``targets`` a row
    of open data.
    """

    state: str = ""
    made_at: str = ""
    snapshot: str = ""
    synthetic: bool = False
    entries: tuple[Entry, ...] = ()
    ground: Ground = Ground()
    units: tuple[tuple[str, str, str, str, str], ...] = ()
    goals: tuple[Mapping[str, Value], ...] = ()
    targets: tuple[Mapping[str, Value], ...] = ()

    @cached_property
    def by_slug(self) -> Mapping[str, Entry]:
        """Partnerships by their address."""
        return {one.slug: one for one in self.entries}

    def entry(self, slug: str) -> Entry | None:
        """The partnership of an address."""
        return self.by_slug.get(slug)

    def to_bytes(self) -> bytes:
        """The site as its file holds it."""
        body = asdict(self)
        return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> Site:
        """The site of a file; ``ValueError``, ``TypeError`` or ``KeyError`` when it is none."""
        body = json.loads(content)
        return cls(
            **{
                **body,
                "entries": tuple(_entry(one) for one in body["entries"]),
                "ground": Ground(**body["ground"]),
                "units": tuple(tuple(one) for one in body["units"]),
                "goals": tuple(body["goals"]),
                "targets": tuple(body["targets"]),
            }
        )


def release_from(body: Mapping[str, Any]) -> Release:
    """A release of JSON values."""
    files, changes = tuple(Copy(**one) for one in body["files"]), tuple(body.get("changes", ()))
    return Release(**{**body, "files": files, "changes": changes})


def _entry(body: Mapping[str, Any]) -> Entry:
    members = tuple(Member(**one) for one in body["members"])
    releases = tuple(release_from(one) for one in body["releases"])
    return Entry(**{**body, "members": members, "releases": releases})


def read_site(root: Path) -> Site | None:
    """The site of a folder of publications; ``None`` where none was written or it is damaged."""
    path = root / HIDDEN / SITE
    try:
        return _read(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError) as damage:
        _LOG.warning("%s: %r", path, damage)
        return None


def changed(root: Path) -> int:
    """When the site of a folder was last written, in nanoseconds; 0 where none was."""
    try:
        return (root / HIDDEN / SITE).stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> Site:
    return Site.from_bytes(path.read_bytes())


def release_folder(root: Path, release: int) -> Path:
    """Where the files of a release lie."""
    return root / HIDDEN / str(release)
