"""The order of items, and citing anew what a newer diagnosis says."""

from __future__ import annotations

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.domain.acting import RefusedError, acting
from terytoria.portal.strategies.domain.citing import EvidenceNow
from terytoria.portal.strategies.domain.content import read
from terytoria.portal.strategies.domain.editing import Saved, locked, save
from terytoria.portal.strategies.domain.queries import alive
from terytoria.portal.strategies.models import (
    Challenge,
    Citation,
    Direction,
    Item,
    Project,
    Target,
)
from terytoria.portal.strategies.rules import EDIT


def siblings(item: Item) -> list[Item]:
    """Items among which an item has its place, in order: those beside it in the outline.

    They are of its kind and of its goal; of projects, those with a direction in common.
    """
    same = alive(item.kind, item.partnership)
    if isinstance(item, Direction | Target):
        return [one for one in same if getattr(one, "goal_id", None) == item.goal_id]
    if isinstance(item, Project):
        served = set(item.serves.filter(deleted_at__isnull=True))
        projects = Project.objects.filter(partnership=item.partnership, deleted_at__isnull=True)
        return [one for one in projects.prefetch_related("serves") if _beside(one, served)]
    return list(same)


def _beside(project: Project, served: set[Direction]) -> bool:
    own = {one for one in project.serves.all() if not one.deleted_at}
    return bool(own & served) if served else not own


def move(actor: User, item: Item, *, up: bool) -> bool:
    """Move an item one place up or down; whether there was where to move."""
    with acting(actor, EDIT, item.partnership) as act:
        stored = locked(item)
        near = [one.pk for one in siblings(stored)]
        if stored.deleted_at:
            raise RefusedError("", "Tego elementu już nie ma. Odśwież stronę.")
        place = near.index(item.pk)
        to = place - 1 if up else place + 1
        if not 0 <= to < len(near):
            return False
        _swap(stored, near[to])
        act.log(f"{item.kind.value}.move", item, {"place": place + 1}, {"place": to + 1})
    return True


def _swap(item: Item, other: int) -> None:
    """Change places with another item, and number all places anew."""
    order = list(alive(item.kind, item.partnership))
    at = {one.pk: place for place, one in enumerate(order)}
    one, two = at[item.pk], at[other]
    order[one], order[two] = order[two], order[one]
    for place, each in enumerate(order, start=1):
        if each.position != place:
            each.position = place
            each.save(update_fields=["position"])


def recite(actor: User, challenge: Challenge, key: str) -> Saved:
    """Cite what the newest diagnosis says instead of the finding cited under ``key``.

    Raises ``ForbiddenError``, and ``RefusedError`` when there is nothing accepted to cite.
    """
    with acting(actor, EDIT, challenge.partnership) as act:
        stored = locked(challenge)
        citations = Citation.objects.filter(challenge=challenge.pk).select_related("finding")
        cited = next((one for one in citations if one.key == key and one.finding), None)
        now = EvidenceNow(act.partnership)
        newest = {one.finding.key: one.finding.pk for one in now.citable()}
        if stored.deleted_at or cited is None or cited.finding is None:
            raise RefusedError("", "To wyzwanie już nie przywołuje tego ustalenia.")
        if cited.finding.key not in newest:
            text = "W najnowszej diagnozie nie ma takiego przyjętego ustalenia."
            raise RefusedError("", f"{text} Poproś eksperta o ocenę albo przywołaj inne.")
        before = read(stored)
        cites = {*before["cites"], f"finding:{newest[cited.finding.key]}"} - {key}
        cites |= {key} & {f"finding:{newest[cited.finding.key]}"}
        changed = save(act, stored, {**before, "cites": sorted(cites)}, before)
    return Saved(stored, changed)
