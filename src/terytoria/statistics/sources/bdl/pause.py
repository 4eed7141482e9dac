"""How long to wait before the next try."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

_BASE = 1.0
_FACTOR = 3.0
_LONGEST = 300.0
# The longest window of the office's quotas: seven days.
_LONGEST_ASKED = 7 * 86_400.0
# A number above this is a moment in seconds since 1970, not a span of time.
_MOMENTS_FROM = 1e9


class Pauses:
    """A bounded number of tries: how many are left after each, and the pause before the next.

    Pauses grow threefold up to five minutes, each shortened at random by up to a half.

    >>> [left for left, pause in Pauses(3, random.Random(0))]
    [2, 1, 0]
    """

    def __init__(self, tries: int, chance: random.Random) -> None:
        if tries < 1:
            raise ValueError("there must be at least one try")
        self.tries = tries
        self._chance = chance

    def __iter__(self) -> Iterator[tuple[int, float]]:
        for number in range(self.tries):
            longest = min(_BASE * _FACTOR ** min(number, 20), _LONGEST)
            yield self.tries - number - 1, longest * self._chance.uniform(0.5, 1.0)


def asked_for(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds the server asks to wait, from ``X-Rate-Limit-Reset`` or ``Retry-After``.

    The value is an ISO 8601 moment, seconds since 1970, or seconds to wait. ``None`` when there is
    none, or it is in the past or further away than the longest quota window.

    >>> asked_for({"X-Rate-Limit-Reset": "1970-01-01T00:01:30Z"}, 60.0)
    30.0
    """
    for name in ("X-Rate-Limit-Reset", "Retry-After"):
        wait = _seconds(headers.get(name, ""), now)
        if wait is not None and 0 < wait <= _LONGEST_ASKED:
            return wait
    return None


def _seconds(text: str, now: float) -> float | None:
    try:
        number = float(text)
    except ValueError:
        try:
            moment = datetime.fromisoformat(text.strip())
            aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            return aware.timestamp() - now
        except (ValueError, OverflowError):
            return None
    if not math.isfinite(number):
        return None
    return number - now if number >= _MOMENTS_FROM else number
