"""Diagnoses, findings, verdicts and own evidence."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from terytoria.portal.api.interfaces.shapes.ground import Day, Given, Taken, UnitCode
from terytoria.portal.evidence.domain.queries import Judged
from terytoria.portal.evidence.models import DiagnosisVersion, OwnEvidence, Verdict

KindName = Literal["strength", "weakness", "opportunity", "threat", "contradiction", "gap"]
StandingName = Literal["open", "accepted", "rejected", "reworded", "again"]
ChoiceName = Literal["accepted", "rejected", "reworded"]
OwnKindName = Literal["survey", "document", "data"]
_FAR = 1e15  # a number beyond it is no measure of a gmina


class EvidenceShape(Given):
    """One value with its provenance."""

    indicator: str = Field(description="Wskaźnik katalogu albo own.<numer>.", examples=["L-01"])
    units: list[str] = Field(description="Kody TERYT, z których sum powstała wartość.")
    years: list[int] = Field(description="Lata danych.")
    value: float | None = Field(description="Wartość w jednostce wskaźnika; null: brak danych.")
    interval: list[float] | None = Field(description="Dolna i górna granica; null: bez przedziału.")
    source: str = Field(description="Źródło.", examples=["GUS BDL"])
    vintage: str = Field(description="Stan danych.", examples=["2026-01-01"])
    formula: str = Field(description="Sposób obliczenia.")


class DiagnosisShape(Given):
    """A kept version of the diagnosis."""

    number: int = Field(description="Numer wersji.")
    snapshot: str = Field(description="Migawka danych.")
    vintage: str = Field(description="Stan danych.")
    synthetic: bool = Field(description="Czy dane są zmyślone (przykład).")
    units: list[str] = Field(description="Kody TERYT członków, o których pytano.")
    gminas: list[str] = Field(description="Kody TERYT gmin w dniu migawki.")
    sha256: str = Field(description="Skrót treści diagnosis.json (SHA-256).")
    created_at: datetime = Field(description="Kiedy powstała.")


class VerdictShape(Given):
    """A verdict of an expert on a finding."""

    choice: ChoiceName = Field(description="Ocena: przyjęte, odrzucone, przeformułowane.")
    reason: str = Field(description="Powód.")
    wording: str = Field(description="Nowe brzmienie; puste, gdy go nie ma.")
    by: str | None = Field(description="Kto ocenił.")
    at: datetime = Field(description="Kiedy.")


class FindingShape(Given):
    """A finding with where it stands and the evidence for it."""

    id: int = Field(description="Numer ustalenia.")
    diagnosis: int = Field(description="Numer wersji diagnozy.")
    key: str = Field(description="Reguła i jednostka; ta sama w każdej wersji.")
    kind: KindName = Field(description="Czym jest dla obszaru.")
    weight: int = Field(description="Waga: im większa, tym poważniejsze.")
    topic: str = Field(description="Temat.")
    subject: str = Field(description="Czego dotyczy: obszar albo gmina.")
    heading: str = Field(description="Nagłówek.")
    text: str = Field(description="Treść, jak ją podała diagnoza.")
    text_in_force: str = Field(description="Brzmienie obowiązujące po ocenie.")
    consequence: str = Field(description="Następstwo.")
    standing: StandingName = Field(description="Stan: bez oceny, przyjęte, … do ponownej oceny.")
    verdict: VerdictShape | None = Field(description="Ostatnia ocena; null: nie oceniano.")
    evidence: list[EvidenceShape] = Field(description="Dowody z pochodzeniem.")


class NewVerdict(Taken):
    """A verdict to be given."""

    choice: ChoiceName = Field(description="Ocena.")
    reason: str = Field("", max_length=2000, description="Powód; konieczny poza „accepted”.")
    wording: str = Field("", max_length=2000, description="Brzmienie; tylko przy „reworded”.")


class OwnEvidenceShape(Given):
    """Evidence the partnership brought itself."""

    id: int = Field(description="Numer pozycji.")
    title: str = Field(description="Tytuł.")
    kind: OwnKindName = Field(description="Rodzaj: badanie, dokument, dane.")
    measure: str = Field(description="Jednostka miary.", examples=["osoby"])
    url: str = Field(description="Adres w internecie; pusty, gdy go nie ma.")
    note: str = Field(description="Uwagi.")
    by: str | None = Field(description="Kto dodał.")
    at: datetime = Field(description="Kiedy.")
    evidence: EvidenceShape = Field(description="Wartość z pochodzeniem.")


class NewOwnEvidence(Taken):
    """Own evidence to be added."""

    title: str = Field(min_length=1, max_length=200, description="Tytuł.")
    kind: OwnKindName = Field(description="Rodzaj: badanie, dokument, dane.")
    source: str = Field(min_length=1, max_length=200, description="Kto zebrał dane.")
    vintage: Day = Field(description="Stan danych, RRRR-MM-DD, nie z przyszłości.")
    value: float | None = Field(None, ge=-_FAR, le=_FAR, description="Wartość.")
    measure: str = Field("", max_length=40, description="Jednostka miary; konieczna przy wartości.")
    year: int | None = Field(None, ge=1900, le=2100, description="Rok; konieczny przy wartości.")
    low: float | None = Field(None, ge=-_FAR, le=_FAR, description="Dolna granica przedziału.")
    high: float | None = Field(None, ge=-_FAR, le=_FAR, description="Górna granica przedziału.")
    units: list[UnitCode] = Field(
        [], max_length=200, description="Kody TERYT gmin (tekst); puste: całe partnerstwo."
    )
    formula: str = Field("", max_length=400, description="Sposób obliczenia.")
    url: str = Field("", max_length=500, description="Adres w internecie (http lub https).")
    note: str = Field("", max_length=4000, description="Uwagi.")


def diagnosis_shape(version: DiagnosisVersion) -> DiagnosisShape:
    """A version without its content."""
    names = DiagnosisShape.model_fields
    return DiagnosisShape.model_validate({name: getattr(version, name) for name in names})


def verdict_shape(verdict: Verdict) -> VerdictShape:
    """A verdict."""
    return VerdictShape.model_validate(
        {
            "choice": verdict.choice,
            "reason": verdict.reason,
            "wording": verdict.wording,
            "by": str(verdict.by) if verdict.by else None,
            "at": verdict.at,
        }
    )


def finding_shape(judged: Judged, diagnosis: int) -> FindingShape:
    """A finding of a version as it stands."""
    same = ("key", "kind", "weight", "topic", "subject", "heading", "text", "consequence")
    return FindingShape.model_validate(
        {
            **{name: getattr(judged.finding, name) for name in same},
            "id": judged.finding.pk,
            "diagnosis": diagnosis,
            "text_in_force": judged.text,
            "standing": judged.standing.value,
            "verdict": verdict_shape(judged.verdict) if judged.verdict else None,
            "evidence": judged.finding.evidence,
        }
    )


def own_evidence_shape(own: OwnEvidence) -> OwnEvidenceShape:
    """Own evidence in force."""
    same = ("title", "kind", "measure", "url", "note", "at")
    return OwnEvidenceShape.model_validate(
        {
            **{name: getattr(own, name) for name in same},
            "id": own.pk,
            "by": str(own.by) if own.by else None,
            "evidence": own.evidence().to_json(),
        }
    )
