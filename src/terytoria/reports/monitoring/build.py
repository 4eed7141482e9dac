"""The yearly monitoring report, and the chapter for the report of a member gmina."""

from __future__ import annotations

from collections.abc import Iterator

from terytoria.documents.inline import escape, inline
from terytoria.documents.model import (
    Block,
    BulletList,
    Callout,
    Column,
    Contents,
    CoverInfo,
    Document,
    FigureData,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Table,
)
from terytoria.language.dates import date_pl
from terytoria.reports.monitoring.basis import basis
from terytoria.reports.monitoring.projects import project_blocks, role_blocks
from terytoria.reports.monitoring.record import Monitored
from terytoria.reports.monitoring.targets import part_blocks, target_blocks
from terytoria.reports.monitoring.words import plain, said, sum_of
from terytoria.strategy.monitoring import Light, sums

_KEYWORDS = ("monitorowanie", "strategia", "partnerstwo gmin")


def build_monitoring(told: Monitored) -> Document:
    """The report of a year; the same input gives the same document."""
    return Document(
        title=f"Raport z monitorowania strategii za {told.year} rok",
        subtitle=said(told.partnership),
        authors=(said(told.partnership),),
        publisher=said(told.partnership),
        date=told.day,
        keywords=_KEYWORDS,
        summary=f"Mierniki, projekty i decyzje w {told.year} roku: {said(told.partnership)}.",
        synthetic=told.synthetic,
        front=CoverInfo("Monitorowanie strategii", _facts(told)),
        blocks=tuple(_report(told)),
        notes=("Oceny powstały z danych i wpisów partnerstwa; źródła stoją przy miernikach.",),
    )


def build_chapter(told: Monitored, unit: str) -> Document:
    """The chapter on the partnership for the report of one member gmina, by its code.

    Raises :class:`ValueError` for a unit that is no member gmina.
    """
    if unit not in told.gminas:
        known = ", ".join(told.gminas)
        raise ValueError(f"{unit} is no member gmina of {told.partnership}; it has {known}")
    name = told.name_of(unit)
    return Document(
        title=f"Współpraca w partnerstwie w {told.year} roku",
        subtitle=f"Rozdział do raportu o stanie gminy {name}",
        authors=(said(told.partnership),),
        publisher=said(told.partnership),
        date=told.day,
        keywords=(*_KEYWORDS, "raport o stanie gminy"),
        summary=f"Udział gminy {name} w realizacji strategii: {said(told.partnership)}.",
        synthetic=told.synthetic,
        front=CoverInfo("Raport o stanie gminy", _facts(told)),
        blocks=tuple(_chapter(told, unit)),
        notes=("Rozdział powstał z danych i wpisów partnerstwa; można go poprawiać.",),
    )


def _facts(told: Monitored) -> tuple[tuple[str, str], ...]:
    facts = (("Strategia", said(told.strategy)), ("Dane", said(told.data)))
    return tuple(one for one in facts if one[1])


def _report(told: Monitored) -> Iterator[Block]:
    yield Contents()
    yield Heading(1, "W skrócie", "skrot")
    yield KeyFigures(_tiles(told))
    yield from _reasons(told)
    yield from _decisions(told)
    yield from target_blocks(told)
    yield from project_blocks(told)
    if any(one.base is not None or one.readings for one in told.targets):
        yield Heading(1, "Dane do rysunków", "dane")
        yield FigureData()


def _chapter(told: Monitored, unit: str) -> Iterator[Block]:
    law = basis()
    yield Heading(1, "Współpraca w partnerstwie", "partnerstwo")
    names = ", ".join(told.name_of(code) for code in told.members)
    yield Paragraph(plain(f"{told.partnership}: {names}."), lead=True)
    if told.strategy:
        yield Paragraph(plain(f"Wspólna strategia: {told.strategy}."))
    unsure = "" if law.confirmed else " Podstawę trzeba jeszcze potwierdzić w dzienniku urzędowym."
    text = f"Raport za {told.year} rok wójt, burmistrz albo prezydent przedstawia radzie do "
    text += f"{date_pl(law.day(told.year))} ({law.basis}; stan prawny na {date_pl(law.as_of)})."
    yield Callout("info", f"Rozdział wchodzi do: {law.report}", plain(text + unsure))
    yield from part_blocks(told, unit)
    yield from role_blocks(told, unit)
    yield from _decisions(told)


def _tiles(told: Monitored) -> tuple[KeyFigure, ...]:
    good = sum(one.light in {Light.REACHED, Light.ON_COURSE} for one in told.targets)
    late = sum(one.light is Light.OFF_COURSE for one in told.targets)
    count = f"z {len(told.targets)}"
    year = sums(
        one for project in told.projects for one in project.spendings if one.year == told.year
    )
    known, glue, missing = sum_of(year.spent).partition("bez ")
    return (
        KeyFigure(str(good), "mierniki osiągnięte albo na dobrej drodze", count),
        KeyFigure(str(late), "mierniki z opóźnieniem", count),
        KeyFigure(str(len(list(told.overdue()))), "kroki projektów po terminie"),
        KeyFigure(known.strip(), f"wydano w {told.year} r.", missing and f"{glue}{missing}"),
    )


def _decisions(told: Monitored) -> Iterator[Block]:
    yield Heading(2, f"Decyzje partnerstwa w {told.year} roku", "decyzje")
    if not told.decisions:
        yield Paragraph(plain("W tym roku nie zapadły żadne decyzje zapisane w portalu."))
        return
    yield Table(
        "decyzje-roku",
        f"Decyzje w {told.year} roku",
        tuple(Column(title) for title in ("Numer", "Decyzja", "Dzień", "Wynik")),
        tuple(
            (one.number, said(one.title), date_pl(one.day), one.outcome) for one in told.decisions
        ),
    )


def _reasons(told: Monitored) -> Iterator[Block]:
    yield Heading(2, "Czy aktualizować strategię?", "aktualizacja")
    if not told.reasons:
        yield Paragraph(plain("Nic z tego, co śledzimy, nie wskazuje na potrzebę aktualizacji."))
        return
    yield Paragraph(plain("Za rozważeniem aktualizacji przemawia:"))
    yield BulletList(
        tuple(
            inline(f"**{escape(said(one.title))}.** {escape(said(one.text))}")
            for one in told.reasons
        )
    )
