"""The tables of a publication as a data set of DCAT-AP."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from terytoria.documents.writers.dcat import Dataset, Distribution
from terytoria.reports.diagnosis.context import Context

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
FILES = {
    "diagnosis.json": "Diagnoza (JSON)",
    "report.html": "Raport (HTML)",
    "report.pdf": "Raport (PDF)",
    "report.docx": "Raport (DOCX)",
}


def dataset_of(ctx: Context, folder: Path) -> Dataset:
    """Metadata of the files of a publication, measured as they lie in its folder."""
    area, snapshot = ctx.diagnosis.area, ctx.measures.snapshot
    day = date.fromisoformat(snapshot.vintage)
    years = [year for year in ctx.diagnosis.standings.table()["year"].unique().to_list() if year]
    parts = [Distribution.of(folder / file, title, file) for file, title in FILES.items()]
    parts += [
        Distribution.of(path, path.stem, f"tables/{path.name}")
        for path in sorted((folder / "tables").glob("*.csv"))
    ]
    invented = " (przykład syntetyczny)" if snapshot.synthetic else ""
    publisher = ctx.card.leader if ctx.card and ctx.card.leader else area.name
    return Dataset(
        identifier=f"urn:terytoria:{snapshot.name}:{area.code or '-'.join(area.gminas)}",
        title={
            "pl": f"Diagnoza: {area.name}{invented}",
            "en": f"Diagnosis: {area.name}{' (synthetic example)' if invented else ''}",
        },
        description={
            "pl": "Wskaźniki gmin na tle grup porównawczych, powiązania, prognoza i ustalenia.",
            "en": "Indicators of gminas against comparison groups, links, outlook and findings.",
        },
        publisher=publisher,
        issued=day,
        modified=day,
        contact_name=publisher,
        contact_email=ctx.card.contact_email if ctx.card else "",
        licence=LICENCE,
        spatial={code: ctx.register.unit(code).name for code in area.gminas},
        temporal=(date(min(years), 1, 1), date(max(years), 12, 31)),
        keywords={"pl": ("diagnoza", "gminy", "partnerstwo"), "en": ("diagnosis", "gminas")},
        distributions=tuple(parts),
    )
