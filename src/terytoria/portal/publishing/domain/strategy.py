"""The files of an adopted strategy: HTML, PDF, DOCX, JSON and tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from terytoria.portal.publishing.cells import csv_bytes
from terytoria.portal.publishing.site import CHAIN, SCHEMA
from terytoria.reports.goals.build import Adoption, build_goals
from terytoria.reports.goals.outline import READINESS, WANTED, outline_of

TABLE_FILES = {
    CHAIN: "Cały łańcuch z dowodami (JSON)",
    SCHEMA: "Opis budowy łańcucha (JSON Schema)",
    "cele.csv": "Cele i wyzwania (CSV)",
    "mierniki.csv": "Mierniki (CSV)",
    "projekty.csv": "Projekty (CSV)",
}
"""The chain for programs; beside every adopted strategy."""
STRATEGY_FILES = {
    "strategia.html": "Do czytania w przeglądarce (HTML)",
    "strategia.pdf": "Do druku (PDF)",
    "strategia.docx": "Do edycji (DOCX)",
    **TABLE_FILES,
}
GOALS = ("cel", "opis", "wyzwania", "kierunki")
TARGETS = (
    *("cel", "miernik", "wskaznik", "jednostka", "zmiana", "wartosc_bazowa", "rok_bazowy"),
    *("wartosc_docelowa", "rok_docelowy", "zrodlo"),
)
PROJECTS = ("projekt", "zakres", "lider", "partnerzy", "koszt_zl", "gotowosc", "kierunki")
Row = dict[str, Any]


def write_strategy(content: bytes, adoption: Adoption, folder: Path) -> None:
    """Write every format of a frozen chain (its canonical JSON) to a folder."""
    from terytoria.documents.writers.docx import write_docx  # noqa: PLC0415 - only the worker
    from terytoria.documents.writers.html import write_html  # noqa: PLC0415
    from terytoria.documents.writers.pdf import write_pdf  # noqa: PLC0415

    chain = json.loads(content)
    document = build_goals(outline_of(chain), adoption)
    (folder / "strategia.html").write_text(write_html(document), encoding="utf-8")
    (folder / "strategia.pdf").write_bytes(write_pdf(document))
    (folder / "strategia.docx").write_bytes(write_docx(document))
    write_tables(content, folder, invented=adoption.synthetic)


def write_tables(content: bytes, folder: Path, *, invented: bool) -> None:
    """Write a chain for programs: as it was frozen, its schema, and three tables."""
    chain, mark = json.loads(content), invented
    (folder / CHAIN).write_bytes(content)
    (folder / SCHEMA).write_bytes(
        files("terytoria.reports.goals").joinpath("schema.json").read_bytes()
    )
    (folder / "cele.csv").write_bytes(csv_bytes(GOALS, goal_rows(chain), invented=mark))
    (folder / "mierniki.csv").write_bytes(csv_bytes(TARGETS, target_rows(chain), invented=mark))
    (folder / "projekty.csv").write_bytes(csv_bytes(PROJECTS, project_rows(chain), invented=mark))


def goal_rows(chain: Mapping[str, Any]) -> list[Row]:
    """Goals with the challenges they answer and their directions."""
    challenges = {one["id"]: one["title"] for one in chain["challenges"]}
    return [
        {
            "cel": goal["title"],
            "opis": goal["text"],
            "wyzwania": _joined(challenges[one] for one in goal["answers"]),
            "kierunki": _joined(
                one["title"] for one in chain["directions"] if one["goal"] == goal["id"]
            ),
        }
        for goal in chain["goals"]
    ]


def target_rows(chain: Mapping[str, Any]) -> list[Row]:
    """Targets with their goals; values stay numbers."""
    goals = {one["id"]: one["title"] for one in chain["goals"]}
    return [
        {
            "cel": goals.get(one["goal"], ""),
            "miernik": one["name"],
            "wskaznik": one["indicator"],
            "jednostka": one["unit"],
            "zmiana": WANTED[one["wanted"]],
            "wartosc_bazowa": one["base_value"],
            "rok_bazowy": one["base_year"],
            "wartosc_docelowa": one["target_value"],
            "rok_docelowy": one["target_year"],
            "zrodlo": one["source"],
        }
        for one in chain["targets"]
    ]


def project_rows(chain: Mapping[str, Any]) -> list[Row]:
    """Projects with the directions they serve."""
    directions = {one["id"]: one["title"] for one in chain["directions"]}
    names = chain["units"]
    return [
        {
            "projekt": one["title"],
            "zakres": one["scope"],
            "lider": names.get(one["lead"], one["lead"]),
            "partnerzy": _joined(names.get(code, code) for code in one["partners"]),
            "koszt_zl": float(one["cost"]) if one["cost"] is not None else None,
            "gotowosc": READINESS[one["readiness"]],
            "kierunki": _joined(directions[each] for each in one["serves"] if each in directions),
        }
        for one in chain["projects"]
    ]


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(texts)
