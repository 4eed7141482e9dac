"""A diagnosis of an invented partnership, its report and its publication, made once a run."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from terytoria.diagnosis import Diagnosis, DiagnosisOptions, diagnose
from terytoria.diagnosis.index import IndexOptions
from terytoria.documents.model import Document
from terytoria.reports.card import Card
from terytoria.reports.diagnosis import build_report
from terytoria.reports.diagnosis.context import Context
from terytoria.reports.publication import publish
from terytoria.statistics.catalogue import Catalogue
from terytoria.statistics.measures import Measures
from terytoria.statistics.snapshot import Snapshot, Store
from terytoria.statistics.sources.folder import import_folder
from terytoria.statistics.sources.synthetic import write_synthetic
from terytoria.territory import Area

UNITS = 96
QUICK = DiagnosisOptions(index=IndexOptions(runs=64))


@dataclass(frozen=True, eq=False)
class Case:
    """An area with everything a report needs."""

    diagnosis: Diagnosis
    measures: Measures
    card: Card | None
    report: Document

    @property
    def context(self) -> Context:
        return Context(self.diagnosis, self.measures, self.card)


def card_of(name: str) -> Card:
    path = resources.files("terytoria.reports").joinpath(f"data/{name}.yaml")
    return Card.read(Path(str(path)))


def case(measures: Measures, area: Area, card: Card | None = None) -> Case:
    diagnosis = diagnose(measures, area, QUICK)
    return Case(diagnosis, measures, card, build_report(diagnosis, measures, card))


def area_of(snapshot: Snapshot, code: str, name: str) -> Area:
    return Area.of_unit(snapshot.register, code, date.fromisoformat(snapshot.vintage), name)


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Measures:
    """The synthetic country, imported."""
    base = tmp_path_factory.mktemp("invented")
    write_synthetic(base / "folder", units=UNITS)
    return Measures(import_folder(base / "folder", Store(base / "store")), Catalogue.load())


@pytest.fixture(scope="session")
def sample(invented: Measures) -> Case:
    """The first powiat of the synthetic country, with its card."""
    snapshot = invented.snapshot
    sizes = {code: len(snapshot.register.gminas_of(code)) for code in snapshot.register.powiats}
    code = min((one for one in sizes if sizes[one] > 3), key=lambda one: (sizes[one], one))
    return case(invented, area_of(snapshot, code, "Powiat przykładowy"), card_of("synthetic"))


@pytest.fixture(scope="session")
def published(sample: Case, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample written as a folder."""
    out = tmp_path_factory.mktemp("published") / "partnerstwo"
    return publish(sample.diagnosis, sample.measures, out, card=sample.card)


@pytest.fixture(scope="session")
def page(published: Path) -> dict[str, Any]:
    """What the public page shows."""
    content: dict[str, Any] = json.loads((published / "page.json").read_text(encoding="utf-8"))
    return content


@pytest.fixture(scope="session")
def walcz(poland_measures: Measures) -> Case:
    """The county of Wałcz on real data."""
    area = area_of(poland_measures.snapshot, "3217", "Partnerstwo powiatu wałeckiego")
    return case(poland_measures, area, card_of("walcz"))


@pytest.fixture(scope="session")
def poland_case(poland_measures: Measures) -> Callable[..., Case]:
    """Maker of cases on real data: a powiat, several, or gminas by code."""
    register = poland_measures.snapshot.register

    def make(*codes: str) -> Case:
        if len(codes) == 1:
            return case(poland_measures, area_of(poland_measures.snapshot, codes[0], "Powiat"))
        gminas = [one for code in codes for one in (register.gminas_of(code) or (code,))]
        day = date.fromisoformat(poland_measures.snapshot.vintage)
        return case(poland_measures, Area("Partnerstwo próbne", tuple(sorted(gminas)), day))

    return make
