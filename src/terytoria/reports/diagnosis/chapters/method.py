"""Chapter 3: how the diagnosis was made and what it rests on."""

from __future__ import annotations

import re

from terytoria.documents.inline import inline
from terytoria.documents.model import Block, Column, Conclusions, Heading, Table
from terytoria.language.numbers import number
from terytoria.language.plural import counted
from terytoria.reports.diagnosis.context import WHOLE, Context
from terytoria.reports.diagnosis.prose import bullets, paragraph
from terytoria.reports.sources import full_names

RULES = (
    """**Wskaźnik partnerstwa liczymy z sum**, a nie ze średniej wskaźników gmin: dzielimy sumę
    liczników przez sumę mianowników.""",
    """**Brak danych to brak, nie zero.** Bez wartości choćby jednej gminy nie podajemy wartości
    partnerstwa; tylko w partnerstwach licznych wystarczą dane prawie wszystkich gmin.""",
    """**Przerwy w szeregach** (zmiana bazy spisowej, zmiana granic) rysujemy jako przerwy i nie
    łączymy wartości sprzed przerwy z późniejszymi.""",
    """**Małe liczby mają przedziały.** „Lepiej” i „gorzej” piszemy tylko wtedy, gdy wartość leży
    poza środkową połową grupy, a jej przedział 95% nie obejmuje mediany grupy.""",
    """**Miejsca w rankingu mają przedziały**, bo zależą od wag i metod.""",
    """**Prognoza ma przedział**, którego szerokość wynika ze sprawdzenia metody na latach, które
    już znamy.""",
)


def method(ctx: Context) -> list[Block]:
    """Rules, data, comparison groups, and the quality report."""
    manifest = ctx.measures.snapshot.manifest
    return [
        Heading(1, "Metoda i źródła", "metoda"),
        paragraph(
            f"Diagnoza korzysta z migawki danych publicznych **{manifest.name}** (stan na "
            f"{ctx.day}). Ta sama migawka i te same ustawienia dają zawsze ten sam wynik."
        ),
        bullets(" ".join(rule.split()) for rule in RULES),
        Heading(2, "Z kim porównujemy", "grupy"),
        _groups(ctx),
        Heading(2, "Źródła", "zrodla"),
        bullets(full_names(manifest.sources)),
        Heading(2, "Jakość danych", "jakosc"),
        _quality(ctx),
        Conclusions(tuple(inline(item) for item in _concluded(ctx))),
    ]


def _concluded(ctx: Context) -> list[str]:
    """What a reader should keep in mind."""
    years = sorted(ctx.diagnosis.standings.table()["year"].drop_nulls().unique().to_list())
    known = counted(len(ctx.measures.available()), "wskaźnika", "wskaźników", "wskaźników")
    fresh = "Rok stoi przy każdej wartości, bo nie wszystkie dane są równie świeże."
    return [
        f"**Diagnoza korzysta z {known} z lat {years[0]}–{years[-1]}.** {fresh}",
        "**Porównanie jest z podobnymi**, nie ze średnią krajową: skład grup podaje załącznik 2.",
    ]


def _groups(ctx: Context) -> Table:
    rows = []
    for unit, group in ctx.diagnosis.groups.items():
        name = WHOLE if unit == ctx.unit else ctx.label(unit)
        rows.append((name, group.label_pl, len(group), " ".join(group.notes)))
    return Table(
        "tabela-grupy",
        "Grupy porównawcze",
        (
            Column("Jednostka"),
            Column("Grupa"),
            Column("liczebność", decimals=0, kind="number"),
            Column("Uwagi"),
        ),
        tuple(rows),
    )


def _quality(ctx: Context) -> Table:
    checks = ctx.measures.snapshot.quality["checks"]
    rows = tuple(
        (_grouped(check["title"]), number(check["found"]), check["action"]) for check in checks
    )
    return Table(
        "tabela-jakosc",
        "Kontrola danych przy zapisie migawki (cały kraj)",
        (Column("Sprawdzenie"), Column("znaleziono", align="right"), Column("co zrobiono")),
        rows,
    )


def _grouped(text: str) -> str:
    """Counts of a sentence written as Polish numbers."""
    return re.sub(r"\d{4,}", lambda found: number(int(found[0])), text)
