"""Which gminas touch, and what that says of the shape of an area."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Contiguity:
    """The connected parts of an area, and the outside gminas it surrounds (enclaves)."""

    parts: tuple[tuple[str, ...], ...]
    enclaves: tuple[str, ...]

    @property
    def contiguous(self) -> bool:
        """Whether the area is one connected part, as art. 10g of the gmina act asks."""
        return len(self.parts) == 1


class Neighbours:
    """Contiguous pairs of gminas.

    >>> n = Neighbours([("0000011", "0000022"), ("0000022", "0000032")])
    >>> n.of("0000022")
    ('0000011', '0000032')
    """

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        found: dict[str, set[str]] = {}
        for left, right in pairs:
            if left != right:
                found.setdefault(left, set()).add(right)
                found.setdefault(right, set()).add(left)
        self._of = {code: tuple(sorted(codes)) for code, codes in found.items()}

    def __len__(self) -> int:
        return sum(len(codes) for codes in self._of.values()) // 2

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Every contiguous pair once, the smaller code first."""
        return tuple(
            (code, other) for code in sorted(self._of) for other in self._of[code] if code < other
        )

    def of(self, code: str) -> tuple[str, ...]:
        """Gminas that touch the given one, sorted; empty when none is known."""
        return self._of.get(code, ())

    def around(self, codes: Collection[str]) -> tuple[str, ...]:
        """Gminas outside a set that touch it, sorted."""
        inside = set(codes)
        return tuple(sorted({o for code in inside for o in self.of(code)} - inside))

    def contiguity(self, codes: Collection[str]) -> Contiguity:
        """Connected parts (largest first, ties by code) and enclaves of a set of gminas.

        An enclave is a connected outside group that touches nothing but the set itself.
        """
        inside = set(codes)
        parts = self._parts(inside)
        outside = self._parts(set(self._of) - inside)
        main = max(outside, key=len, default=())
        enclaves = sorted(
            code
            for group in outside
            if group != main and any(set(self.of(code)) & inside for code in group)
            for code in group
        )
        return Contiguity(tuple(parts), tuple(enclaves))

    def _parts(self, codes: set[str]) -> list[tuple[str, ...]]:
        left = set(codes)
        parts: list[tuple[str, ...]] = []
        for start in sorted(codes):
            if start not in left:
                continue
            left.discard(start)
            part, edge = [start], [start]
            while edge:
                found = [o for o in self.of(edge.pop()) if o in left]
                left.difference_update(found)
                part.extend(found)
                edge.extend(found)
            parts.append(tuple(sorted(part)))
        return sorted(parts, key=lambda part: (-len(part), part))
