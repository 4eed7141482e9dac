"""What is refused at the door: content that no later check could make sense of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from math import isfinite
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from terytoria.portal.evidence.domain.queries import own_evidence
from terytoria.portal.partnerships.domain.acting import RefusedError, today
from terytoria.portal.partnerships.domain.queries import members_on
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.strategies.domain.citing import EvidenceNow
from terytoria.portal.strategies.domain.content import FIELDS, Values
from terytoria.portal.strategies.domain.queries import MODELS, alive
from terytoria.portal.strategies.enums import Kind, Readiness, Wanted
from terytoria.statistics.catalogue import Catalogue

YEARS = range(1990, 2101)
MOST_LINKS = 20
_MOST_COST = Decimal(10) ** 12
_LONGEST_LINK = 500
_address = URLValidator(schemes=["http", "https"])


def validate(partnership: Partnership, kind: Kind, after: Values, before: Values) -> None:
    """Raise ``RefusedError`` for the first field that cannot be kept.

    What ``before`` (the stored content) already holds may stay: a partner that has left since, a
    finding that was rejected; the live checks speak of those.
    """
    _lengths(kind, after)
    _linked(partnership, kind, after, before)
    checked: dict[Kind, Callable[[Partnership, Values, Values], None]] = {
        Kind.FRAME: _frame,
        Kind.CHALLENGE: _challenge,
        Kind.PROJECT: _project,
        Kind.TARGET: _target,
    }
    if kind in checked:
        checked[kind](partnership, after, before)


def _lengths(kind: Kind, after: Values) -> None:
    if "title" in after and not after["title"]:
        raise RefusedError("title", "Pole jest puste. Wpisz tytuł.")
    model = MODELS[kind]
    for name, value in after.items():
        if not isinstance(value, str):
            continue
        kept = model._meta.get_field(name)  # noqa: SLF001 - Django documents it
        longest = getattr(kept, "max_length", None)
        if longest is not None and len(value) > longest:
            text = f"Tekst ma {len(value)} znaków, a mieści się {longest}. Skróć go."
            raise RefusedError(name, text)


def _linked(partnership: Partnership, kind: Kind, after: Values, before: Values) -> None:
    for field in FIELDS[kind]:
        if field.to is None:
            continue
        value, stored = after[field.name], before.get(field.name)
        if value is None:
            raise RefusedError(field.name, "Nic nie wybrano. Wybierz cel z listy.")
        wanted = set(value) - set(stored or ()) if field.linked else {value} - {stored}
        there = alive(field.to, partnership).filter(pk__in=wanted).count()
        if there != len(wanted):
            text = "Wybranego elementu już nie ma: ktoś go usunął. Wybierz z obecnej listy."
            raise RefusedError(field.name, text)


def _frame(_: Partnership, after: Values, before: Values) -> None:
    _year("horizon", after["horizon"])


def _challenge(partnership: Partnership, after: Values, before: Values) -> None:
    new = set(after["cites"]) - set(before.get("cites", ()))
    if new - citable(partnership):
        text = "Można przywołać tylko przyjęte ustalenia najnowszej diagnozy i własne dane."
        raise RefusedError("cites", f"{text} Wybierz z listy.")


def citable(partnership: Partnership) -> set[str]:
    """Keys of everything that may be cited now."""
    found = {f"finding:{one.finding.pk}" for one in EvidenceNow(partnership).citable()}
    return found | {f"own:{one.pk}" for one in own_evidence(partnership)}


def _project(partnership: Partnership, after: Values, before: Values) -> None:
    members = set(members_on(partnership, today()))
    if after["lead"] and after["lead"] not in members | {before.get("lead")}:
        raise RefusedError("lead", "Liderem może być tylko członek. Wybierz z listy.")
    if set(after["partners"]) - members - set(before.get("partners", ())):
        raise RefusedError("partners", "Partnerem może być tylko członek. Wybierz z listy.")
    if after["lead"] and after["lead"] in after["partners"]:
        raise RefusedError("partners", "Lider nie jest swoim partnerem. Odznacz go na liście.")
    if after["cost"] is not None and not 0 <= Decimal(after["cost"]) < _MOST_COST:
        raise RefusedError("cost", "Koszt jest ujemny albo zbyt wielki. Podaj kwotę w złotych.")
    _choice("readiness", after["readiness"], Readiness.values)
    _addresses(after["links"])


def _addresses(links: list[str]) -> None:
    if len(links) > MOST_LINKS:
        raise RefusedError("links", f"Odnośników może być {MOST_LINKS}. Usuń część z nich.")
    for one in links:
        try:
            _address(one)
        except ValidationError:
            text = f"„{one[:80]}” nie jest adresem strony. Wpisz go tak: https://example.org/."
            raise RefusedError("links", text) from None
        if len(one) > _LONGEST_LINK:
            raise RefusedError("links", f"Adres ma {len(one)} znaków. Podaj krótszy.")


def _target(_: Partnership, after: Values, before: Values) -> None:
    known = Catalogue.load().indicators
    if after["indicator"] and after["own_name"]:
        raise RefusedError("own_name", "Wybierz wskaźnik z katalogu albo wpisz własny, nie oba.")
    if not after["indicator"] and not after["own_name"]:
        raise RefusedError("indicator", "Wybierz wskaźnik z katalogu albo wpisz własny.")
    if after["indicator"] and after["indicator"] not in {*known, before.get("indicator")}:
        raise RefusedError("indicator", "Nie ma takiego wskaźnika. Wybierz z listy.")
    if after["own_name"] and not after["unit"]:
        raise RefusedError("unit", "Podaj jednostkę miary, na przykład „osoby” albo „%”.")
    _choice("wanted", after["wanted"], Wanted.values)
    for name in ("base_year", "target_year"):
        _year(name, after[name])
    for name in ("base_value", "target_value"):
        if after[name] is not None and not isfinite(after[name]):
            raise RefusedError(name, "To nie jest liczba. Wpisz wartość cyframi.")
    for name in ("target_year", "target_value"):
        if after[name] is None:
            raise RefusedError(name, "Pole jest puste. Wpisz wartość.")


def _year(name: str, year: int | None) -> None:
    if year is not None and year not in YEARS:
        text = f"Rok {year} jest poza zakresem {YEARS[0]}–{YEARS[-1]}. Popraw rok."
        raise RefusedError(name, text)


def _choice(name: str, value: str, choices: list[str]) -> None:
    if value not in choices:
        raise RefusedError(name, "Tej wartości nie ma na liście. Wybierz jedną z podanych.")


def complete(kind: Kind, fields: Mapping[str, Any]) -> Values:
    """Fields of a new item with what is not told left empty."""
    model = MODELS[kind]()
    empty: Values = {}
    for one in FIELDS[kind]:
        if one.name == "cites" or one.linked:
            empty[one.name] = []
        elif one.to:
            empty[one.name] = None
        else:
            empty[one.name] = getattr(model, one.name)
    return {**empty, **fields}
