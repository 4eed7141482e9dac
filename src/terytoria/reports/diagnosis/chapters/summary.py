"""Chapter 2: one page that answers the five questions of a mayor."""

from __future__ import annotations

import math

from terytoria.diagnosis import Finding
from terytoria.diagnosis.findings.words import figure_text, name_text
from terytoria.documents.inline import inline
from terytoria.documents.model import Block, Conclusions, Heading, KeyFigure, KeyFigures, Runs
from terytoria.language.numbers import number, percent, signed
from terytoria.language.plural import counted
from terytoria.language.text import initial_lower, initial_upper
from terytoria.reports.diagnosis.context import Context
from terytoria.reports.diagnosis.prose import paragraph

POPULATION = "L-03"
TILES = (POPULATION, "L-01", "L-18", "R-01", "F-03", "P-01")
SHOWN = 3


def summary(ctx: Context) -> list[Block]:
    """The five questions: who, what changes, strong and weak, what joins, what follows."""
    return [
        Heading(1, "Streszczenie na jedną stronę", "streszczenie", short="Streszczenie"),
        *key_figures(ctx),
        Heading(2, "Kim jesteśmy i co się zmienia", "kim-jestesmy", numbered=False),
        paragraph(population_sentence(ctx)),
        Heading(2, "Gdzie jesteśmy mocni i słabi wobec podobnych", "mocni-slabi", numbered=False),
        *_strong_and_weak(ctx),
        Heading(2, "Co nas łączy", "co-laczy", numbered=False),
        paragraph(_joined(ctx)),
        Conclusions(_challenges(ctx), "Co z tego wynika dla wspólnych decyzji"),
    ]


def key_figures(ctx: Context) -> list[Block]:
    """Headline figures of the area, each with its comparison; none where fewer than two exist."""
    tiles = tuple(tile for name in TILES if (tile := _tile(ctx, name)) is not None)
    return [KeyFigures(tiles)] if len(tiles) > 1 else []


def _tile(ctx: Context, name: str) -> KeyFigure | None:
    one = ctx.diagnosis.standings.latest(ctx.unit, name) if ctx.has(name) else None
    if one is None:
        return None
    indicator = ctx.indicator(name)
    value, median = (figure_text(v, indicator).pl for v in (one.value, one.median))
    label = initial_upper(name_text(indicator, indicator.unit).pl)
    comparison = "" if name == POPULATION else f"podobne powiaty: {median}"
    return KeyFigure(value, f"{label}, {one.year} r.", comparison)


def population_sentence(ctx: Context) -> str:
    """How many people, how the number changed, what is to be expected."""
    values, change = ctx.values("L-03"), ctx.diagnosis.standings.latest(ctx.unit, "L-01")
    year = values.latest(0.9) or values.years[-1]
    people = float(values.year(year)[-1])
    text = f"Na koniec {year} r. w partnerstwie mieszkało **{number(people)} osób**"
    if change is not None and change.value is not None and change.median is not None:
        less = "mniej" if change.value < 0 else "więcej"
        text += (
            f", o {percent(abs(change.value))} {less} niż w {change.year - 4} r. W typowym "
            f"powiecie z grupy porównawczej zmiana wyniosła {signed(change.median, 1)}%"
        )
    return f"{text}. {_expected(ctx)}"


def _expected(ctx: Context) -> str:
    rows = ctx.diagnosis.outlook.totals()
    year, persons, low, high = (
        rows.filter(unit="area").select("year", "persons", "low", "high").row(-1)
    )
    return (
        f"Jeżeli obecne tendencje się utrzymają, w {year} r. będzie to około "
        f"**{number(round(persons, -2))}** (przedział 80%: {number(round(low, -2))}–"
        f"{number(round(high, -2))})."
    )


def _strong_and_weak(ctx: Context) -> list[Block]:
    blocks: list[Block] = []
    for kind, title in (("strength", "Mocne strony"), ("weakness", "Słabe strony")):
        found = _first_of_topics(ctx.findings(kinds=(kind,)))
        if found:
            headings = "; ".join(initial_lower(finding.heading.pl) for finding in found)
            blocks.append(paragraph(f"**{title}:** {headings}."))
    return blocks


def _first_of_topics(findings: list[Finding]) -> list[Finding]:
    """The heaviest finding of each topic, the heaviest topics first."""
    seen: dict[str, Finding] = {}
    for finding in findings:
        seen.setdefault(finding.topic, finding)
    return list(seen.values())[: SHOWN + 1]


def _joined(ctx: Context) -> str:
    area, year = ctx.diagnosis.links.area, ctx.diagnosis.links.year
    if not area["out"] or not math.isfinite(area["retention"]):
        return "Dane nie pokazują dojazdów do pracy między gminami partnerstwa."
    people = counted(area["inside"], "osoba", "osoby", "osób")
    return (
        f"W {year} r. między gminami partnerstwa dojeżdżało do pracy co najmniej **{people}** – "
        f"{percent(100 * area['retention'], 0)} widocznych wyjazdów do pracy z tych gmin."
    )


def _challenges(ctx: Context) -> tuple[Runs, ...]:
    items = [
        f"**{challenge.title.pl}.** {challenge.question.pl}"
        for challenge in ctx.diagnosis.challenges[:SHOWN]
    ]
    if not items:
        items.append("Diagnoza nie wskazuje wyzwań wspólnych dla całego partnerstwa.")
    return tuple(inline(item) for item in items)
