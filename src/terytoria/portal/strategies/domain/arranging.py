"""The order of items, and citing anew what a newer diagnosis says."""

from __future__ import annotations

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.domain.acting import RefusedError, acting
from terytoria.portal.strategies.domain.citing import EvidenceNow
from terytoria.portal.strategies.domain.content import read
from terytoria.portal.strategies.domain.editing import Saved, locked, save
from terytoria.portal.strategies.domain.queries import alive
from terytoria.portal.strategies.models import Challenge, Citation, Direction, Item, Target
from terytoria.portal.strategies.rules import EDIT


def siblings(item: Item) -> list[Item]:
    """Items among which an item has its place: those of its kind, of its goal if it has one."""
    same = alive(item.kind, item.partnership)
    if isinstance(item, Direction | Target):
        return [one for one in same if getattr(one, "goal_id", None) == item.goal_id]
    return list(same)


def move(actor: User, item: Item, *, up: bool) -> bool:
    """Move an item one place up or down; whether there was where to move."""
    with acting(actor, EDIT, item.partnership) as act:
        order = siblings(locked(item))
        at = next((place for place, one in enumerate(order) if one.pk == item.pk), None)
        if at is None:
            raise RefusedError("", "Tego elementu już nie ma. Odśwież stronę.")
        to = at - 1 if up else at + 1
        if not 0 <= to < len(order):
            return False
        order[at], order[to] = order[to], order[at]
        for place, one in enumerate(order, start=1):
            if one.position != place:
                one.position = place
                one.save(update_fields=["position"])
        act.log(f"{item.kind.value}.move", item, {"place": at + 1}, {"place": to + 1})
    return True


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
