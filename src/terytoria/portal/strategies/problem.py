"""A problem of the chain."""

from __future__ import annotations

from dataclasses import dataclass

from terytoria.portal.strategies.enums import Kind, Severity
from terytoria.portal.strategies.phrases import PROBLEMS


@dataclass(frozen=True)
class Problem:
    """What is wrong with an item, what to do, and where; the words are those of ``phrases``.

    ``id`` is 0 for what concerns no item. ``cited`` is the key of the evidence it is about, and
    ``newest`` the finding that may be cited instead of it.
    """

    code: str
    kind: Kind
    id: int
    title: str
    values: tuple[tuple[str, str], ...] = ()
    cited: str = ""
    newest: int | None = None

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        return PROBLEMS[self.code].severity

    @property
    def text(self) -> str:
        """What is wrong, a sentence."""
        return PROBLEMS[self.code].text.format(**dict(self.values))

    @property
    def remedy(self) -> str:
        """What to do, a sentence."""
        return PROBLEMS[self.code].remedy

    @property
    def field(self) -> str:
        """The field to correct; empty where adding repairs it."""
        return PROBLEMS[self.code].field

    @property
    def add(self) -> Kind | None:
        """The kind of item whose adding repairs it."""
        return PROBLEMS[self.code].add

    @property
    def sentence(self) -> str:
        """The problem for a list, after the item it is about."""
        about = f"{self.kind.label.capitalize()} „{self.title}”" if self.id else self.title
        return f"{about}. {self.text}"
