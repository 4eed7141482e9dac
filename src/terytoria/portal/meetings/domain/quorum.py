"""The quorum that holds for a meeting, and writing down what the rules of procedure say."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import yaml

from terytoria.portal.accounts.models import User
from terytoria.portal.meetings.domain.tally import Quorum
from terytoria.portal.meetings.enums import Body, MeetingState, Share
from terytoria.portal.meetings.models import Meeting, Procedure
from terytoria.portal.meetings.rules import PLAN
from terytoria.portal.partnerships.domain.acting import RefusedError, acting
from terytoria.portal.partnerships.models import Partnership


def quorum_of(meeting: Meeting) -> Quorum:
    """The quorum on the day of a meeting: the partnership's own, else the portal's default."""
    return quorum_on(meeting.partnership, Body(meeting.body), meeting.day)


def quorum_on(partnership: Partnership, body: Body, day: date) -> Quorum:
    """The quorum of a body on a day."""
    own = partnership.procedures.filter(body=body, as_of__lte=day).first()
    if own is not None:
        return Quorum(Share(own.share), own.basis, own.as_of)
    default = _default()
    return Quorum(Share(default[body]), default["source"], default["as_of"])


def set_procedure(actor: User, partnership: Partnership, body: Body, quorum: Quorum) -> Procedure:
    """Write down the quorum of a body from ``quorum.as_of`` on; one written for that day gives way.

    Raises :class:`RefusedError` while a meeting that began under another quorum goes on.
    """
    if not quorum.basis.strip():
        raise RefusedError("basis", "Podaj podstawę, na przykład „Regulamin Rady, § 5 ust. 2”.")
    with acting(actor, PLAN, partnership) as deed:
        if deed.partnership.meetings.filter(body=body, state=MeetingState.OPEN).exists():
            text = "Trwa spotkanie, w którym obowiązuje dotychczasowe kworum. Najpierw je zakończ."
            raise RefusedError("share", text)
        before = quorum_on(deed.partnership, body, quorum.as_of)
        made, _new = deed.partnership.procedures.update_or_create(
            body=body,
            as_of=quorum.as_of,
            defaults={"share": quorum.share, "basis": quorum.basis.strip()},
        )
        deed.log("procedure.set", made, _told(before), {"body": body, **_told(quorum)})
    return made


def _told(quorum: Quorum) -> dict[str, str]:
    return {"share": quorum.share, "basis": quorum.basis, "as_of": quorum.as_of.isoformat()}


@cache
def _default() -> dict[str, Any]:
    package = resources.files("terytoria.portal.meetings").joinpath("data/procedure.yaml")
    stored: dict[str, Any] = yaml.safe_load(package.read_text(encoding="utf-8"))
    return stored
