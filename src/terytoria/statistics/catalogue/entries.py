"""Entries of the catalogue's YAML files: values that know their file and line."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from math import isfinite

import yaml

from terytoria.statistics.catalogue.errors import CatalogueError, nearest


@dataclass(frozen=True)
class Text:
    """A text in Polish and in English."""

    pl: str
    en: str


@dataclass(frozen=True)
class Entry:
    """A node of a YAML file, read into what it should be or refused with its line."""

    file: str
    node: yaml.Node

    @classmethod
    def document(cls, file: str, text: str) -> Entry:
        """The one document of a file; :class:`CatalogueError` when it is no YAML."""
        try:
            node = yaml.compose(text, Loader=yaml.CSafeLoader)
        except yaml.YAMLError as problem:
            mark = getattr(problem, "problem_mark", None)
            line = mark.line + 1 if mark else 1
            what = getattr(problem, "problem", None) or str(problem).splitlines()[0]
            raise CatalogueError(file, line, f"not YAML: {what}", "correct this line") from None
        if node is None:
            raise CatalogueError(file, 1, "the file is empty", "write its entries or remove it")
        return cls(file, node)

    @property
    def line(self) -> int:
        """Line of the file where the entry starts, from 1."""
        return int(self.node.start_mark.line) + 1

    def fail(self, problem: str, remedy: str) -> CatalogueError:
        """The error to raise about this entry."""
        return CatalogueError(self.file, self.line, problem, remedy)

    def mapping(
        self, required: Collection[str], optional: Collection[str] = ()
    ) -> dict[str, Entry]:
        """Entries by key; every required key is there and no key is unknown or repeated."""
        found = self.free_mapping()
        allowed = {*required, *optional}
        for key, entry in found.items():
            if key not in allowed:
                raise entry.fail(
                    f"unknown key {key!r}", f"use one of: {', '.join(sorted(allowed))}"
                )
        for key in required:
            if key not in found:
                raise self.fail(f"the key {key!r} is missing", "add it to this entry")
        return found

    def free_mapping(self) -> dict[str, Entry]:
        """Entries by key, whatever the keys; none may be repeated."""
        if not isinstance(self.node, yaml.MappingNode):
            raise self.fail("a mapping is due here", "write 'key: value' lines")
        found: dict[str, Entry] = {}
        for key, value in self.node.value:
            entry = Entry(self.file, value)
            if str(key.value) in found:
                raise entry.fail(f"the key {key.value!r} is repeated", "keep one of them")
            found[str(key.value)] = entry
        return found

    def items(self) -> list[Entry]:
        """Entries of a list."""
        if not isinstance(self.node, yaml.SequenceNode):
            raise self.fail("a list is due here", "write '- item' lines or [a, b]")
        return [Entry(self.file, node) for node in self.node.value]

    def text(self) -> str:
        """A text that is not empty."""
        if not isinstance(self.node, yaml.ScalarNode):
            raise self.fail("a text is due here", "write one value")
        text = str(self.node.value).strip()
        if not text:
            raise self.fail("the text is empty", "write it")
        return text

    def is_null(self) -> bool:
        """Whether the entry is an explicit null."""
        return isinstance(self.node, yaml.ScalarNode) and self.node.tag.endswith(":null")

    def word(self) -> str:
        """A text that may be empty."""
        return "" if self.is_null() or self.node.value == "" else self.text()

    def number(self) -> float:
        """A finite number."""
        try:
            value = float(self.text())
        except ValueError:
            raise self.fail(f"{self.text()!r} is not a number", "write a number") from None
        if not isfinite(value):
            raise self.fail(f"{self.text()!r} is not finite", "write a finite number")
        return value

    def integer(self) -> int:
        """A whole number."""
        value = self.number()
        if value != int(value):
            raise self.fail(f"{self.text()!r} is not a whole number", "write a whole number")
        return int(value)

    def choice(self, options: Collection[str]) -> str:
        """One of the options."""
        text = self.text()
        if text not in options:
            remedy = f"use one of: {', '.join(options)}"
            raise self.fail(
                f"unknown value {text!r}", remedy if len(options) < 12 else nearest(text, options)
            )
        return text

    def translated(self) -> Text:
        """A text in both languages; a missing translation is an error."""
        found = self.mapping((), ("pl", "en"))
        for language in ("pl", "en"):
            if language not in found:
                raise self.fail(
                    f"the translation {language!r} is missing", "write it beside the other"
                )
        return Text(found["pl"].text(), found["en"].text())
