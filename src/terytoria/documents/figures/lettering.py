"""How wide words are, so that nothing is placed on top of anything else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from fontTools.ttLib import TTFont

from terytoria.documents import theme

ASCENT = 0.76
"""Height of capitals with their marks above the baseline, share of the size."""
DESCENT = 0.22
LINE = 1.2
"""Distance of two lines of one label, share of the size."""
MIDDLE = 0.33
"""From the middle of capitals down to the baseline, share of the size."""
ELLIPSIS = "…"


@dataclass(frozen=True)
class Box:
    """A rectangle of a picture, px; ``top`` < ``bottom``."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether two rectangles share any ground.

        Example:
            >>> Box(0, 0, 2, 2).meets(Box(1, 1, 3, 3)), Box(0, 0, 1, 1).meets(Box(1, 0, 2, 1))
            (True, False)
        """
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@lru_cache(maxsize=20_000)
def width(text: str, size: float = theme.BASE_SIZE, *, bold: bool = False) -> float:
    """Width of ``text`` in px, from the advance widths of the font, kerning left out.

    Example:
        >>> width("Wałcz") < width("Wałcz", bold=True)
        True
    """
    advances, fallback = _advances(bold)
    return sum(advances.get(letter, fallback) for letter in text) * size


def wrap(
    text: str,
    limit: float,
    size: float = theme.BASE_SIZE,
    *,
    lines: int = 3,
    bold: bool = False,
) -> list[str]:
    """``text`` broken at spaces into at most ``lines`` lines no wider than ``limit`` px.

    A word wider than the limit, or words beyond the last line, end with an ellipsis.

    Example:
        >>> wrap("zdrowie i usługi społeczne", 80)
        ['zdrowie i usługi', 'społeczne']
    """
    rows: list[str] = []
    for word in text.split(" "):
        joined = f"{rows[-1]} {word}" if rows else word
        if rows and width(joined, size, bold=bold) <= limit:
            rows[-1] = joined
        else:
            rows.append(word)
    if len(rows) > lines:
        rows = [*rows[: lines - 1], " ".join(rows[lines - 1 :])]
    return [shorten(row, limit, size, bold=bold) for row in rows]


def shorten(text: str, limit: float, size: float = theme.BASE_SIZE, *, bold: bool = False) -> str:
    """``text``, or as much of it as fits in ``limit`` px with an ellipsis.

    Example:
        >>> shorten("Nowe Miasto nad Pilicą", 60)
        'Nowe Mias…'
    """
    if width(text, size, bold=bold) <= limit:
        return text
    end = len(text)
    while end > 1 and width(text[:end].rstrip() + ELLIPSIS, size, bold=bold) > limit:
        end -= 1
    return text[:end].rstrip() + ELLIPSIS


@cache
def _advances(bold: bool) -> tuple[dict[str, float], float]:
    path = theme.font_files()["Semibold" if bold else "Regular"]
    with TTFont(path, lazy=True) as font:
        metrics = font["hmtx"].metrics
        per_em = font["head"].unitsPerEm
        advances = {
            chr(code): metrics[glyph][0] / per_em for code, glyph in font.getBestCmap().items()
        }
    return advances, advances["m"]
