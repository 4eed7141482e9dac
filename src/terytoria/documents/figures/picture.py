"""What every drawing function gives back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Picture:
    """A finished picture: a self-contained SVG document and its size in px.

    Ids inside start with a digest of the content, so any number of different pictures can stand
    inline on one page. ``title`` is the accessible name written inside the SVG.
    """

    svg: str
    width: float
    height: float
    title: str

    def __post_init__(self) -> None:
        """Refuse a picture without an accessible name."""
        if not self.title.strip():
            raise ValueError("a picture needs a title that says what it shows")
