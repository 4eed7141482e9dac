"""A sample report with every kind of block; its country, gminas and numbers are invented."""

from __future__ import annotations

import datetime as dt

import pytest

from terytoria.documents.inline import inline
from terytoria.documents.model import (
    BulletList,
    Callout,
    Column,
    Conclusions,
    Contents,
    CoverInfo,
    CoverPicture,
    Document,
    Figure,
    FigureData,
    FigurePair,
    Finding,
    Heading,
    KeyFigure,
    KeyFigures,
    NumberedList,
    PageBreak,
    Paragraph,
    Source,
    Table,
)
from terytoria.documents.theme import ACCENT, COUNTRY, INK, MUTED, PARTNERSHIP, RULE

GMINAS = ("Lipowa", "Zawiśle", "Dębno Nowe", "Żabia Góra", "Łęgi")
SOURCE = "dane przykładowe, ludność na 31 XII"


def text(x: float, y: float, words: str, *, anchor: str = "start", fill: str = MUTED) -> str:
    return (
        f'<text x="{x}" y="{y}" font-family="Source Sans Pro, sans-serif" font-size="11" '
        f'text-anchor="{anchor}" fill="{fill}">{words}</text>'
    )


def picture(width: float, height: float, body: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}">{body}</svg>'
    )


def bars(width: float = 640) -> str:
    """Horizontal bars of change for five gminas."""
    body = ""
    for place, (name, change) in enumerate(zip(GMINAS, (4.8, 3.9, 2.1, 5.6, 1.4), strict=True)):
        y = 12 + place * 30
        length = change * (width - 170) / 6
        body += text(0, y + 13, name, fill=INK)
        body += f'<rect x="90" y="{y}" width="{length}" height="18" fill="{ACCENT}"/>'
        body += text(96 + length, y + 13, f"−{change}%".replace(".", ","))
    middle = 90 + 3.6 * (width - 170) / 6
    body += f'<path d="M{middle} 4V160" stroke="{PARTNERSHIP}" stroke-dasharray="3 2"/>'
    return picture(width, 190, body + text(middle + 5, 178, "typowa gmina z grupy: −3,6%"))


def lines(width: float = 640) -> str:
    """A trend with a break, clipped so that ids are in play."""
    body = (
        '<defs><clipPath id="clip"><rect x="0" y="0" width="640" height="230"/></clipPath></defs>'
    )
    for step, year in enumerate(range(2016, 2025)):
        x = 40 + step * (width - 80) / 8
        body += text(x, 222, str(year), anchor="middle")
    for y in (40, 100, 160):
        body += f'<path d="M40 {y}H{width - 40}" stroke="{RULE}"/>'
    left = "M40 60 L110 72 L180 80 L250 96 L320 104"
    right = "M320 122 L390 135 L460 150 L530 162 L600 178"
    for path in (left, right):
        body += (
            f'<path clip-path="url(#clip)" d="{path}" fill="none" stroke="{ACCENT}" '
            'stroke-width="2.5"/>'
        )
    body += f'<path d="M320 30V200" stroke="{MUTED}" stroke-dasharray="2 3"/>'
    return picture(width, 230, body + text(326, 40, "nowy spis: przerwa w szeregu"))


def tiles_map(side: float = 60) -> str:
    """A schematic map of squares, five of them members."""
    body = '<g role="img" aria-label="mapa"><title>mapa</title>'
    members = {(3, 2): 0, (4, 2): 1, (3, 3): 2, (4, 3): 3, (5, 3): 4}
    for column in range(9):
        for row in range(6):
            fill = ACCENT if (column, row) in members else COUNTRY
            x, y = column * side + (row % 2) * side / 2, row * side
            body += f'<rect x="{x}" y="{y}" width="{side - 2}" height="{side - 2}" fill="{fill}"/>'
    return picture(10 * side, 6 * side, body + "</g>")


def population() -> Table:
    rows = tuple(
        (
            name,
            2020 + place,
            5100.0 + 700 * place,
            round(-4.8 + place, 1),
            None if place == 3 else 12.5,
        )
        for place, name in enumerate(GMINAS)
    )
    return Table(
        "tab-ludnosc",
        "Ludność pięciu gmin i jej zmiana",
        (
            Column("Gmina"),
            Column("Rok", kind="year"),
            Column("Ludność", unit="osoby", decimals=0, kind="number"),
            Column("Zmiana od 2020 r.", unit="%", decimals=1, kind="number"),
            Column("Udział osób w wieku 75+", unit="%", decimals=1, kind="number"),
        ),
        (*rows, ("Partnerstwo", 2024, 51165.0, -3.5, 11.8)),
        source=SOURCE,
        note="b.d. oznacza brak danych.",
        highlight=(5,),
    )


def long_table() -> Table:
    return Table(
        "tab-dluga",
        "Czterdzieści pięć gmin grupy porównawczej",
        (
            Column("Gmina"),
            Column("Kod", kind="code"),
            Column("Powiat"),
            Column("Ludność", unit="osoby", decimals=0, kind="number"),
            Column("Zmiana", unit="%", decimals=1, kind="number"),
        ),
        tuple(
            (
                f"Gmina przykładowa {i}",
                f"99{i:05d}",
                "powiat lipowski",
                3000.0 + 61 * i,
                -6 + i / 7,
            )
            for i in range(45)
        ),
        source=SOURCE,
    )


def behind(name: str, rows: int = 5) -> Table:
    return Table(
        f"dane-{name}",
        "Zmiana liczby mieszkańców",
        (Column("Gmina"), Column("Zmiana", unit="%", decimals=1, kind="number")),
        tuple((GMINAS[i % 5], -4.8 + i) for i in range(rows)),
        source=SOURCE,
    )


