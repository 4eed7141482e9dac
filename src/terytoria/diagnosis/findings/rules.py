"""Rules as data: what is said of an indicator, of an analysis, of two indicators together."""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from terytoria.statistics.catalogue import Catalogue
from terytoria.statistics.catalogue.entries import Text

KINDS = ("strength", "weakness", "opportunity", "threat")


class RuleError(ValueError):
    """A rule that cannot be used: a field is missing, or it names what does not exist."""


@dataclass(frozen=True)
class Phrase:
    """What is said of an indicator that differs from its group.

    ``heading`` is a nominal phrase with the place for ``{peers}``; ``so`` what follows from it;
    both per verdict, ``worse`` and ``better``. ``unless`` names indicators that tell the same fact:
    where one of them is told with the same verdict, this one is silent.
    """

    indicator: str
    challenge: str
    heading: Mapping[str, Text]
    so: Mapping[str, Text]
    unless: tuple[str, ...] = ()


@dataclass(frozen=True)
class Template:
    """A rule over an analysis: kind, weight, texts with places, and its thresholds."""

    id: str
    kind: str
    topic: str
    challenge: str
    heading: Text
    text: Text
    so: Text
    thresholds: Mapping[str, float]


@dataclass(frozen=True)
class Pair:
    """Two indicators whose verdicts contradict each other."""

    id: str
    better: str
    worse: str
    heading: Text
    text: Text


@dataclass(frozen=True)
class ChallengeRule:
    """A challenge that findings may point to."""

    id: str
    title: Text
    question: Text


@dataclass(frozen=True)
class Rules:
    """All rules, checked against the catalogue."""

    phrases: Mapping[str, Phrase]
    templates: Mapping[str, Template]
    pairs: tuple[Pair, ...]
    challenges: Mapping[str, ChallengeRule]

    @classmethod
    @cache
    def load(cls) -> Rules:
        """The rules of the package."""
        return cls.read(files(__package__) / "data", Catalogue.load())

    @classmethod
    def read(cls, folder: Traversable, catalogue: Catalogue) -> Rules:
        """The rules of a folder; :class:`RuleError` names the file and the rule at fault."""
        rules = cls(
            {name: _phrase(name, body) for name, body in _read(folder, "standing.yaml")},
            {name: _template(name, body) for name, body in _read(folder, "analyses.yaml")},
            tuple(_pair(name, body) for name, body in _read(folder, "contradictions.yaml")),
            {name: _challenge(name, body) for name, body in _read(folder, "challenges.yaml")},
        )
        rules.check(catalogue)
        return rules

    def check(self, catalogue: Catalogue) -> None:
        """Every indicator and challenge a rule names must exist."""
        named = [(p.indicator, f"standing.yaml: {p.indicator}") for p in self.phrases.values()]
        for phrase in self.phrases.values():
            named += [(name, f"standing.yaml: {phrase.indicator}") for name in phrase.unless]
        named += [(name, f"contradictions.yaml: {p.id}") for p in self.pairs for name in _both(p)]
        for indicator, where in named:
            if indicator not in catalogue.indicators:
                raise RuleError(f"{where}: the catalogue has no indicator {indicator!r}")
        for template in self.templates.values():
            if template.topic not in ("", "*") and template.topic not in catalogue.areas:
                raise RuleError(
                    f"analyses.yaml: {template.id}: the catalogue has no topic {template.topic!r}"
                )
        pointing = [(p.challenge, f"standing.yaml: {p.indicator}") for p in self.phrases.values()]
        pointing += [(t.challenge, f"analyses.yaml: {t.id}") for t in self.templates.values()]
        for challenge, where in pointing:
            if challenge and challenge not in self.challenges:
                raise RuleError(f"{where}: challenges.yaml has no challenge {challenge!r}")


def places(text: Text) -> frozenset[str]:
    """Names of the places a text leaves to be filled, in either language."""
    parsed = [*string.Formatter().parse(text.pl), *string.Formatter().parse(text.en)]
    return frozenset(name for _, name, _, _ in parsed if name)


def _both(pair: Pair) -> tuple[str, str]:
    return pair.better, pair.worse


def _read(folder: Traversable, file: str) -> Iterable[tuple[str, dict[str, Any]]]:
    text = (folder / file).read_text(encoding="utf-8")
    try:
        body = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as problem:
        raise RuleError(f"{file}: {problem}") from None
    if not isinstance(body, dict) or "rules" not in body or "as_of" not in body:
        raise RuleError(f"{file}: a rules file holds as_of and rules")
    for name, rule in body["rules"].items():
        if not isinstance(rule, dict):
            raise RuleError(f"{file}: {name}: a rule is a mapping")
    return tuple(body["rules"].items())


def _text(where: str, body: Any) -> Text:
    if not isinstance(body, dict) or set(body) != {"pl", "en"}:
        raise RuleError(f"{where}: give the text in pl and en")
    return Text(str(body["pl"]).strip(), str(body["en"]).strip())


def _texts(where: str, body: dict[str, Any], *names: str) -> list[Text]:
    missing = [name for name in names if name not in body]
    if missing:
        raise RuleError(f"{where}: lacks {', '.join(missing)}")
    return [_text(f"{where}.{name}", body[name]) for name in names]


def _phrase(name: str, body: dict[str, Any]) -> Phrase:
    where = f"standing.yaml: {name}"
    heading: dict[str, Text] = {}
    so: dict[str, Text] = {}
    for verdict in ("worse", "better"):
        if verdict in body:
            heading[verdict], so[verdict] = _texts(where, body[verdict], "heading", "so")
    if not heading:
        raise RuleError(f"{where}: say something of worse, of better, or of both")
    return Phrase(name, body.get("challenge", ""), heading, so, tuple(body.get("unless", ())))


def _template(name: str, body: dict[str, Any]) -> Template:
    where = f"analyses.yaml: {name}"
    heading, text, so = _texts(where, body, "heading", "text", "so")
    if "topic" not in body:
        raise RuleError(f"{where}: lacks topic")
    if body.get("kind") not in KINDS:
        raise RuleError(f"{where}: kind is one of {', '.join(KINDS)}")
    return Template(
        name,
        body["kind"],
        body["topic"],
        body.get("challenge", ""),
        heading,
        text,
        so,
        {key: float(value) for key, value in body.get("thresholds", {}).items()},
    )


def _pair(name: str, body: dict[str, Any]) -> Pair:
    where = f"contradictions.yaml: {name}"
    heading, text = _texts(where, body, "heading", "text")
    if "better" not in body or "worse" not in body:
        raise RuleError(f"{where}: name the indicators better and worse")
    return Pair(name, body["better"], body["worse"], heading, text)


def _challenge(name: str, body: dict[str, Any]) -> ChallengeRule:
    title, question = _texts(f"challenges.yaml: {name}", body, "title", "question")
    return ChallengeRule(name, title, question)
