"""How long something will take, in words a person plans by."""

from __future__ import annotations

from terytoria.language.numbers import NBSP

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


def about(seconds: float) -> str:
    """A time in two units at most, rounded up: nobody minds when it is shorter.

    >>> [about(s).replace(NBSP, " ") for s in (0.2, 59, 61, 4000, 100_000)]
    ['1 s', '59 s', '2 min', '1 godz. 7 min', '1 d 4 godz.']
    """
    whole = max(1, _up(seconds, 1))
    if whole < _MINUTE:
        return f"{whole}{NBSP}s"
    minutes = _up(seconds, _MINUTE)
    if minutes < _HOUR // _MINUTE:
        return f"{minutes}{NBSP}min"
    if seconds <= _DAY - _MINUTE:
        return _two(minutes, _HOUR // _MINUTE, f"{NBSP}godz.", f"{NBSP}min")
    return _two(_up(seconds, _HOUR), _DAY // _HOUR, f"{NBSP}d", f"{NBSP}godz.")


def _up(seconds: float, unit: int) -> int:
    return -int(-seconds // unit)


def _two(count: int, size: int, large: str, small: str) -> str:
    whole, rest = divmod(count, size)
    return f"{whole}{large}" + (f" {rest}{small}" if rest else "")
