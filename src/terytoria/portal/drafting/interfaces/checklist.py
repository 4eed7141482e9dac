"""The checklist as a page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from terytoria.portal.drafting.domain.checking import Checked
from terytoria.strategy.draft import Draft, Gravity, Problem
from terytoria.strategy.elements import Cell, Precondition, Profile, Standing, profile

_LOOKS = {
    Standing.FULFILLED: ("success", "jest"),
    Standing.WEAK: ("warning", "za słabo"),
    Standing.MISSING: ("error", "brakuje"),
    Standing.NOT_APPLICABLE: ("closed", "nie dotyczy"),
}
_GRAVITIES = {Gravity.ERROR: ("error", "błąd"), Gravity.WARNING: ("warning", "uwaga")}


@dataclass(frozen=True)
class Row:
    """An element: how it stands, why, in which chapters (title and address)."""

    cell: Cell
    look: str
    word: str
    chapters: tuple[tuple[str, str], ...]
    waive: str


@dataclass(frozen=True)
class Sheet:
    """A profile with its elements and preconditions; ``done`` of ``needed`` are fulfilled."""

    profile: Profile
    rows: tuple[Row, ...]
    preconditions: tuple[Precondition, ...]
    done: int
    needed: int


@dataclass(frozen=True)
class Flaw:
    """A problem with its place in the text."""

    look: str
    word: str
    text: str
    place: str
    url: str


@dataclass(frozen=True)
class Checklist:
    """Everything the checks say."""

    sheets: tuple[Sheet, ...]
    flaws: tuple[Flaw, ...]

    @property
    def errors(self) -> int:
        """Problems that stop freezing."""
        return sum(one.look == "error" for one in self.flaws)


def checklist_of(slug: str, checked: Checked) -> Checklist:
    """The checklist of a checked text."""
    whole = reverse("drafting:text", args=[slug])
    titles = {one.id: one.title for one in checked.draft.chapters}
    names = dict.fromkeys(cell.profile for cell in checked.matrix.cells)
    sheets = tuple(_sheet(slug, name, checked, titles) for name in names)
    return Checklist(sheets, flaws_of(slug, whole, checked))


def _sheet(slug: str, name: str, checked: Checked, titles: Mapping[str, str]) -> Sheet:
    whole = reverse("drafting:text", args=[slug])
    cells = [cell for cell in checked.matrix.cells if cell.profile == name]
    rows = tuple(
        Row(
            cell,
            *_LOOKS[cell.standing],
            tuple((titles[key], f"{whole}#{key}") for key in cell.sections),
            _waive(slug, cell),
        )
        for cell in cells
    )
    needed = [one for one in cells if one.standing is not Standing.NOT_APPLICABLE]
    done = sum(one.standing is Standing.FULFILLED for one in needed)
    own = tuple(one for one in checked.matrix.preconditions if one.profile == name)
    return Sheet(profile(name), rows, own, done, len(needed))


def _waive(slug: str, cell: Cell) -> str:
    """Where one says why an optional element does not apply."""
    lacking = cell.standing in (Standing.MISSING, Standing.NOT_APPLICABLE)
    if not (cell.element.optional and lacking):
        return ""
    return reverse("drafting:waive", args=[slug, cell.element.id])


def flaws_of(slug: str, whole: str, checked: Checked) -> tuple[Flaw, ...]:
    """Problems with links to their places; those of the chain lead to the strategy."""
    named = dict(_places(checked.draft))
    chain = reverse("strategies:outline", args=[slug])
    return tuple(_flaw(one, named, whole, chain) for one in checked.problems)


def _flaw(one: Problem, named: Mapping[str, str], whole: str, chain: str) -> Flaw:
    look, word = _GRAVITIES[one.gravity]
    if one.place:
        return Flaw(look, word, one.text, named.get(one.place, "tekst"), f"{whole}#{one.place}")
    return Flaw(look, word, one.text, "Strategia: cele i mierniki", chain)


def _places(draft: Draft) -> list[tuple[str, str]]:
    chapters = [(one.id, f"rozdział „{one.title}”") for one in draft.chapters]
    return chapters + [(block.id, f"rozdział „{one.title}”") for one, block in draft.blocks()]
