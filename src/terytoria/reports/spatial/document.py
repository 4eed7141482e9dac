"""The model as a Document: the map, then a chapter per layer with its table, rule and limits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from terytoria.documents.inline import escape, inline
from terytoria.documents.model import (
    Block,
    BulletList,
    Callout,
    Column,
    ColumnKind,
    Contents,
    CoverInfo,
    Document,
    Figure,
    Heading,
    Paragraph,
    Runs,
    Source,
    Table,
)
from terytoria.documents.theme import FULL_WIDTH
from terytoria.language.dates import date_pl
from terytoria.language.text import initial_upper
from terytoria.reports.spatial.map import draw_model
from terytoria.strategy.spatial import Layer, SpatialModel, kind_name, title_of

TITLE = "Model struktury funkcjonalno-przestrzennej"
CAPTION = "Model struktury funkcjonalno-przestrzennej obszaru"
_COLUMNS = {
    "settlements": ("people", "balance", "primary", "secondary"),
    "links": ("persons", "km"),
    "corridors": ("persons", "along"),
    "natural": ("file",),
    "services": ("schools", "nearest", "mean_km"),
    "intervention": ("gminas", "vintage", "source_url", "file"),
}
_DECIMALS = {"km": 1, "mean_km": 1}


def build_spatial(model: SpatialModel, partnership: str, made_on: date) -> Document:
    """The document of a model; the same input gives the same document.

    Raises :class:`terytoria.reports.spatial.MapError` when no member has a boundary.
    """
    return Document(
        title=TITLE,
        subtitle=partnership,
        authors=(partnership,),
        publisher=partnership,
        date=made_on,
        keywords=("strategia", "przestrzeń", "powiązania funkcjonalne", "partnerstwo gmin"),
        summary=f"Osadnictwo, powiązania, korytarze, usługi i obszary interwencji: {partnership}.",
        synthetic=model.synthetic,
        front=CoverInfo("Część graficzna strategii", (("Dane", date_pl(_day(model))),)),
        blocks=tuple(_blocks(model)),
        notes=("Reguła, źródło i ograniczenia stoją przy każdej warstwie.",),
    )


def _day(model: SpatialModel) -> date:
    return date.fromisoformat(model.vintage[:10])


def model_figure(model: SpatialModel, name: str = "model", width: float = FULL_WIDTH) -> Figure:
    """The map as a figure of a document: description in words and a table of its layers."""
    return Figure(
        name,
        draw_model(model, width=width).svg,
        model.explain(),
        CAPTION,
        source="; ".join(dict.fromkeys(_source(one) for one in model.layers if one.features)),
        table=_summary(model, f"{name}-warstwy"),
    )


def layer_table(layer: Layer, name: str = "") -> Table | None:
    """The table of a layer in Polish; ``None`` for an empty one."""
    if not layer.features:
        return None
    frame = layer.table()
    shown = [one for one in _COLUMNS[layer.name] if frame[one].null_count() < frame.height]
    columns = (Column("Nazwa"), Column("Rodzaj"), *(_column(layer, one) for one in shown))
    rows = tuple(
        (row["name"], kind_name(row["kind"]), *(row[one] for one in shown))
        for row in frame.iter_rows(named=True)
    )
    return Table(name or f"warstwa-{layer.name}", layer.title, columns, rows, _source(layer))


def _source(layer: Layer) -> str:
    """Whose figures a layer rests on: those of its evidence, else those its rule names."""
    found = dict.fromkeys(proof.source for one in layer.features for proof in one.evidence)
    return "; ".join(found) or layer.rule.source


def _column(layer: Layer, attribute: str) -> Column:
    kind: ColumnKind = "number" if layer.schema[attribute] in (int, float) else "text"
    decimals = _DECIMALS.get(attribute, 0) if kind == "number" else None
    return Column(title_of(attribute), decimals=decimals, kind=kind)


def _summary(model: SpatialModel, name: str) -> Table:
    columns = (Column("Warstwa"), Column("Obiekty", kind="number"), Column("Co z niej wynika"))
    rows = tuple((one.title, len(one.features), one.explain()) for one in model.layers)
    return Table(name, "Warstwy modelu", columns, rows)


def _blocks(model: SpatialModel) -> Iterator[Block]:
    yield Contents(depth=1)
    yield Heading(1, "Model na mapie", "mapa")
    yield Paragraph(_plain(model.layers[0].explain()), lead=True)
    yield model_figure(model)
    for layer in model.layers:
        yield from _chapter(layer)


def _chapter(layer: Layer) -> Iterator[Block]:
    yield Heading(1, layer.title, f"rozdzial-{layer.name}")
    table = layer_table(layer)
    if table is None:
        yield Callout("info", "Warstwa jest pusta", _plain(layer.explain()))
    else:
        yield Paragraph(_plain(layer.explain()))
        yield table
        yield from _reasons(layer)
    yield Heading(2, "Jak powstała ta warstwa", f"regula-{layer.name}", numbered=False)
    yield Paragraph(_plain(layer.rule.reason))
    yield Source(f"{_source(layer)}; reguła: {_ruled_on(layer)}")
    yield Heading(2, "Czego nie widać w danych", f"granice-{layer.name}", numbered=False)
    yield BulletList(tuple(_plain(initial_upper(one)) for one in layer.limits))


def _reasons(layer: Layer) -> Iterator[Block]:
    """Why each settlement stands in its tier."""
    told = [(one.name, one.attributes.get("reasons")) for one in layer.features]
    items = tuple(inline(f"**{escape(name)}**: {escape(str(why))}") for name, why in told if why)
    if items:
        yield Paragraph(_plain("Co zdecydowało o rzędzie:"))
        yield BulletList(items)


def _ruled_on(layer: Layer) -> str:
    return date_pl(date.fromisoformat(layer.rule.as_of))


def _plain(text: str) -> Runs:
    return inline(escape(text))
