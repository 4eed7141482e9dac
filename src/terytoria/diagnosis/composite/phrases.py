"""Numbers and lists as Polish text inside the explanations of a composite."""

from __future__ import annotations

from collections.abc import Sequence


def number(value: float, digits: int = 1) -> str:
    """A number with a decimal comma and a true minus sign.

    >>> number(-3.25)
    '−3,2'
    """
    return f"{round(value, digits) + 0.0:.{digits}f}".replace(".", ",").replace("-", "−")


def signed(value: float, digits: int = 1) -> str:
    """A number that always carries its sign.

    >>> signed(2.0)
    '+2,0'
    """
    return f"{round(value, digits) + 0.0:+.{digits}f}".replace(".", ",").replace("-", "−")


def percent(share: float) -> str:
    """A share as whole per cent.

    >>> percent(0.256)
    '26%'
    """
    return f"{share * 100:.0f}%"


def listed(items: Sequence[str]) -> str:
    """Items joined by commas and a final "i".

    >>> listed(["a", "b", "c"])
    'a, b i c'
    """
    return " i ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)
