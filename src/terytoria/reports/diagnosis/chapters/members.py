"""Chapter 8: each gmina against its comparison group."""

from __future__ import annotations

import itertools

import numpy as np

from terytoria.documents.figures.bars import Bar, Bars, draw_bars
from terytoria.documents.figures.ranks import RankBand, Ranks, draw_ranks
from terytoria.documents.inline import inline
from terytoria.documents.model import Block, Column, Conclusions, Figure, Heading, Table
from terytoria.language.cases import Case
from terytoria.language.numbers import number, percent
from terytoria.language.text import initial_upper
from terytoria.reports.diagnosis.context import WHOLE, Context
from terytoria.reports.diagnosis.notes import border_notes, noted
from terytoria.reports.diagnosis.panels import heat_panel
from terytoria.reports.diagnosis.prose import bullets, paragraph, present, told

HEADINGS = {"strength": "Mocne strony", "weakness": "Słabe strony"}
CONCLUDED = {"strength": "mocna strona", "weakness": "słaba strona"}
SHOWN = 5
PAIRS = 8
"""Members up to which every pair has a cell; of more, neighbours in rank are compared."""
SENSITIVITY = (
    "pierwszego rzędu",
    "pierwszego rzędu: od",
    "pierwszego rzędu: do",
    "całkowity",
    "całkowity: od",
    "całkowity: do",
)
FACTORS = {
    "imputation": "uzupełnianie braków",
    "outliers": "wartości skrajne",
    "normalisation": "sprowadzenie do jednej skali",
    "aggregation": "sposób łączenia",
    "weights": "wagi",
    "data_error": "niepewność danych",
}


def members_chapter(ctx: Context) -> list[Block]:
    """Topics, ranks with their bands, then a portrait of each member."""
    blocks = present(
        Heading(1, "Gminy na tle podobnych gmin", "gminy", short="Gminy"),
        paragraph(
            "Każdą gminę porównujemy z gminami tego samego rodzaju i podobnej wielkości, a całe "
            "partnerstwo – z powiatami o podobnej liczbie mieszkańców.",
            lead=True,
        ),
        heat_panel(ctx, "rysunek-obszary", "Dwanaście obszarów: gminy i partnerstwo na tle grup"),
        Heading(2, "Wskaźnik ogólny i jego niepewność", "wskaznik-ogolny"),
        paragraph(_index_text(ctx)),
        _ranks(ctx),
        _powiat_rank(ctx),
        _pairs(ctx),
        _sensitivity(ctx),
    )
    for code in ctx.members:
        blocks += _portrait(ctx, code)
    return [*blocks, Conclusions(tuple(inline(item) for item in _concluded(ctx)))]


def _concluded(ctx: Context) -> list[str]:
    """For each member its heaviest strength and weakness."""
    items = []
    for code in ctx.members:
        heads = [
            f"{title}: {found[0].heading.pl[:1].lower()}{found[0].heading.pl[1:]}"
            for kind, title in CONCLUDED.items()
            if (found := ctx.findings(kinds=(kind,), unit=code))
        ]
        if heads:
            items.append(
                f"**{initial_upper(ctx.named(code))}.** {initial_upper('; '.join(heads))}."
            )
    return items or ["Żadna gmina nie odbiega wyraźnie od swojej grupy porównawczej."]


def _index_text(ctx: Context) -> str:
    index = ctx.diagnosis.index
    return (
        f"Wskaźnik ogólny łączy {len(index.indicators)} wskaźników z trzech wymiarów. Zależy od "
        f"wyborów, których nikt nie może dowieść – wag, sposobu łączenia, traktowania wartości "
        f"skrajnych – dlatego zamiast jednego miejsca podajemy przedział miejsc z "
        f"{number(ctx.diagnosis.options.index.runs)} obliczeń. {index.explain()}"
    )


def _ranks(ctx: Context) -> Figure:
    rows = [ctx.diagnosis.index.gminas.row(code) for code in ctx.members]
    bands = [
        RankBand(
            ctx.label(str(row["unit"])),
            float(row["rank_median"]),
            float(row["rank_low"]),
            float(row["rank_high"]),
        )
        for row in rows
    ]
    total = int(rows[0]["ranked"])
    title = "Miejsca gmin partnerstwa wśród gmin kraju"
    picture = draw_ranks(Ranks(title, bands, total))
    told = "; ".join(f"{b.name}: od {b.low:.0f} do {b.high:.0f}" for b in bands)
    names = ("miejsce", "od", "do")
    figure = Figure(
        "rysunek-miejsca",
        picture.svg,
        f"Wykres przedziałów: {title} ({number(total)}). {told}.",
        "Miejsca gmin we wskaźniku ogólnym i ich przedziały",
        source=f"obliczenia własne na migawce {ctx.measures.snapshot.name}.",
        table=Table(
            "rysunek-miejsca-tabela",
            f"{title} (na {number(total)})",
            (Column("Gmina"), *(Column(t, decimals=0, kind="number") for t in names)),
            tuple(
                (ctx.label(str(r["unit"])), r["rank"], r["rank_low"], r["rank_high"]) for r in rows
            ),
        ),
    )
    years = [year for _, year in ctx.diagnosis.index.indicators]
    return noted(figure, border_notes(ctx, ctx.members, years))


