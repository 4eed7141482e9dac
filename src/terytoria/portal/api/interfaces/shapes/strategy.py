"""The chain of a strategy, its frozen versions, projects and targets."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StringConstraints

from terytoria.portal.api.interfaces.shapes.evidence import EvidenceShape
from terytoria.portal.api.interfaces.shapes.ground import Given, Taken
from terytoria.portal.strategies.chain import Chain
from terytoria.portal.strategies.domain.content import read
from terytoria.portal.strategies.models import Item, StrategyVersion
from terytoria.portal.strategies.serialise import to_bytes

ReadinessName = Literal["idea", "concept", "documentation", "ready", "under_way"]
WantedName = Literal["up", "down", "keep"]
CitedStateName = Literal["current", "changed", "gone", "unjudged", "rejected", "withdrawn"]
_FAR = 1e15
MemberCode = Annotated[str, StringConstraints(pattern=r"^([0-9]{4}|[0-9]{7})$", strict=True)]
LeadCode = Annotated[str, StringConstraints(pattern=r"^([0-9]{4}|[0-9]{7})?$", strict=True)]
Link = Annotated[str, StringConstraints(min_length=1, max_length=500, strict=True)]
Cost = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,12}(\.[0-9]{2})?$", strict=True)]
Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
Year = Annotated[int, Field(ge=1990, le=2100)]
Value = Annotated[float, Field(ge=-_FAR, le=_FAR)]


def _without_defaults(schema: dict[str, Any]) -> None:
    """A field that may be left out of an edit has no default: it stays as it is stored."""
    for told in schema["properties"].values():
        told.pop("default", None)


class FrameShape(Given):
    """Vision and horizon."""

    vision: str = Field(description="Wizja.")
    horizon: int | None = Field(description="Ostatni rok strategii; null: nie podano.")


class CitedShape(Given):
    """Evidence as a challenge cites it."""

    key: str = Field(description="finding:<numer> albo own:<numer>.", examples=["finding:12"])
    title: str = Field(description="Tytuł.")
    text: str = Field(description="Brzmienie w chwili przywołania.")
    finding_kind: str = Field(description="Rodzaj ustalenia; pusty dla danych własnych.")
    diagnosis: int | None = Field(description="Numer wersji diagnozy; null: dane własne.")
    snapshot: str = Field(description="Migawka danych diagnozy.")
    values: list[EvidenceShape] = Field(description="Wartości z pochodzeniem.")
    state: CitedStateName = Field(description="Co się stało z dowodem od przywołania.")
    newest: int | None = Field(description="Ustalenie w nowszej diagnozie, które to zastępuje.")


class ChallengeShape(Given):
    """A challenge with its evidence."""

    id: int = Field(description="Numer wyzwania.")
    title: str = Field(description="Tytuł.")
    text: str = Field(description="Opis.")
    cites: list[CitedShape] = Field(description="Przywołane dowody.")


class GoalShape(Given):
    """A goal."""

    id: int = Field(description="Numer celu.")
    title: str = Field(description="Tytuł.")
    text: str = Field(description="Opis.")
    answers: list[int] = Field(description="Numery wyzwań, na które odpowiada.")


class DirectionShape(Given):
    """A direction of action."""

    id: int = Field(description="Numer kierunku.")
    title: str = Field(description="Tytuł.")
    text: str = Field(description="Opis.")
    goal: int | None = Field(description="Numer celu; null: cel usunięto.")


class ProjectInChain(Given):
    """A project as the chain tells it."""

    id: int = Field(description="Numer projektu.")
    title: str = Field(description="Tytuł.")
    lead: str = Field(description="Kod TERYT lidera; pusty: nie wskazano.")
    partners: list[str] = Field(description="Kody TERYT partnerów.")
    scope: str = Field(description="Zakres.")
    cost: str | None = Field(description="Koszt, zł (tekst, dwa miejsca); null: nieznany.")
    readiness: ReadinessName = Field(description="Stan przygotowania.")
    links: list[str] = Field(description="Adresy w internecie.")
    serves: list[int] = Field(description="Numery kierunków, którym służy.")
    answers: list[int] = Field(description="Numery wyzwań, na które odpowiada.")


class ProjectShape(ProjectInChain):
    """A project to be edited."""

    version: int = Field(description="Numer zapisu; podaj go przy zmianie.")


class TargetInChain(Given):
    """A target as the chain tells it, with the check of realism."""

    id: int = Field(description="Numer miernika.")
    goal: int | None = Field(description="Numer celu; null: cel usunięto.")
    indicator: str = Field(description="Wskaźnik katalogu; pusty: własny.", examples=["L-01"])
    name: str = Field(description="Nazwa wskaźnika.")
    unit: str = Field(description="Jednostka miary.")
    wanted: WantedName = Field(description="Pożądana zmiana: wzrost, spadek, utrzymanie.")
    base_year: int | None = Field(description="Rok bazowy.")
    base_value: float | None = Field(description="Wartość bazowa w jednostce miary.")
    target_year: int = Field(description="Rok docelowy.")
    target_value: float = Field(description="Wartość docelowa w jednostce miary.")
    source: str = Field(description="Źródło danych.")
    justification: str = Field(description="Uzasadnienie.")
    realism: dict[str, Any] | None = Field(description="Wynik oceny realności; null: przed nią.")


class TargetShape(Given):
    """A target to be edited."""

    id: int = Field(description="Numer miernika.")
    version: int = Field(description="Numer zapisu; podaj go przy zmianie.")
    goal: int = Field(description="Numer celu.")
    indicator: str = Field(description="Wskaźnik katalogu; pusty: własny.", examples=["L-01"])
    own_name: str = Field(description="Nazwa wskaźnika własnego; pusta: z katalogu.")
    unit: str = Field(description="Jednostka miary wskaźnika własnego.")
    wanted: WantedName = Field(description="Pożądana zmiana: wzrost, spadek, utrzymanie.")
    base_year: int | None = Field(description="Rok bazowy.")
    base_value: float | None = Field(description="Wartość bazowa w jednostce miary.")
    target_year: int = Field(description="Rok docelowy.")
    target_value: float = Field(description="Wartość docelowa w jednostce miary.")
    source: str = Field(description="Źródło danych.")
    justification: str = Field(description="Uzasadnienie.")


class ChainShape(Given):
    """The whole chain: from evidence to targets."""

    format: str = Field(description="Postać zapisu.", examples=["terytoria-strategy/1"])
    partnership: str = Field(description="Skrót partnerstwa.")
    frame: FrameShape = Field(description="Wizja i horyzont.")
    challenges: list[ChallengeShape] = Field(description="Wyzwania z dowodami.")
    goals: list[GoalShape] = Field(description="Cele.")
    directions: list[DirectionShape] = Field(description="Kierunki działań.")
    projects: list[ProjectInChain] = Field(description="Projekty.")
    targets: list[TargetInChain] = Field(description="Mierniki.")
    members: list[str] = Field(description="Kody TERYT członków w dniu odczytu.")
    units: dict[str, str] = Field(description="Nazwy wymienionych jednostek wg kodu.")


class StrategyVersionShape(Given):
    """A frozen version of the chain."""

    number: int = Field(description="Numer wersji.")
    note: str = Field(description="Czego dotyczy.")
    sha256: str = Field(description="Skrót treści (SHA-256).")
    created_by: str | None = Field(description="Kto zamroził.")
    created_at: datetime = Field(description="Kiedy.")


class _ProjectFields(Taken):
    lead: LeadCode = Field("", description="Kod TERYT członka; pusty: nie wskazano.")
    partners: list[MemberCode] = Field([], max_length=200, description="Kody TERYT członków.")
    scope: str = Field("", max_length=8000, description="Zakres.")
    cost: Cost | None = Field(None, description="Koszt, zł, jako tekst.", examples=["1500000.00"])
    readiness: ReadinessName = Field("idea", description="Stan przygotowania.")
    links: list[Link] = Field([], max_length=20, description="Adresy http lub https.")
    serves: list[Id] = Field([], max_length=200, description="Numery kierunków.")
    answers: list[Id] = Field([], max_length=200, description="Numery wyzwań.")

    def told(self) -> dict[str, Any]:
        """The fields that were sent, as the verbs take them."""
        fields = self.model_dump(exclude_unset=True, exclude={"version"})
        if fields.get("cost") is not None:
            fields["cost"] = Decimal(fields["cost"])
        return fields


class NewProject(_ProjectFields):
    """A project to be added."""

    title: str = Field(min_length=1, max_length=200, description="Tytuł.")


class ProjectEdit(_ProjectFields):
    """Fields of a project to be changed; those not sent stay."""

    model_config = ConfigDict(json_schema_extra=_without_defaults)

    version: Id = Field(description="Numer zapisu, który zmieniasz; inny niż obecny daje 409.")
    title: str = Field("", min_length=1, max_length=200, description="Tytuł.")


class _TargetFields(Taken):
    indicator: str = Field("", max_length=20, description="Wskaźnik katalogu; pusty: własny.")
    own_name: str = Field("", max_length=200, description="Nazwa wskaźnika własnego.")
    unit: str = Field("", max_length=40, description="Jednostka miary wskaźnika własnego.")
    base_year: Year | None = Field(None, description="Rok bazowy.")
    base_value: Value | None = Field(None, description="Wartość bazowa w jednostce miary.")
    source: str = Field("", max_length=300, description="Źródło danych.")
    justification: str = Field("", max_length=4000, description="Uzasadnienie.")

    def told(self) -> dict[str, Any]:
        """The fields that were sent, as the verbs take them."""
        return self.model_dump(exclude_unset=True, exclude={"version"})


class NewTarget(_TargetFields):
    """A target to be added."""

    goal: Id = Field(description="Numer celu.")
    wanted: WantedName = Field(description="Pożądana zmiana.")
    target_year: Year = Field(description="Rok docelowy.")
    target_value: Value = Field(description="Wartość docelowa w jednostce miary.")


class TargetEdit(_TargetFields):
    """Fields of a target to be changed; those not sent stay."""

    model_config = ConfigDict(json_schema_extra=_without_defaults)

    version: Id = Field(description="Numer zapisu, który zmieniasz; inny niż obecny daje 409.")
    goal: Id = Field(1, description="Numer celu.")
    wanted: WantedName = Field("up", description="Pożądana zmiana.")
    target_year: Year = Field(2030, description="Rok docelowy.")
    target_value: Value = Field(0.0, description="Wartość docelowa w jednostce miary.")


def chain_shape(chain: Chain) -> ChainShape:
    """The chain, live or frozen."""
    return ChainShape.model_validate(json.loads(to_bytes(chain)))


def strategy_version_shape(version: StrategyVersion) -> StrategyVersionShape:
    """A frozen version without its content."""
    same = ("number", "note", "sha256", "created_at")
    by = str(version.created_by) if version.created_by else None
    told = {name: getattr(version, name) for name in same}
    return StrategyVersionShape.model_validate({**told, "created_by": by})


def project_shape(item: Item) -> ProjectShape:
    """A project as it is stored."""
    return ProjectShape.model_validate({**read(item), "id": item.pk, "version": item.version})


def target_shape(item: Item) -> TargetShape:
    """A target as it is stored."""
    return TargetShape.model_validate({**read(item), "id": item.pk, "version": item.version})