def figure(name: str, svg: str, caption: str, **more: object) -> Figure:
    alt = f"{caption}. Najwięcej traci Żabia Góra (5,6%), najmniej Dębno Nowe (2,1%)."
    return Figure(name, svg, alt, caption, SOURCE, behind(name), **more)  # type: ignore[arg-type]


def chapter_people() -> tuple[object, ...]:
    return (
        Heading(1, "Mieszkańcy: mniej, starsi, bliżej miasta", id="ludnosc", short="Mieszkańcy"),
        Paragraph(
            inline(
                "W pięciu gminach żyje **51 165 osób**, o 3,5% mniej niż cztery lata temu. "
                "Ubywa ich wolniej niż w gminach podobnych."
            ),
            lead=True,
        ),
        Heading(2, "Ludność spada wszędzie, najszybciej w Żabiej Górze", id="zmiana"),
        Paragraph(
            inline(
                "Na koniec 2024 r. w gminie Lipowa mieszkało około **5100 osób, o 4,8% mniej** "
                "niż w 2020 r. W typowej gminie z grupy porównawczej (132 gminy miejsko-wiejskie "
                "liczące od 3 do 6 tys. mieszkańców) ubyło w tym czasie 3,6%, jak widać "
                "[na rysunku #](@rys-zmiana) i w [@tab-ludnosc]. O sposobie liczenia mówi "
                "[@metoda] oraz [strona przykładowa](https://example.org/metoda)."
            )
        ),
        figure("rys-zmiana", bars(), "Wszystkie gminy tracą mieszkańców, 2020–2024"),
        population(),
        Heading(3, "Przerwa w szeregu"),
        Paragraph(inline("Spis zmienił podstawę, więc *szeregów nie łączymy*.")),
        figure("rys-szereg", lines(), "Ludność partnerstwa, 2016–2024"),
        Callout("info", "Jak czytać", inline("Przerwa oznacza zmianę **podstawy** spisu.")),
        Callout("warning", "Zaokrąglenia", inline("Wartości od 2023 r. zaokrąglono do 10 osób.")),
        Source(SOURCE),
        Conclusions(
            (
                inline("Szkoły warto planować **wspólnie**, bo roczników ubywa w każdej gminie."),
                inline("Opieka nad osobami 75+ będzie potrzebna o jedną trzecią większa."),
            )
        ),
    )


def chapter_place() -> tuple[object, ...]:
    return (
        Heading(1, "Położenie i powiązania"),
        Heading(2, "Jeden rynek pracy"),
        FigurePair(
            figure("rys-lewy", bars(310), "Wyjazdy do pracy"),
            figure("rys-prawy", bars(310), "Przyjazdy do pracy"),
        ),
        figure("rys-polowa", tiles_map(30), "Gminy partnerstwa", width="half"),
        Finding(
            "weakness",
            "Lipowa traci mieszkańców szybciej niż typowa gmina",
            inline("Ubyło **4,8%**, w grupie 3,6%; różnica jest większa niż błąd pomiaru."),
            "wysoka",
            ("Wskaźnik L-01, 2020–2024, przedział od −5,3% do −4,3%",),
        ),
        Finding("strength", "Do szkoły jest blisko", inline("Połowa dzieci ma do 1,2 km.")),
        Finding("challenge", "Wspólny transport do Lipowej", severity="średnia"),
        Finding("gap", "Brak danych o żłobkach w gminach"),
        NumberedList((inline("Najpierw dane."), inline("Potem wnioski."))),
        long_table(),
        Conclusions((inline("To jeden rynek pracy."),)),
    )


@pytest.fixture(scope="session")
def sample() -> Document:
    """Every kind of block once at least, three kinds of picture, a break, a long table."""
    blocks: tuple[object, ...] = (
        Contents(),
        Heading(1, "Streszczenie", numbered=False),
        KeyFigures(
            (
                KeyFigure("51 165", "mieszkańców", "o 3,5% mniej niż w 2020 r."),
                KeyFigure("67%", "pracuje w partnerstwie", "w grupie 48%"),
                KeyFigure("1,2 km", "do szkoły podstawowej", "mediana; w grupie 1,9 km"),
                KeyFigure("−18%", "dzieci do 2040 r.", "przedział od −24% do −11%"),
            )
        ),
        BulletList((inline("Kim jesteśmy: **pięć gmin**."), inline("Co nas łączy: praca."))),
        *chapter_people(),
        *chapter_place(),
        Heading(1, "Metoda i źródła", id="metoda"),
        Paragraph(inline("Odchylenie liczymy od średniej grupy (≥ 30 gmin, ±1,96 błędu).")),
        PageBreak(),
        Heading(1, "Dane do rysunków", numbered=False),
        FigureData(),
    )
    return Document(
        title="Diagnoza partnerstwa Lipowej",
        subtitle="Pięć gmin powiatu lipowskiego na tle kraju i gmin podobnych",
        authors=("Zespół przykładowy",),
        publisher="Centrum Wsparcia Doradczego (przykład)",
        date=dt.date(2026, 11, 22),
        keywords=("diagnoza", "gminy"),
        summary="Przykładowy raport o pięciu zmyślonych gminach.",
        synthetic=True,
        front=CoverInfo(
            "Raport diagnostyczny",
            (("Obszar", "5 gmin, powiat lipowski"), ("Dane", "migawka przykładowa")),
            CoverPicture(tiles_map(), "Mapa schematyczna: pięć gmin partnerstwa pośród sąsiadów."),
        ),
        blocks=blocks,  # type: ignore[arg-type]
        notes=("Wolno kopiować z podaniem źródła.", "Kontakt: biuro@example.org"),
    )