def _powiat_rank(ctx: Context) -> Figure:
    index = ctx.diagnosis.index
    units = [ctx.unit, *(p for p in _neighbour_powiats(ctx) if p in index.areas.uncertainty.units)]
    rows = [index.areas.row(unit) for unit in units]
    bands = [
        RankBand(
            WHOLE if row["unit"] == ctx.unit else ctx.register.unit(str(row["unit"])).name,
            float(row["rank_median"]),
            float(row["rank_low"]),
            float(row["rank_high"]),
            "partnership" if row["unit"] == ctx.unit else "other",
        )
        for row in rows
    ]
    total = int(rows[0]["ranked"])
    title = "Miejsce partnerstwa wśród powiatów ziemskich"
    picture = draw_ranks(Ranks(title, bands, total))
    return Figure(
        "rysunek-miejsce-powiat",
        picture.svg,
        f"Wykres przedziałów: {title} ({number(total)}), obok sąsiednie powiaty. "
        + "; ".join(f"{b.name}: od {b.low:.0f} do {b.high:.0f}" for b in bands)
        + ".",
        "Miejsce partnerstwa i sąsiednich powiatów we wskaźniku ogólnym",
        source=f"obliczenia własne na migawce {ctx.measures.snapshot.name}.",
        table=Table(
            "rysunek-miejsce-powiat-tabela",
            f"{title} (na {number(total)})",
            (
                Column("Powiat"),
                *(Column(t, decimals=0, kind="number") for t in ("miejsce", "od", "do")),
            ),
            tuple(
                (band.name, row["rank"], row["rank_low"], row["rank_high"])
                for band, row in zip(bands, rows, strict=True)
            ),
        ),
    )


def _neighbour_powiats(ctx: Context) -> list[str]:
    around = ctx.measures.snapshot.neighbours.around(ctx.members)
    own = set(ctx.diagnosis.area.powiats()) if ctx.diagnosis.area.code else set()
    return sorted({code[:4] for code in around} - own)


def _pairs(ctx: Context) -> Table:
    shares = ctx.diagnosis.index.probability_above()
    labels = [ctx.label(code) for code in ctx.members]
    if len(labels) > PAIRS:
        return _next_in_rank(ctx, shares)
    rows = tuple(
        (label, *(None if a == b else 100 * float(shares[a, b]) for b in range(len(labels))))
        for a, label in enumerate(labels)
    )
    return Table(
        "tabela-pary",
        "W ilu obliczeniach gmina z wiersza stoi wyżej niż gmina z kolumny",
        (Column("Gmina"), *(Column(x, unit="%", decimals=0, kind="number") for x in labels)),
        rows,
    )


def _unremarkable(ctx: Context, code: str) -> str:
    who = ctx.named(code, Case.GENITIVE)
    if not ctx.known(code):
        return f"Migawka danych nie zawiera jeszcze wskaźników {who}."
    return f"Żaden wskaźnik {who} nie odbiega wyraźnie od grupy porównawczej."


def _next_in_rank(ctx: Context, shares: np.ndarray) -> Table:
    """How surely each member stands above the one that follows it."""
    ranks = [int(ctx.diagnosis.index.gminas.row(code)["rank"]) for code in ctx.members]
    order = sorted(range(len(ranks)), key=lambda at: (ranks[at], ctx.members[at]))
    rows = tuple(
        (ctx.label(ctx.members[a]), ranks[a], ctx.label(ctx.members[b]), 100 * float(shares[a, b]))
        for a, b in itertools.pairwise(order)
    )
    return Table(
        "tabela-pary",
        "W ilu obliczeniach gmina stoi wyżej niż następna po niej",
        (
            Column("Gmina"),
            Column("miejsce", decimals=0, kind="number"),
            Column("następna gmina"),
            Column("obliczenia", unit="%", decimals=0, kind="number"),
        ),
        rows,
    )


def _sensitivity(ctx: Context) -> Figure:
    found = ctx.diagnosis.index.gminas.sensitivity
    table = found.table()
    bars = [
        Bar(FACTORS.get(factor, factor), 100 * total, 100 * low, 100 * high)
        for factor, total, low, high in table.select(
            "factor", "total", "total_low", "total_high"
        ).iter_rows()
    ]
    title = "Od czego zależą miejsca: udział wyborów w zmienności"
    picture = draw_bars(Bars(title, bars, "%", 0))
    told = ", ".join(f"{bar.name} {percent(bar.value, 0)}" for bar in bars)
    return Figure(
        "rysunek-wrazliwosc",
        picture.svg,
        f"Wykres słupkowy: {title}. {told}.",
        "Od czego najbardziej zależą miejsca gmin",
        source="obliczenia własne: wskaźniki Sobola z przedziałami 95%.",
        table=Table(
            "rysunek-wrazliwosc-tabela",
            "Wskaźniki wrażliwości pierwszego rzędu i całkowite",
            (
                Column("Wybór"),
                *(Column(t, decimals=2, kind="number") for t in SENSITIVITY),
            ),
            tuple((FACTORS.get(f, f), *values) for f, *values in table.iter_rows()),
        ),
    )


def _history(ctx: Context, code: str) -> list[Block]:
    """What changed in the borders, the kind or the name of a member."""
    borders = ctx.diagnosis.borders
    found = borders.edges.touching([code])
    return [paragraph(" ".join(borders.sentence(one) for one in found))] if found else []


def _portrait(ctx: Context, code: str) -> list[Block]:
    group = ctx.diagnosis.groups[code]
    blocks: list[Block] = [
        Heading(2, initial_upper(ctx.named(code)), f"gmina-{code}"),
        paragraph(group.explain()),
        *_history(ctx, code),
    ]
    opened = len(blocks)
    for kind, title in HEADINGS.items():
        found = ctx.findings(kinds=(kind,), unit=code)[:SHOWN]
        if found:
            blocks += [
                paragraph(f"**{title}**"),
                bullets(f"**{finding.heading.pl}.** {told(ctx, finding)}" for finding in found),
            ]
    if len(blocks) == opened:
        blocks.append(paragraph(_unremarkable(ctx, code)))
    return blocks
