"""Chapter 1: who the partnership is."""

from __future__ import annotations

import numpy as np

from terytoria.documents.inline import inline
from terytoria.documents.model import Block, Column, Conclusions, Heading, Table
from terytoria.language.cases import Case
from terytoria.language.numbers import number, percent
from terytoria.language.places import powiat_phrase, voivodeship_phrase
from terytoria.language.plural import counted
from terytoria.language.text import join_list
from terytoria.reports.diagnosis.context import WHOLE, Context
from terytoria.reports.diagnosis.prose import paragraph

KINDS = {"urban": "miejska", "rural": "wiejska", "urban-rural": "miejsko-wiejska"}
POPULATION, DENSITY = "L-03", "S-01"


def card(ctx: Context) -> list[Block]:
    """Members, leader, partners and purpose."""
    blocks: list[Block] = [Heading(1, "Karta partnerstwa", "karta")]
    if ctx.card is not None:
        blocks += _told(ctx)
    blocks += [paragraph(_members_sentence(ctx)), _members_table(ctx)]
    return [*blocks, Conclusions(tuple(inline(item) for item in _concluded(ctx)))]


def _concluded(ctx: Context) -> list[str]:
    """How unlike the members are: the largest and the smallest."""
    population = ctx.values(POPULATION)
    people = population.year(population.latest(0.9) or population.years[-1])[:-1]
    known = [
        (float(size), code) for size, code in zip(people, ctx.members, strict=True) if size > 0
    ]
    if len(known) < 2:
        return ["Liczba mieszkańców gmin nie jest znana."]
    (small, smallest), (large, largest) = min(known), max(known)
    share = percent(100 * large / sum(size for size, _ in known), 0)
    many = counted(small, "osoba", "osoby", "osób")
    return [
        f"**Najwięcej mieszkańców ma {ctx.named(largest)}**: {share} ludności partnerstwa.",
        f"**Najmniej mieszkańców ma {ctx.named(smallest)}**: {many}.",
    ]


def _told(ctx: Context) -> list[Block]:
    card = ctx.card
    if card is None:
        return []
    lines = [("Nazwa", card.name), ("Lider", card.leader)]
    lines += [("Partnerzy zewnętrzni", "; ".join(card.partners)), ("Strategia", card.strategy)]
    rows = tuple((name, text) for name, text in lines if text)
    source = f"{card.source}, stan: {card.as_of}" if card.source else ""
    table = Table(
        "tabela-karta",
        "Partnerstwo w skrócie",
        (Column("Pole"), Column("Treść")),
        rows,
        source=source,
    )
    purpose = [paragraph(card.purpose.pl, lead=True)] if card.purpose.pl else []
    return [*purpose, table]


def _members_sentence(ctx: Context) -> str:
    area = ctx.diagnosis.area
    many = counted(len(area), "gmina", "gminy", "gmin")
    contiguity = ctx.measures.snapshot.neighbours.contiguity(ctx.placed)
    unplaced = [ctx.label(code) for code in ctx.members if code not in ctx.placed]
    shape = (
        "Gminy sąsiadują ze sobą i tworzą jeden zwarty obszar."
        if contiguity.contiguous
        else f"Obszar nie jest zwarty: składa się z {len(contiguity.parts)} oddzielnych części."
    )
    enclaves = [ctx.label(code) for code in contiguity.enclaves]
    if enclaves:
        shape += f" Otacza gminy spoza partnerstwa: {join_list(enclaves)}."
    if unplaced:
        shape += f" Granic tych gmin nie ma jeszcze w danych: {join_list(unplaced)}."
    return f"Partnerstwo tworzy **{many}** {_where(ctx)}. {shape}"


def _where(ctx: Context) -> str:
    """In which powiats and voivodeships the members lie."""
    register, area = ctx.register, ctx.diagnosis.area
    powiats = [register.unit(code).name for code in area.powiats()]
    provinces = [register.unit(code).name for code in area.voivodeships()]
    if len(powiats) == 1:
        near = f"w {powiat_phrase(powiats[0], Case.LOCATIVE)}"
    else:
        names = [powiat_phrase(name, Case.NOMINATIVE) for name in powiats]
        near = f"w {len(powiats)} powiatach: {join_list(names)}"
    if len(provinces) == 1:
        return f"{near}, w {voivodeship_phrase(provinces[0], Case.LOCATIVE)}"
    names = [voivodeship_phrase(name, Case.NOMINATIVE) for name in provinces]
    return (
        f"{near}; to {len(provinces)} województwa: {join_list(names)}"
        if len(provinces) < 5
        else f"{near}; to {len(provinces)} województw: {join_list(names)}"
    )


def _members_table(ctx: Context) -> Table:
    population, density = ctx.values(POPULATION), ctx.values(DENSITY)
    year = population.latest(0.9) or population.years[-1]
    people = population.year(year)
    areas = [ctx.register.unit(code).area_km2 for code in ctx.members]
    kinds = [KINDS.get(ctx.register.unit(code).kind.value, "") for code in ctx.members]
    rows = [
        (ctx.label(code), code, kinds[at], areas[at], float(people[at]), people[at] / areas[at])
        for at, code in enumerate(ctx.members)
    ]
    whole = sum(areas)
    rows.append((WHOLE, "", "", whole, float(people[-1]), people[-1] / whole))
    return Table(
        "tabela-czlonkowie",
        f"Członkowie partnerstwa (ludność: 31 grudnia {year} r.)",
        (
            Column("Gmina"),
            Column("TERYT", kind="code"),
            Column("rodzaj"),
            Column("powierzchnia", unit="km²", decimals=0, kind="number"),
            Column("ludność", unit="osoby", decimals=0, kind="number"),
            Column("gęstość", unit="osoby na km²", decimals=0, kind="number"),
        ),
        tuple(rows),
        source=ctx.source(POPULATION, density.indicator.id),
        note=_residual(ctx, year),
        highlight=(len(rows) - 1,),
    )


def _residual(ctx: Context, year: int) -> str:
    """By how much the members do not add up to the published total of their powiat."""
    if not ctx.diagnosis.area.code:
        return ""
    gap = ctx.measures.residual("pop_total", ctx.diagnosis.area.code, year)
    if gap is None or not np.isfinite(gap.difference) or gap.difference == 0:
        return ""
    return (
        f"Suma gmin ({number(gap.sum_of_gminas)}) różni się od wartości ogłoszonej dla powiatu "
        f"({number(gap.published)}) o {number(abs(gap.difference))}: to skutek zaokrągleń."
    )
