"""Saying why an element does not apply."""

from __future__ import annotations

from terytoria.portal.accounts.models import User
from terytoria.portal.drafting.models import Text, Waiver
from terytoria.portal.drafting.rules import EDIT
from terytoria.portal.partnerships.domain.acting import RefusedError, acting
from terytoria.strategy.elements import profile

LONGEST = 400


def waive(actor: User, text: Text, element: str, reason: str) -> None:
    """Say why an optional element does not apply; an empty reason takes the saying back.

    Raises ``ForbiddenError``, and ``RefusedError`` for an element the act always demands.
    """
    reason = reason.strip()
    if len(reason) > LONGEST:
        raise RefusedError("reason", f"Skróć uzasadnienie do {LONGEST} znaków.")
    found = {one.id: one for name in text.profiles for one in profile(name).elements}
    if element not in found:
        raise RefusedError("", "Profile tego tekstu nie mają takiego elementu.")
    if reason and not found[element].optional:
        text_ = "Przepis wymaga tego elementu zawsze; nie można go pominąć."
        raise RefusedError("reason", f"{text_} Wskaż rozdział, który go realizuje.")
    with acting(actor, EDIT, text.partnership) as act:
        old = Waiver.objects.filter(text=text, element=element).first()
        before = {"element": element, "reason": old.reason if old else ""}
        if before["reason"] == reason:
            return
        if old is not None and not reason:
            act.log("draft.waive", old, before, {"element": element, "reason": ""})
            old.delete()
            return
        made, _new = Waiver.objects.update_or_create(
            text=text, element=element, defaults={"reason": reason, "by": actor}
        )
        act.log("draft.waive", made, before, {"element": element, "reason": reason})
