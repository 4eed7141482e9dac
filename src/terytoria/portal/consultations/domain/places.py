"""What a remark may be on: chapters and blocks of the text, gminas and points of the map."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from terytoria.portal.consultations.enums import Spot
from terytoria.portal.consultations.models import Consultation
from terytoria.portal.consultations.models.remark import EAST, NORTH, SOUTH, WEST
from terytoria.portal.drafting.models import DraftVersion
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.domain.acting import RefusedError, today
from terytoria.portal.partnerships.domain.queries import members_on
from terytoria.strategy.draft import Block, Chapter, Draft, Figure, Inserted, Paragraph, Table
from terytoria.strategy.draft.citations import plain

_LONGEST_NAME = 90
_LIVE = {"goals": "cele strategii", "targets": "mierniki", "projects": "lista projektów"}


@dataclass(frozen=True)
class Aim:
    """What somebody wants to remark on; ``point`` is longitude and latitude."""

    spot: Spot = Spot.WHOLE
    place: str = ""
    gmina: str = ""
    point: tuple[float, float] | None = None


@dataclass(frozen=True)
class Found:
    """What an aim is called: the place itself and the chapter it is in."""

    name: str
    chapter: str = ""


def draft_of(consultation: Consultation) -> Draft | None:
    """The text in consultation; ``None`` when it is a file."""
    if consultation.draft_id is None:
        return None
    version = DraftVersion.objects.filter(pk=consultation.draft_id)
    return _draft(consultation.draft_id, version.values_list("sha256", flat=True).get())


@lru_cache(maxsize=8)
def _draft(pk: int, sha256: str) -> Draft:
    """A frozen version never changes, so it is read once; the hash tells it from others."""
    return DraftVersion.objects.get(pk=pk, sha256=sha256).draft()


def find_place(consultation: Consultation, aim: Aim) -> Found:
    """What an aim is called; :class:`RefusedError` for a place that is not there."""
    if aim.spot == Spot.MAP:
        return Found(_on_map(consultation, aim))
    if aim.spot == Spot.WHOLE:
        return Found("Cały dokument")
    draft = draft_of(consultation)
    for chapter in draft.chapters if draft else ():
        if aim.spot == Spot.CHAPTER and chapter.id == aim.place:
            return Found(chapter.title, chapter.title)
        for block in chapter.blocks if aim.spot == Spot.BLOCK else ():
            if block.id == aim.place:
                return Found(block_name(block), chapter.title)
    raise RefusedError("place", "Nie ma takiego miejsca w dokumencie. Wybierz je jeszcze raz.")


def block_name(block: Block) -> str:
    """A block by its first words."""
    if isinstance(block, Paragraph):
        text = " ".join(plain(block.text).split())
        short = text[:_LONGEST_NAME].rsplit(" ", 1)[0]
        return f"„{text}”" if len(text) <= _LONGEST_NAME else f"„{short}…”"
    if isinstance(block, Inserted):
        return _LIVE.get(str(block.what), str(block.what)).capitalize()
    assert isinstance(block, Table | Figure)  # noqa: S101 - the four kinds there are
    kind = "Tabela" if isinstance(block, Table) else "Rysunek"
    return f"{kind}: {block.caption}"[:_LONGEST_NAME]


def chapters_of(consultation: Consultation) -> tuple[Chapter, ...]:
    """Chapters of the text in order."""
    draft = draft_of(consultation)
    return draft.chapters if draft else ()


def gminas_of(consultation: Consultation) -> tuple[tuple[str, str], ...]:
    """Codes and names of the members that are gminas, by name."""
    country = land.current()
    codes = [code for code in members_on(consultation.partnership, today()) if len(code) == 7]
    return tuple(sorted(((code, country.label(code)) for code in codes), key=lambda one: one[1]))


def _on_map(consultation: Consultation, aim: Aim) -> str:
    names = dict(gminas_of(consultation))
    if aim.gmina and aim.gmina not in names:
        raise RefusedError("gmina", "Tej gminy nie ma w partnerstwie. Wybierz jedną z listy.")
    if aim.point is not None:
        lon, lat = aim.point
        if not (WEST <= lon <= EAST and SOUTH <= lat <= NORTH):
            text = "Ten punkt leży poza Polską. Długość ma od 14 do 24 stopni, szerokość od 49 do "
            raise RefusedError("lon", f"{text}55.")
    elif not aim.gmina:
        raise RefusedError("gmina", "Nie wybrano miejsca. Wskaż gminę, której dotyczy uwaga.")
    where = f"gmina {names[aim.gmina]}" if aim.gmina else ""
    point = f"{aim.point[1]:.4f} N, {aim.point[0]:.4f} E".replace(".", ",") if aim.point else ""
    return ", ".join(one for one in (where, point) if one)
