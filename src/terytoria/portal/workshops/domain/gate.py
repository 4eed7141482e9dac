"""Counting what one computer sends: against guessing codes and flooding a board.

A room shares one address, so bounds for writing are wide; what is counted is a digest that leads
back to no address, and it is gone within minutes.
"""

from __future__ import annotations

import time

from django.core.cache import cache
from django.utils.crypto import salted_hmac

WITHIN = 600
"""Seconds for which attempts are counted together."""
MOST_WRONG_CODES, MOST_WRITES = 100, 1500


def count(what: str, computer: str) -> int:
    """How often a computer did something in this stretch of time, now included."""
    key = _key(what, computer)
    found = int(cache.get(key, 0)) + 1
    cache.set(key, found, WITHIN)
    return found


def counted(what: str, computer: str) -> int:
    """How often it did so before."""
    return int(cache.get(_key(what, computer), 0))


def _key(what: str, computer: str) -> str:
    stretch = int(time.time() // WITHIN)
    return f"workshops:{what}:{salted_hmac('workshops.gate', f'{computer}:{stretch}').hexdigest()}"
