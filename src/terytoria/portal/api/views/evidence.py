"""Diagnoses, findings with verdicts, own evidence."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.responses import Status

from terytoria.portal.api.interfaces.bearer import EvidenceToken, ReadToken
from terytoria.portal.api.interfaces.paging import Asked, Page, part_of
from terytoria.portal.api.interfaces.shapes.evidence import (
    DiagnosisShape,
    FindingShape,
    NewOwnEvidence,
    NewVerdict,
    OwnEvidenceShape,
    diagnosis_shape,
    finding_shape,
    own_evidence_shape,
)
from terytoria.portal.api.interfaces.shapes.ground import Number, Slug
from terytoria.portal.api.views.ground import missing, own_partnership, owner
from terytoria.portal.evidence.domain.judging import judge
from terytoria.portal.evidence.domain.own import add_own_evidence
from terytoria.portal.evidence.domain.queries import judged, own_evidence, versions
from terytoria.portal.evidence.models import DiagnosisVersion, Finding
from terytoria.portal.evidence.rules import VIEW

router = Router(tags=["Dowody"], auth=ReadToken())


@router.get(
    "/my/partnerships/{slug}/diagnoses",
    response=Page[DiagnosisShape],
    operation_id="list_diagnoses",
    summary="Wersje diagnozy",
    description="Zachowane wersje, najnowsza pierwsza.",
)
def list_diagnoses(
    request: HttpRequest, response: HttpResponse, slug: Slug, part: Asked
) -> Page[DiagnosisShape]:
    """Kept versions of the diagnosis."""
    return part_of(request, response, _versions(request, slug), part, diagnosis_shape)


@router.get(
    "/my/partnerships/{slug}/diagnoses/{number}",
    response=DiagnosisShape,
    operation_id="get_diagnosis",
    summary="Jedna wersja diagnozy",
    description="Z jakich danych i dla jakich gmin powstała.",
)
def get_diagnosis(request: HttpRequest, slug: Slug, number: Number) -> DiagnosisShape:
    """One version."""
    return diagnosis_shape(_version(request, slug, number))


@router.get(
    "/my/partnerships/{slug}/diagnoses/{number}/content",
    operation_id="get_diagnosis_content",
    summary="Cała treść diagnozy",
    description="Plik diagnosis.json bajt w bajt tak, jak go zachowano.",
    openapi_extra={
        "responses": {
            200: {
                "description": "diagnosis.json",
                "content": {"application/json": {"schema": {"type": "object"}}},
            }
        }
    },
)
def get_content(request: HttpRequest, slug: Slug, number: Number) -> HttpResponse:
    """The bytes of a version."""
    content = _version(request, slug, number).diagnosis_bytes()
    return HttpResponse(content, content_type="application/json; charset=utf-8")


@router.get(
    "/my/partnerships/{slug}/diagnoses/{number}/findings",
    response=Page[FindingShape],
    operation_id="list_findings",
    summary="Ustalenia wersji",
    description="W kolejności diagnozy, ze stanem oceny i dowodami.",
)
def list_findings(
    request: HttpRequest, response: HttpResponse, slug: Slug, number: Number, part: Asked
) -> Page[FindingShape]:
    """Findings of a version as they stand."""
    rows = judged(_version(request, slug, number))
    return part_of(request, response, rows, part, lambda one: finding_shape(one, number))


@router.get(
    "/my/partnerships/{slug}/findings/{finding}",
    response=FindingShape,
    operation_id="get_finding",
    summary="Jedno ustalenie",
    description="Ze stanem oceny w jego wersji diagnozy i dowodami.",
)
def get_finding(request: HttpRequest, slug: Slug, finding: Number) -> FindingShape:
    """One finding as it stands."""
    return _as_it_stands(_finding(request, slug, finding))


@router.post(
    "/my/partnerships/{slug}/findings/{finding}/verdicts",
    response={201: FindingShape},
    auth=EvidenceToken(),
    operation_id="judge_finding",
    summary="Ocena ustalenia",
    description="Dla eksperta i doradcy; tylko w najnowszej wersji. Wcześniejsze oceny zostają.",
)
def judge_finding(
    request: HttpRequest, slug: Slug, finding: Number, new: NewVerdict
) -> Status[FindingShape]:
    """Give a verdict on a finding."""
    found = _finding(request, slug, finding)
    judge(owner(request), found, new.choice, new.reason, new.wording)
    return Status(201, _as_it_stands(found))


@router.get(
    "/my/partnerships/{slug}/evidence",
    response=Page[OwnEvidenceShape],
    operation_id="list_own_evidence",
    summary="Dane własne",
    description="Dane własne partnerstwa w użyciu, według tytułu.",
)
def list_own_evidence(
    request: HttpRequest, response: HttpResponse, slug: Slug, part: Asked
) -> Page[OwnEvidenceShape]:
    """Own evidence in force."""
    rows = own_evidence(own_partnership(request, slug, VIEW))
    return part_of(request, response, rows, part, own_evidence_shape)


@router.get(
    "/my/partnerships/{slug}/evidence/{record}",
    response=OwnEvidenceShape,
    operation_id="get_own_evidence",
    summary="Jedna pozycja danych własnych",
    description="Wartość z pochodzeniem.",
)
def get_own_evidence(request: HttpRequest, slug: Slug, record: Number) -> OwnEvidenceShape:
    """One piece of own evidence."""
    found = own_evidence(own_partnership(request, slug, VIEW)).filter(pk=record).first()
    if found is None:
        raise missing("zapisu danych własnych")
    return own_evidence_shape(found)


@router.post(
    "/my/partnerships/{slug}/evidence",
    response={201: OwnEvidenceShape},
    auth=EvidenceToken(),
    operation_id="add_own_evidence",
    summary="Dodanie danych własnych",
    description="Dla koordynatora, eksperta i grupy roboczej.",
)
def add(request: HttpRequest, slug: Slug, new: NewOwnEvidence) -> Status[OwnEvidenceShape]:
    """Add own evidence."""
    found = own_partnership(request, slug, VIEW)
    fields = {**new.model_dump(), "units": sorted(set(new.units))}
    return Status(201, own_evidence_shape(add_own_evidence(owner(request), found, **fields)))


def _versions(request: HttpRequest, slug: str) -> QuerySet[DiagnosisVersion]:
    return versions(own_partnership(request, slug, VIEW))


def _version(request: HttpRequest, slug: str, number: int) -> DiagnosisVersion:
    found = _versions(request, slug).filter(number=number).first()
    if found is None:
        raise missing("numeru diagnozy")
    return found


def _finding(request: HttpRequest, slug: str, number: int) -> Finding:
    own = _versions(request, slug)
    found = Finding.objects.select_related("version").filter(version__in=own, pk=number).first()
    if found is None:
        raise missing("ustalenia")
    return found


def _as_it_stands(finding: Finding) -> FindingShape:
    found = next(one for one in judged(finding.version) if one.finding == finding)
    return finding_shape(found, finding.version.number)
