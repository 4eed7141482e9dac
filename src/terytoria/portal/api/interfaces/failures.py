"""Faults of the server told as problems, without a word of what happened within."""

from __future__ import annotations

import logging

from terytoria.portal.api.interfaces.problems import ProblemError
from terytoria.portal.faults import Fault, fault_of

_log = logging.getLogger("terytoria.portal.api")
_TEXTS = {
    Fault.FULL: "Na serwerze zabrakło miejsca; nic nie zapisano. Spróbuj za kilka minut.",
    Fault.BUSY: "Baza danych jest chwilowo zajęta; nic nie zapisano. Spróbuj za kilka sekund.",
    Fault.AWAY: "Baza danych nie odpowiada; nic nie zapisano. Spróbuj za pół minuty.",
}
_BROKEN = "Coś się u nas zepsuło; błąd jest w dzienniku serwera. Spróbuj za chwilę."


def failure(problem: Exception) -> ProblemError:
    """The problem to tell of a fault, which goes to the log of the server."""
    _log.error("a request failed", exc_info=problem)
    found = fault_of(problem)
    if found is None:
        return ProblemError(500, _BROKEN)
    return ProblemError(found.status, _TEXTS[found], headers={"Retry-After": str(found.wait)})
