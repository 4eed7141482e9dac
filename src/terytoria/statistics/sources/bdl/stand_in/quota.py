"""How many requests the office allows in a second, a quarter, half a day and a week."""

from __future__ import annotations

import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

ANONYMOUS, REGISTERED = 0, 1
OFFICE = {"1s": (1, 5, 10), "15m": (900, 100, 500), "12h": (43_200, 1_000, 5_000)} | {
    "7d": (604_800, 10_000, 50_000)
}
"""Seconds of each window, requests allowed without a key, and with one."""


class QuotaError(ValueError):
    """A quota that is neither ``office`` nor ``none`` nor a positive factor."""


def quota_factor(text: str) -> float | None:
    """How many times the office's quota is allowed; ``None`` for no limit at all.

    >>> quota_factor("office"), quota_factor("none"), quota_factor("20")
    (1.0, None, 20.0)
    """
    if text in ("office", "none"):
        return 1.0 if text == "office" else None
    try:
        factor = float(text)
    except ValueError:
        factor = 0.0
    if not 0 < factor < float("inf"):
        raise QuotaError(f"{text!r} is neither 'office' nor 'none' nor a positive number")
    return factor


@dataclass(frozen=True)
class Standing:
    """Where a client stands: the window told in the headers, what is left, when it is whole."""

    allowed: bool
    window: str
    remaining: int
    reset: float

    def headers(self) -> dict[str, str]:
        """The office's three headers; there is no Retry-After."""
        day = datetime.fromtimestamp(self.reset, UTC)
        return {
            "X-Rate-Limit-Limit": self.window,
            "X-Rate-Limit-Remaining": str(self.remaining),
            "X-Rate-Limit-Reset": day.strftime("%Y-%m-%dT%H:%M:%S.%f") + "0Z",
        }


class Quotas:
    """Sliding windows per client, kept while the server runs; ``clock`` gives Unix seconds."""

    def __init__(self, factor: float | None, clock: Callable[[], float] = time.time) -> None:
        self._factor = factor
        self._clock = clock
        self._lock = threading.Lock()
        self._times: dict[str, dict[str, deque[float]]] = defaultdict(lambda: defaultdict(deque))

    def ask(self, client: str, *, registered: bool) -> Standing | None:
        """Count a request of a client; ``None`` without quotas. A refused one is not counted."""
        if self._factor is None:
            return None
        with self._lock:
            return self._ask(self._times[client], self._factor, registered)

    def _ask(self, times: dict[str, deque[float]], factor: float, registered: bool) -> Standing:
        now = self._clock()
        standings = []
        for name, (seconds, *allowed) in OFFICE.items():
            recent = times[name]
            while recent and recent[0] <= now - seconds:
                recent.popleft()
            left = max(1, int(allowed[registered] * factor)) - len(recent)
            reset = (recent[0] if recent else now) + seconds
            standings.append(Standing(left > 0, name, max(0, left - 1), reset))
        refused = next((each for each in standings if not each.allowed), None)
        if refused:
            return refused
        for name in OFFICE:
            times[name].append(now)
        return standings[-1]
