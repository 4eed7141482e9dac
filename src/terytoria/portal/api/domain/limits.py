"""How many requests a program may send."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache
from django.utils import timezone


@dataclass(frozen=True)
class Limit:
    """At most ``count`` requests in every ``seconds`` of the clock."""

    name: str
    count: int
    seconds: int = 60


BY_ADDRESS = Limit("address", 600)
BY_TOKEN = Limit("token", 300)


def wait_for(limit: Limit, whose: str) -> int:
    """Count a request; how many seconds to wait before the next, 0 while the limit holds."""
    now = timezone.now().timestamp()
    window, passed = divmod(int(now), limit.seconds)
    key = f"api:{limit.name}:{whose}:{window}"
    try:
        used = cache.incr(key)
    except ValueError:  # the first in this window
        used = 1
        cache.set(key, used, timeout=limit.seconds)
    return limit.seconds - passed if used > limit.count else 0
