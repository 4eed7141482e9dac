"""Freezing the chain as a version that never changes."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.domain.acting import RefusedError, acting
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.strategies.chain import Chain
from terytoria.portal.strategies.domain.checks import check
from terytoria.portal.strategies.domain.queries import chain_of, frozen
from terytoria.portal.strategies.models import StrategyVersion
from terytoria.portal.strategies.problem import Problem
from terytoria.portal.strategies.rules import FREEZE
from terytoria.portal.strategies.serialise import to_bytes

LONGEST_NOTE = 400


class FaultyChainError(RefusedError):
    """A chain with errors; ``problems`` are what to repair first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        told = " ".join(one.sentence for one in problems)
        super().__init__("", f"Najpierw popraw błędy strategii. {told}")
        self.problems = tuple(problems)


def unfrozen(chain: Chain, partnership: Partnership) -> bool:
    """Whether a chain differs from the newest frozen version; not before the first."""
    latest = frozen(partnership).first()
    return latest is not None and latest.sha256 != hashlib.sha256(to_bytes(chain)).hexdigest()


def freeze(actor: User, partnership: Partnership, note: str = "") -> StrategyVersion:
    """Keep the chain with its evidence as the next version.

    The same content as in the newest version makes no new one. Raises ``ForbiddenError``,
    :class:`FaultyChainError` when the checks find errors, and ``RefusedError`` for an empty
    chain or a note that is too long.
    """
    note = note.strip()
    if len(note) > LONGEST_NOTE:
        raise RefusedError("note", f"Opis ma {len(note)} znaków. Skróć go do {LONGEST_NOTE}.")
    with acting(actor, FREEZE, partnership) as deed:
        chain = chain_of(deed.partnership)
        if not chain.challenges and not chain.goals:
            raise RefusedError("", "Strategia jest pusta. Dodaj najpierw wyzwania i cele.")
        if errors := check(chain).errors:
            raise FaultyChainError(errors)
        content = to_bytes(chain)
        sha256 = hashlib.sha256(content).hexdigest()
        latest = frozen(deed.partnership).first()
        if latest is not None and latest.sha256 == sha256:
            return latest
        version = StrategyVersion.objects.create(
            partnership=deed.partnership,
            number=latest.number + 1 if latest else 1,
            content=zlib.compress(content, 6),
            sha256=sha256,
            note=note,
            created_by=actor,
        )
        deed.log("strategy.freeze", version, after={"number": version.number, "sha256": sha256})
    return version
