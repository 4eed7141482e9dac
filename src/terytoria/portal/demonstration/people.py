"""Who works in the demonstration: one account per role, named by the role and by nobody's name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.partnerships.enums import Role

HOST = "pokaz.invalid"
"""No letter ever reaches this host (RFC 2606)."""


@dataclass(frozen=True)
class Figure:
    """An account to be made: the part of its address before the host, its name and role."""

    key: str
    title: str
    role: Role | ProgrammeRole
    unit: str = ""
    voivodeship: str = ""

    @property
    def email(self) -> str:
        """The address.

        >>> Figure("ekspert", "Ekspertka", Role.EXPERT).email
        'ekspert@pokaz.invalid'
        """
        return f"{self.key}@{HOST}"

    @property
    def name(self) -> str:
        """What the account is called."""
        return f"{self.title} (konto pokazowe)"


def figures(members: Iterable[tuple[str, str]], voivodeship: str) -> tuple[Figure, ...]:
    """The accounts of a partnership with these members (code and name); the coordinator first."""
    return (
        Figure("koordynator", "Koordynatorka", Role.COORDINATOR),
        *(
            Figure(f"przedstawiciel-{code}", f"Przedstawiciel: {name}", Role.REPRESENTATIVE, code)
            for code, name in members
        ),
        Figure("przewodniczacy", "Przewodniczący Rady", Role.CHAIR),
        Figure("grupa", "Członkini grupy roboczej", Role.WORKING_GROUP),
        Figure("ekspert", "Ekspert", Role.EXPERT),
        Figure("obserwator", "Obserwatorka", Role.OBSERVER),
        Figure("kraj", "Urzędniczka programu (kraj)", ProgrammeRole.NATIONAL_OFFICER),
        Figure(
            "wojewodztwo",
            "Urzędnik programu (województwo)",
            ProgrammeRole.REGIONAL_OFFICER,
            voivodeship=voivodeship,
        ),
        Figure("doradca", "Doradczyni wiodąca", ProgrammeRole.LEAD_ADVISER),
    )
