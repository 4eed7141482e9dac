"""The report of a consultation as a Document."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from statistics import fmean

from terytoria.documents.figures.bars import Bar, Bars, draw_bars
from terytoria.documents.inline import escape, inline
from terytoria.documents.model import (
    Block,
    BulletList,
    Callout,
    Cell,
    Column,
    Conclusions,
    Contents,
    CoverInfo,
    Document,
    Figure,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Runs,
    Table,
)
from terytoria.language.dates import date_pl
from terytoria.language.numbers import number, percent
from terytoria.language.plural import counted
from terytoria.language.text import initial_upper
from terytoria.reports.consultation.record import Change, Consultation, Position, Remark

WHOLE = "Cały dokument"
IN_TABLE = 500
"""Remarks in one table; a longer one is slow to set and hard to leaf through."""
_REMARK = ("uwaga", "uwagi", "uwag")


def build_consultation(told: Consultation) -> Document:
    """The report: course, statistics, every remark with its position, effects.

    The same consultation gives the same document.
    """
    return Document(
        title="Sprawozdanie z konsultacji",
        subtitle=told.document,
        authors=(told.partnership,),
        publisher=told.partnership,
        date=told.reported_on,
        keywords=("konsultacje", "strategia", "uwagi"),
        summary=f"Przebieg i wyniki konsultacji: {told.document}.",
        synthetic=told.synthetic,
        front=CoverInfo("Konsultacje społeczne", _facts(told)),
        blocks=(Contents(), *_course(told), *_figures(told), *_register(told), *_effects(told)),
        notes=(f"Podstawa: {told.basis}.",) if told.basis else (),
    )


def _facts(told: Consultation) -> tuple[tuple[str, str], ...]:
    return (
        ("Konsultacje", f"{date_pl(told.notice_on)} – {date_pl(told.ended_on)}"),
        ("Uwagi", number(len(told.remarks))),
        ("Sprawozdanie", date_pl(told.reported_on)),
    )


def _course(told: Consultation) -> Iterator[Block]:
    yield Heading(1, "Przebieg konsultacji", "przebieg")
    days = counted(told.days, "dzień", "dni", "dni")
    text = f"Konsultacje trwały {days}: od ogłoszenia {date_pl(told.notice_on)} "
    yield Paragraph(_plain(f"{text}do {date_pl(told.ended_on)}"), lead=True)
    if told.notice_address:
        address = escape(told.notice_address)
        yield Paragraph(inline(f"Ogłoszenie: [{address}]({told.notice_address})."))
    yield Paragraph(_plain("Uwagi można było zgłosić:"))
    yield BulletList(tuple(_plain(way) for way in told.ways))
    if told.meetings:
        yield Paragraph(_plain("Spotkania konsultacyjne:"))
        yield BulletList(tuple(_plain(one) for one in told.meetings))
    if told.events:
        yield Table(
            "spotkania",
            "Spotkania konsultacyjne",
            (
                Column("Spotkanie"),
                Column("Dzień"),
                Column("Miejsce"),
                Column("Uczestnicy", kind="number"),
            ),
            tuple((one.name, date_pl(one.day), one.place, one.people) for one in told.events),
        )


def _figures(told: Consultation) -> Iterator[Block]:
    yield Heading(1, "Uwagi w liczbach", "liczby")
    if not told.remarks:
        yield Callout("info", "Bez uwag", _plain("W czasie konsultacji nikt nie zgłosił uwag."))
        return
    heard = sum(one.position in (Position.ACCEPTED, Position.PARTLY) for one in told.remarks)
    share = percent(100 * heard / len(told.remarks), 0)
    yield KeyFigures(
        (
            KeyFigure(number(len(told.remarks)), "zgłoszone uwagi"),
            KeyFigure(number(heard), "uwzględnione w całości lub części", share),
            KeyFigure(number(_changed(told)), "zmienione fragmenty"),
        )
    )
    yield _positions(told)
    yield _counts(told, "autorzy", ("Kto", "Kto zgłaszał uwagi"), lambda one: one.author)
    yield _counts(told, "kanaly", ("Sposób", "Jak zgłaszano uwagi"), lambda one: one.channel)
    yield _counts(told, "rozdzialy", ("Rozdział", "Czego dotyczyły uwagi"), _place)
    result = f"{counted(heard, *_REMARK)} z {number(len(told.remarks))} ({share}) zmieniły dokument"
    if heard:
        yield Conclusions((_plain(f"W całości lub części uwzględniono: {result}."),))


def _changed(told: Consultation) -> int:
    return len({one.change for one in told.remarks if one.change})


def _positions(told: Consultation) -> Figure:
    counts = Counter(one.position for one in told.remarks)
    bars = [Bar(one.name_pl, float(counts[one])) for one in Position]
    table = Table(
        "stanowiska-liczby",
        "Stanowiska wobec uwag",
        (Column("Stanowisko"), Column("Uwagi", kind="number")),
        tuple((one.name_pl, counts[one]) for one in Position),
    )
    picture = draw_bars(Bars("Stanowiska wobec uwag", bars, "uwag", ranked=False))
    alt = "; ".join(f"{one.name_pl}: {number(counts[one])}" for one in Position)
    return Figure("stanowiska", picture.svg, alt, "Stanowiska wobec uwag", table=table)


def _counts(
    told: Consultation, name: str, titles: tuple[str, str], key: Callable[[Remark], str]
) -> Table:
    """Remarks by a property and position; ``titles`` are those of the column and the table."""
    found: dict[str, Counter[Position | None]] = {}
    for one in told.remarks:
        found.setdefault(key(one), Counter())[one.position] += 1
    positions = (Column(initial_upper(one.name_pl), kind="number") for one in Position)
    columns = (Column(titles[0]), Column("Razem", kind="number"), *positions)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (place, found[place].total(), *(found[place][one] for one in Position))
        for place in _ordered(told, found)
    )
    return Table(name, titles[1], columns, rows)


def _place(one: Remark) -> str:
    return one.place or WHOLE


def _ordered(told: Consultation, names: Iterable[str]) -> list[str]:
    """Names in the order of the document; others after them by the alphabet."""
    order = {name: at for at, name in enumerate((WHOLE, *told.chapters))}
    return sorted(names, key=lambda name: (order.get(name, len(order)), name))


def _register(told: Consultation) -> Iterator[Block]:
    yield Heading(1, "Uwagi i stanowiska", "uwagi")
    found: dict[str, list[Remark]] = {}
    for one in told.remarks:
        found.setdefault(_place(one), []).append(one)
    for at, place in enumerate(_ordered(told, found), 1):
        yield Heading(2, place, f"uwagi-{at}")
        own = sorted(found[place], key=lambda one: one.number)
        parts = [own[first : first + IN_TABLE] for first in range(0, len(own), IN_TABLE)]
        for part in parts:
            ends = dict.fromkeys((str(part[0].number), str(part[-1].number)))
            which = f", nr {'–'.join(ends)}" if len(parts) > 1 else ""
            yield _remarks(part, f"rejestr-{at}-{part[0].number}", f"Uwagi: {place}{which}")


def _remarks(part: Sequence[Remark], name: str, title: str) -> Table:
    rows = tuple((str(one.number), _origin(one), one.text, _told(one)) for one in part)
    columns = (
        Column("Nr", kind="code"),
        *(
            Column(head, room=_room(row[at] for row in rows))
            for at, head in enumerate(("Kto i kiedy", "Uwaga", "Stanowisko"), 1)
        ),
    )
    return Table(name, title, columns, rows)


def _room(texts: Iterable[str]) -> float:
    """Room for texts by the root of their mean length: long ones get more, short ones enough."""
    return math.sqrt(fmean(len(text) for text in texts))


def _origin(one: Remark) -> str:
    text = f"{one.author}, {date_pl(one.received_on)}"
    return f"{text} Dotyczy: {one.about}" if one.about else text


def _told(one: Remark) -> str:
    text = f"{initial_upper(one.position.name_pl if one.position else '')}. {one.reasons}"
    return f"{text} (jak uwaga {one.same_as})" if one.same_as else text


def _effects(told: Consultation) -> Iterator[Block]:
    yield Heading(1, "Co się zmieniło", "zmiany")
    groups: dict[Change, list[Remark]] = {}
    for one in told.remarks:
        if one.change:
            groups.setdefault(one.change, []).append(one)
    if not groups:
        yield Paragraph(_plain("Po konsultacjach tekst dokumentu się nie zmienił."))
        return
    for at, (change, remarks) in enumerate(groups.items(), 1):
        numbers = ", ".join(str(one.number) for one in remarks)
        place = _place(remarks[0])
        yield Heading(2, f"Zmiana {at}: {place}", f"zmiana-{at}", numbered=False)
        yield Paragraph(_plain(f"Po uwagach: {numbers}."))
        rows = (("Było", change.before), ("Jest", change.after))
        columns = (Column("Kiedy"), Column("Treść"))
        yield Table(
            f"zmiana-tekst-{at}", f"Fragment przed zmianą i po zmianie ({at})", columns, rows
        )


def _plain(text: str) -> Runs:
    return inline(escape(text))
