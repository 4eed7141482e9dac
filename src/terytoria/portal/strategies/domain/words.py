"""Content of items as people read it, with names in place of numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from terytoria.language.numbers import NBSP, number
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.strategies.chain import Chain, ChainItem, Challenge, Frame, Target
from terytoria.portal.strategies.domain.content import FIELDS, Field, Values
from terytoria.portal.strategies.domain.queries import MODELS, names_of
from terytoria.portal.strategies.enums import Kind, Readiness, Wanted
from terytoria.portal.strategies.models import Citation
from terytoria.statistics.catalogue import Catalogue


@dataclass(frozen=True)
class Names:
    """What items, cited evidence and units are called; what is not here keeps its number."""

    items: Mapping[tuple[Kind, int], str]
    evidence: Mapping[str, str]
    units: Mapping[str, str]


def names_in(chain: Chain) -> Names:
    """Names as a chain tells them; evidence with its text, so that a new wording is seen."""
    cited = (one for challenge in chain.challenges for one in challenge.cites)
    evidence = {one.key: f"{one.title}: {one.text}" if one.text else one.title for one in cited}
    return Names(chain.titles, evidence, chain.units)


def names_now(partnership: Partnership, told: Iterable[Mapping[str, Any]]) -> Names:
    """Names of everything a partnership has or had; ``told`` is content with units in it."""
    items = {
        (kind, one.pk): str(one)
        for kind, model in MODELS.items()
        for one in model._default_manager.filter(partnership=partnership)  # noqa: SLF001 - documented
    }
    citations = Citation.objects.filter(challenge__partnership=partnership)
    cited = citations.select_related("finding", "own")
    evidence = {citation.key: str(citation) for citation in cited}
    units = {code for one in told for code in (one.get("lead"), *one.get("partners", ())) if code}
    return Names(items, evidence, names_of(units))


def content_of(item: ChainItem | Frame) -> Values:
    """The content of an item of a chain, in the shape of ``domain.content.read``."""
    values: Values = {one.name: getattr(item, one.name, "") for one in FIELDS[item.kind]}
    if isinstance(item, Target):
        values["own_name"] = "" if item.indicator else item.name
    if isinstance(item, Challenge):
        values["cites"] = [one.key for one in item.cites]
    return values


def told(kind: Kind, content: Mapping[str, Any], names: Names) -> dict[str, str]:
    """Content by field, in words; empty for what is not there."""
    return {
        field.name: in_words(field, content[field.name], names)
        for field in FIELDS[kind]
        if field.name in content
    }


def in_words(field: Field, value: Any, names: Names) -> str:
    """One value in words; several of them stand in lines."""
    if value is None or value in ("", [], ()):
        return ""
    if isinstance(value, list | tuple):
        return "\n".join(sorted(_one(field, each, names) for each in value))
    return _one(field, value, names)


def _one(field: Field, value: Any, names: Names) -> str:
    if field.name == "cites":
        return names.evidence.get(value, f"dowód {value.partition(':')[2]}")
    if field.name in ("lead", "partners"):
        return names.units.get(value, str(value))
    if field.to:
        return names.items.get((field.to, value), f"{field.to.label} {value}")
    return _WORDS.get(field.name, str)(value)


def amount(cost: Decimal) -> str:
    """Money.

    >>> amount(Decimal("1200000"))
    '1\\xa0200\\xa0000\\xa0zł'
    """
    return f"{number(float(cost), 0 if cost == int(cost) else 2)}{NBSP}zł"


def figure(value: float) -> str:
    """A number with as many decimals as it has, at most four.

    >>> figure(12.5), figure(80.0)
    ('12,5', '80')
    """
    text = f"{round(value, 4):.4f}".rstrip("0").partition(".")[2]
    return number(value, len(text))


def indicator(name: str) -> str:
    """An indicator of the catalogue by its name; an unknown id stays an id."""
    known = Catalogue.load().indicators.get(name)
    return f"{known.name_pl} ({name})" if known else name


_WORDS: Mapping[str, Callable[[Any], str]] = {
    "cost": lambda value: amount(Decimal(value)),
    "readiness": lambda value: str(Readiness(value).label),
    "wanted": lambda value: str(Wanted(value).label),
    "base_value": figure,
    "target_value": figure,
    "indicator": indicator,
}
