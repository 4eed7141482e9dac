"""Frozen versions as files: HTML, PDF and DOCX, written by a job and kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile

from terytoria.documents import model
from terytoria.portal.accounts.models import User
from terytoria.portal.drafting.domain.drawing import drawn, figure_of, figure_values, keep_figures
from terytoria.portal.drafting.domain.figures import Figures, figures_for, pictures
from terytoria.portal.drafting.enums import Criterion
from terytoria.portal.drafting.models import DraftFile, DraftVersion
from terytoria.portal.drafting.rules import VIEW
from terytoria.portal.evidence.models import DiagnosisVersion
from terytoria.portal.jobs.domain import order
from terytoria.portal.jobs.models import Job
from terytoria.portal.partnerships.domain.acting import acting
from terytoria.reports.goals.outline import outline_of
from terytoria.reports.strategy import Evaluated, Imprint, Materials, build_strategy, cited_source
from terytoria.strategy.draft import Draft
from terytoria.strategy.elements import profile

KIND = "drafting.print"
FORMATS: Mapping[str, tuple[str, str]] = {
    "pdf": ("Do druku (PDF)", "application/pdf"),
    "docx": (
        "Do edycji (DOCX)",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "html": ("Do czytania w przeglądarce (HTML)", "text/html; charset=utf-8"),
}


def request_files(actor: User, version: DraftVersion) -> Job:
    """Order the files of a version; asked many times it is one job."""
    with acting(actor, VIEW, version.text.partnership) as act:
        key, slug = f"{KIND}:{version.pk}", act.partnership.slug
        asked = {"version": version.pk}
        job = order.enqueue(KIND, asked, key=key, by=actor, partnership=slug)
        act.log("draft.print", version, after={"number": version.number})
    return job


def printing_of(version: DraftVersion) -> Job | None:
    """The job that writes the files of a version; ``None`` before it was ordered."""
    return Job.objects.filter(key=f"{KIND}:{version.pk}").first()


def document_of(
    version: DraftVersion,
    progress: Callable[[str], None] = lambda text: None,
    imprint: Imprint | None = None,
) -> model.Document:
    """A frozen version as a document; figures that nobody drew yet are drawn and kept."""
    values, chain = version.values(), version.strategy.chain_bytes()
    draft = Draft.from_json(values["draft"])
    partnership = version.text.partnership
    figures = figures_for(partnership, draft)
    figures = Figures(version.diagnosis, figures.by_snapshot, figures.drawn)
    made = _figures(draft, figures, progress)
    materials = Materials(
        outline=outline_of(json.loads(chain)),
        sources={key: cited_source(key, one) for key, one in values["sources"].items()},
        figures=made,
        evaluation=_evaluated(values["evaluation"]),
    )
    return build_strategy(draft, imprint or imprint_of(version), materials)


def imprint_of(version: DraftVersion) -> Imprint:
    """Whose text a version is, of which day."""
    return Imprint(
        partnership=version.text.partnership.name,
        version=str(version.number),
        day=version.created_at.date(),
        profiles=tuple(profile(name).name for name in version.values()["profiles"]),
        synthetic=version.diagnosis is not None and version.diagnosis.synthetic,
    )


def written(version: DraftVersion, progress: Callable[[str], None]) -> dict[str, bytes]:
    """The files of a version by ending."""
    from terytoria.documents.writers.docx import write_docx  # noqa: PLC0415 - only the worker
    from terytoria.documents.writers.html import write_html  # noqa: PLC0415
    from terytoria.documents.writers.pdf import write_pdf  # noqa: PLC0415

    document = document_of(version, progress)
    progress("zapis plików")
    return {
        "html": write_html(document).encode(),
        "pdf": write_pdf(document),
        "docx": write_docx(document),
    }


def keep_files(version: int, files: Mapping[str, bytes]) -> list[str]:
    """Keep the files of a version; their endings."""
    for ending, content in files.items():
        one, _made = DraftFile.objects.get_or_create(version_id=version, ending=ending)
        if one.file:
            one.file.delete(save=False)
        one.file.save(f"strategia-{version}.{ending}", ContentFile(content))
    return sorted(files)


def _figures(
    draft: Draft, figures: Figures, progress: Callable[[str], None]
) -> dict[str, model.Figure]:
    """Figures that a draft shows, by the id of their block."""
    sets: dict[int, Mapping[str, Mapping[str, Any]]] = {}
    found = {}
    for one in figures.shown(draft):
        of = figures.diagnosis(one)
        if of is None:
            continue
        if of.pk not in sets:
            sets[of.pk] = pictures(of) or _drawn_now(of, progress)
        if one.figure in sets[of.pk]:
            found[one.id] = figure_of(dict(sets[of.pk][one.figure]))
    return found


def _drawn_now(
    of: DiagnosisVersion, progress: Callable[[str], None]
) -> Mapping[str, Mapping[str, Any]]:
    made = drawn(of, progress)
    keep_figures(of.pk, made)
    return {one.id: figure_values(one) for one in made}


def _evaluated(told: Mapping[str, Any] | None) -> Evaluated | None:
    if told is None:
        return None
    criteria = tuple(
        (one.label, tuple(told["facts"].get(one.value, ())), told[one.value]) for one in Criterion
    )
    signed = datetime.fromisoformat(told["signed_at"]).date()
    return Evaluated(criteria, told["signed_name"], signed)
