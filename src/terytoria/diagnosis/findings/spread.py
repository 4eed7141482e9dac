"""How far a difference from the groups spreads: the area as a whole, or only its members."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from terytoria.diagnosis.findings.rules import Phrase
from terytoria.diagnosis.findings.sources import FindingSources, severity
from terytoria.diagnosis.standing import Standing

VERDICTS = ("worse", "better")
OPPOSITE = {"worse": "better", "better": "worse"}
HALF = 0.5
"""Share of the members that must differ when the area as a whole does not."""
MEMBERS_WEIGH = 2
"""The most that a difference of members alone weighs for the area."""


@dataclass(frozen=True)
class Spread:
    """Who differs from their group in an indicator, and which way.

    ``current`` holds the latest standings by unit, ``whole`` that of the area, ``agreeing`` the
    members with the verdict.
    """

    phrase: Phrase
    verdict: str
    current: Mapping[str, Standing]
    whole: Standing | None
    agreeing: tuple[str, ...]
    members: int

    @property
    def fires(self) -> bool:
        """Whether the area as a whole differs this way."""
        return self.whole is not None and self.whole.different == self.verdict

    @property
    def many(self) -> bool:
        """Whether members alone carry it: at least half and two, the area not the other way."""
        if self.whole is not None and self.whole.different == OPPOSITE[self.verdict]:
            return False
        return len(self.agreeing) >= 2 and len(self.agreeing) >= HALF * self.members

    @property
    def weight(self) -> int:
        """How much it weighs: by the distance of the area, or of its most distant member."""
        if self.fires and self.whole is not None:
            return severity(self.whole.distance)
        heaviest = max(severity(self.current[code].distance) for code in self.agreeing)
        return min(MEMBERS_WEIGH, heaviest)


def spreads(sources: FindingSources) -> dict[tuple[str, str], Spread]:
    """Every indicator of the rules and verdict that has words, in the order of the rules."""
    found = {}
    for name, phrase in sources.rules.phrases.items():
        current = sources.current(name)
        members = [code for code in sources.area.gminas if code in current]
        for verdict in VERDICTS:
            if verdict in phrase.heading:
                found[name, verdict] = Spread(
                    phrase,
                    verdict,
                    current,
                    current.get(sources.unit),
                    tuple(code for code in members if current[code].different == verdict),
                    len(members),
                )
    return found
