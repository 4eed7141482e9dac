"""Formulas over series: sums of products of series, shifted in time or summed over years.

The grammar is small on purpose: a formula is data and can do nothing but arithmetic.

    formula = ["-"] term {("+" | "-") term}
    term    = factor {("*" | "/") factor}
    factor  = number | series ["@-" years back] ["~" years summed]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"\s*(?:(?P<series>[a-z][a-z0-9_]*)(?:@-(?P<shift>\d{1,2}))?(?:~(?P<window>\d{1,2}))?"
    r"|(?P<number>\d+(?:\.\d+)?)(?![\w.@~])|(?P<sign>[-+*/]))"
)


class FormulaError(ValueError):
    """A text that is not a formula."""


@dataclass(frozen=True)
class Factor:
    """A series in a term: ``shift`` years back, summed over ``window`` years, divided by or not."""

    series: str
    shift: int = 0
    window: int = 1
    divides: bool = False

    @property
    def reach(self) -> tuple[int, ...]:
        """How many years back each year read lies.

        >>> Factor("births", shift=1, window=3).reach
        (1, 2, 3)
        """
        return tuple(range(self.shift, self.shift + self.window))

    def __str__(self) -> str:
        shift = f"@-{self.shift}" if self.shift else ""
        window = f"~{self.window}" if self.window > 1 else ""
        return f"{self.series}{shift}{window}"


@dataclass(frozen=True)
class Term:
    """A product: a number and the series it is multiplied with or divided by."""

    coefficient: float
    factors: tuple[Factor, ...]

    def __str__(self) -> str:
        size = abs(self.coefficient)
        parts = [] if size == 1 and self.factors and not self.factors[0].divides else [f"{size:g}"]
        for factor in self.factors:
            joint = [" / " if factor.divides else " * "] if parts else []
            parts += [*joint, str(factor)]
        return "".join(parts)


@dataclass(frozen=True)
class Expression:
    """A sum of terms.

    >>> e = parse("mig_in~3 - mig_out~3")
    >>> str(e), sorted(e.series)
    ('mig_in~3 - mig_out~3', ['mig_in', 'mig_out'])
    """

    terms: tuple[Term, ...]

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    @property
    def factors(self) -> tuple[Factor, ...]:
        """Every factor of every term."""
        return tuple(factor for term in self.terms for factor in term.factors)

    @property
    def series(self) -> frozenset[str]:
        """Names of the series read."""
        return frozenset(factor.series for factor in self.factors)

    def __str__(self) -> str:
        parts: list[str] = []
        for term in self.terms:
            minus = term.coefficient < 0
            joint = (" - " if minus else " + ") if parts else ("-" if minus else "")
            parts += [joint, str(term)]
        return "".join(parts)


def parse(text: str) -> Expression:
    """The formula a text writes; :class:`FormulaError` says at which character it goes wrong.

    >>> str(parse("sewer_users_pct * pop_total@-1"))
    'sewer_users_pct * pop_total@-1'
    >>> parse("pop_total +")
    Traceback (most recent call last):
    ...
    terytoria.statistics.catalogue.formula.FormulaError: 'pop_total +' ends where a series is due
    """
    terms: list[Term] = []
    sign, divides, due = 1.0, False, True
    coefficient, factors = 1.0, list[Factor]()
    for token in _tokens(text):
        if token["sign"]:
            if due:
                if token["sign"] != "-" or token.start() or terms or factors:
                    raise FormulaError(f"{text!r} has an operator where a series is due")
                sign = -1.0
                continue
            due, divides = True, token["sign"] == "/"
            if token["sign"] in "+-":
                terms.append(Term(sign * coefficient, tuple(factors)))
                sign, coefficient, factors = 1.0 if token["sign"] == "+" else -1.0, 1.0, []
            continue
        if not due:
            raise FormulaError(f"{text!r} has two names or numbers with no operator between them")
        due = False
        if token["number"]:
            coefficient = _scaled(coefficient, float(token["number"]), divides=divides, text=text)
        else:
            factors.append(_factor(token, divides=divides, text=text))
    if due:
        raise FormulaError(f"{text!r} ends where a series is due")
    return Expression((*terms, Term(sign * coefficient, tuple(factors))))


def _tokens(text: str) -> Iterator[re.Match[str]]:
    at, end = 0, len(text.rstrip())
    while at < end:
        token = _TOKEN.match(text, at)
        if token is None:
            raise FormulaError(f"{text!r} cannot be read from character {at + 1}")
        yield token
        at = token.end()


def _scaled(coefficient: float, number: float, *, divides: bool, text: str) -> float:
    if number == 0:
        raise FormulaError(f"{text!r} has a zero, which no formula needs")
    return coefficient / number if divides else coefficient * number


def _factor(token: re.Match[str], *, divides: bool, text: str) -> Factor:
    shift, window = int(token["shift"] or 0), int(token["window"] or 1)
    if window == 0:
        raise FormulaError(f"{text!r} sums over no year: write ~1 or more")
    return Factor(token["series"], shift, window, divides)
