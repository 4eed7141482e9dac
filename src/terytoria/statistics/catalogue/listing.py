"""The catalogue as a page of text, kept in step with the data by a test."""

from __future__ import annotations

from pathlib import Path

from terytoria.statistics.catalogue.catalogue import Catalogue
from terytoria.statistics.catalogue.indicator import Indicator

BEGIN, END = "<!-- catalogue: begin -->", "<!-- catalogue: end -->"


def listing(catalogue: Catalogue) -> str:
    """Every indicator in Markdown tables, one per area, with its formula.

    >>> listing(Catalogue.load()).splitlines()[0]
    '### społeczny · ludność (L)'
    """
    parts: list[str] = []
    for area in catalogue.areas.values():
        dimension = catalogue.dimensions[area.dimension]
        parts += [f"### {dimension.name_pl} · {area.name_pl} ({area.letter})", ""]
        parts += ["| id | name | unit | level | interval | formula |", "|---|---|---|---|---|---|"]
        parts += [_row(indicator) for indicator in catalogue.of_area(area.id)]
        fills = "; ".join(f"{each.name.en} ({each.source})" for each in area.fills)
        parts += ["", f"Would add data: {fills}.", ""]
    return "\n".join(parts).rstrip()


def _row(each: Indicator) -> str:
    formulas = each.formula_text.replace("|", "\\|")
    cells = (each.id, each.name_en, each.unit_en, each.level, each.interval, f"`{formulas}`")
    return f"| {' | '.join(cells)} |"


def rewrite(page: Path, catalogue: Catalogue) -> bool:
    """Put the listing between the marks of a page; tells whether the page changed.

    Raises ``ValueError`` when the page has no marks.
    """
    text = page.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{page.name} has no marks {BEGIN} and {END}: put them in")
    new = f"{before}{BEGIN}\n{listing(catalogue)}\n{END}{after}"
    if new != text:
        page.write_text(new, encoding="utf-8")
    return new != text
