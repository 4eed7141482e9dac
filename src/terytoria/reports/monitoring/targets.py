"""Targets in a document: the lights, a picture of each, the part of a member."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from terytoria.documents.inline import escape, inline
from terytoria.documents.model import (
    Block,
    Callout,
    Cell,
    Column,
    Figure,
    Heading,
    Paragraph,
    Source,
    Table,
)
from terytoria.language.plural import counted
from terytoria.reports.monitoring.course import Course, draw_course
from terytoria.reports.monitoring.record import Monitored, Share, TargetState
from terytoria.reports.monitoring.words import figure_of, plain, reading_of, said
from terytoria.strategy.monitoring import Light

ADOPTED = "przyjęty w strategii"
DRAFT = "jeszcze nieprzyjęty"


def course_of(state: TargetState, **looks: float) -> Course:
    """The picture of a target."""
    return Course(
        title=f"{said(state.name)}: odczyty i droga do celu",
        unit=said(state.unit),
        decimals=state.decimals,
        base_year=state.base_year,
        base=state.base,
        target_year=state.target_year,
        target=state.target,
        readings=state.readings,
        description=state.text,
        **looks,
    )


def course_rows(state: TargetState) -> tuple[tuple[Cell, ...], ...]:
    """The picture in rows: year, what, value, low, high, value on the straight way."""
    course = course_of(state)
    rows: list[tuple[Cell, ...]] = []
    if state.base is not None and state.base_year is not None:
        rows.append((str(state.base_year), "baza", state.base, None, None, state.base))
    for one in state.readings:
        way = course.expected(one.year)
        rows.append((str(one.year), "odczyt", one.value, one.low, one.high, way))
    rows.append((str(state.target_year), "cel", state.target, None, None, state.target))
    return tuple(rows)


def lights_of(told: Monitored) -> str:
    """How many targets have which light, in a sentence."""
    counts = Counter(one.light for one in told.targets)
    return "; ".join(f"{light.name_pl} – {counts[light]}" for light in Light if counts[light])


def target_blocks(told: Monitored) -> Iterator[Block]:
    """The chapter of targets."""
    yield Heading(1, "Mierniki", "mierniki")
    if not told.targets:
        text = "Strategia nie ma jeszcze mierników, więc nie ma czego śledzić."
        yield Callout("warning", "Brak mierników", plain(text))
        return
    count = counted(len(told.targets), "miernik", "mierniki", "mierników")
    yield Paragraph(plain(f"Śledzimy {count}. Oceny: {lights_of(told)}."), lead=True)
    yield Paragraph(
        plain(
            "Od wartości bazowej do celu biegnie prosta; to umowa, nie prognoza. Ocena mówi "
            "„na dobrej drodze” albo „z opóźnieniem” tylko wtedy, gdy cały przedział odczytu leży "
            "po jednej stronie tej drogi."
        )
    )
    yield Table(
        "mierniki-oceny",
        "Mierniki i ich oceny",
        tuple(Column(name) for name in ("Miernik", "Ocena", "Baza", "Ostatni odczyt", "Cel")),
        tuple(_row(one) for one in told.targets),
    )
    for at, one in enumerate(told.targets, 1):
        yield from _target(one, at)


def _row(one: TargetState) -> tuple[Cell, ...]:
    latest = one.readings[-1] if one.readings else None
    return (
        said(one.name),
        one.light.name_pl,
        figure_of(one.base, one.unit, one.decimals, one.base_year),
        reading_of(latest, one.unit, one.decimals),
        figure_of(one.target, one.unit, one.decimals, one.target_year),
    )


def _target(one: TargetState, at: int) -> Iterator[Block]:
    yield Heading(2, said(one.name), f"miernik-{at}")
    standing = ADOPTED if one.adopted else DRAFT
    goal = f" Cel: {escape(said(one.goal))}." if one.goal else ""
    yield Paragraph(inline(f"**Ocena: {escape(one.light.name_pl)}.** Miernik {standing}.{goal}"))
    yield Paragraph(plain(one.text))
    if one.change:
        yield Paragraph(plain(one.change))
    if one.base is not None or one.readings:
        yield _figure(one, at)
    if one.sources:
        yield Source("; ".join(one.sources))


def _figure(one: TargetState, at: int) -> Figure:
    columns = (
        Column("Rok"),
        Column("Co"),
        Column("Wartość", kind="number", unit=said(one.unit), decimals=one.decimals),
        Column("Od", kind="number", decimals=one.decimals),
        Column("Do", kind="number", decimals=one.decimals),
        Column("Na prostej drodze", kind="number", decimals=one.decimals),
    )
    name = f"{said(one.name)}: od bazy do celu"
    table = Table(f"droga-{at}-liczby", name, columns, course_rows(one))
    picture = draw_course(course_of(one))
    return Figure(f"droga-{at}", picture.svg, one.text, name, table=table)


def part_blocks(told: Monitored, unit: str) -> Iterator[Block]:
    """Targets with what the indicator was and is in one member."""
    yield Heading(2, "Mierniki strategii", "mierniki")
    if not told.targets:
        yield Paragraph(plain("Strategia partnerstwa nie ma jeszcze mierników."))
        return
    name = told.name_of(unit)
    text = "Cele są wyznaczone dla całego partnerstwa, dlatego oceniamy tylko całość. "
    yield Paragraph(plain(f"{text}Obok stoi ta sama wielkość w gminie {name}."))
    columns = ("Miernik", "Partnerstwo: ocena", "Partnerstwo: ostatni odczyt", "Cel")
    own = ("Gmina: rok bazowy", "Gmina: ostatni odczyt")
    yield Table(
        "czesc-gminy",
        f"Mierniki partnerstwa i gmina {name}",
        tuple(Column(title) for title in (*columns, *own)),
        tuple(_part_row(one, unit) for one in told.targets),
        note="Wielkość gminy porównuje się z rokiem bazowym, o ile liczono ją tak samo.",
    )
    sources = dict.fromkeys(source for one in told.targets for source in one.sources)
    if sources:
        yield Source("; ".join(sources))


def _part_row(one: TargetState, unit: str) -> tuple[Cell, ...]:
    part = one.parts.get(unit)
    name, light, _base, latest, target = _row(one)
    if part is None:
        return name, light, latest, target, None, "liczony tylko dla całości"
    base = reading_of(part.base, one.unit, one.decimals)
    return name, light, latest, target, base, _newest(one, part)


def _newest(one: TargetState, part: Share) -> str:
    if part.latest is None and part.broken:
        return f"od {part.broken} r. nieporównywalny"
    return reading_of(part.latest, one.unit, one.decimals)
