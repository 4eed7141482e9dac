"""How far two people who coded the same open answers agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

Coded = Mapping[str, Set[str]]
"""Codes given, by the id of the answer."""


@dataclass(frozen=True)
class Agreement:
    """Cohen's kappa of each code and of all together, over ``answers`` that both coded.

    A kappa is missing where chance alone gives full agreement: the code is on every answer or on
    none.
    """

    answers: int
    pooled: float | None
    by_code: Mapping[str, float | None]

    def explain(self) -> str:
        """Agreement in words.

        >>> Agreement(12, 0.72, {}).explain()
        'Zgodność dwóch osób na 12 odpowiedziach: kappa Cohena 0,72 (wysoka).'
        """
        if self.pooled is None:
            return f"Zgodność na {self.answers} odpowiedziach: nie da się jej policzyć."
        word = next(text for bound, text in _WORDS if round(self.pooled, 2) < bound)
        said = f"{self.pooled:.2f}".replace(".", ",").replace("-", "−")
        return f"Zgodność dwóch osób na {self.answers} odpowiedziach: kappa Cohena {said} ({word})."


_WORDS = ((0.4, "słaba, uzgodnijcie kody"), (0.6, "umiarkowana"), (0.8, "wysoka"),
          (float("inf"), "bardzo wysoka"))  # fmt: skip


def agreement(first: Coded, second: Coded, codes: Sequence[str]) -> Agreement:
    """Agreement on the answers both coded (Cohen, Educational and Psychological Measurement 20,
    1960); the pooled kappa takes the mean observed and the mean expected agreement of all codes
    (De Vries et al., Field Methods 20, 2008).

    >>> a, b = {"1": {"x"}, "2": set()}, {"1": {"x"}, "2": set()}
    >>> agreement(a, b, ["x"]).pooled
    1.0
    """
    shared = sorted(set(first) & set(second))
    pairs = {code: _observed(first, second, shared, code) for code in codes} if shared else {}
    observed = sum(pair[0] for pair in pairs.values())
    expected = sum(pair[1] for pair in pairs.values())
    count = len(pairs) or 1
    by_code = {code: _kappa(*pairs[code]) if code in pairs else None for code in codes}
    pooled = _kappa(observed / count, expected / count) if pairs else None
    return Agreement(len(shared), pooled, by_code)


def _observed(first: Coded, second: Coded, shared: Sequence[str], code: str) -> tuple[float, float]:
    """Observed agreement on a code, and what chance would give."""
    ours = [code in first[one] for one in shared]
    theirs = [code in second[one] for one in shared]
    size = len(shared)
    p, q = sum(ours) / size, sum(theirs) / size
    same = sum(a == b for a, b in zip(ours, theirs, strict=True)) / size
    return same, p * q + (1 - p) * (1 - q)


def _kappa(observed: float, expected: float) -> float | None:
    return None if expected >= 1 - 1e-12 else (observed - expected) / (1 - expected)
