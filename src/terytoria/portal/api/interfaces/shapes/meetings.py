"""Meetings with their agendas, and decisions."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from terytoria.portal.api.interfaces.shapes.ground import Given
from terytoria.portal.meetings.models import AgendaItem, Decision, Meeting

BodyName = Literal["council", "working_group"]
MeetingStateName = Literal["planned", "convened", "open", "closed", "cancelled"]
ItemStateName = Literal["waiting", "voting", "undecided", "decided"]
MajorityName = Literal["none", "simple", "absolute", "unanimous"]
OutcomeName = Literal["adopted", "rejected"]


class AgendaItemShape(Given):
    """A point of an agenda."""

    id: int = Field(description="Numer punktu w portalu.")
    position: int = Field(description="Miejsce w porządku obrad.")
    title: str = Field(description="Punkt.")
    text: str = Field(description="Opis.")
    majority: MajorityName = Field(description="Jak się głosuje.")
    proposal: str = Field(description="Projekt decyzji; pusty: bez głosowania.")
    state: ItemStateName = Field(description="Stan punktu.")


class MeetingShape(Given):
    """A meeting with its agenda."""

    id: int = Field(description="Numer spotkania.")
    body: BodyName = Field(description="Kto się spotyka.")
    title: str = Field(description="Temat.")
    place: str = Field(description="Miejsce; puste: tylko zdalnie.")
    link: str = Field(description="Adres spotkania zdalnego; pusty: na miejscu.")
    starts_at: datetime = Field(description="Początek.")
    ends_at: datetime = Field(description="Koniec.")
    state: MeetingStateName = Field(description="Stan.")
    agenda: list[AgendaItemShape] = Field(description="Porządek obrad.")


class DecisionShape(Given):
    """A decision of a body."""

    id: int = Field(description="Numer decyzji w portalu.")
    number: str = Field(description="Numer w roku.", examples=["3/2026"])
    body: BodyName = Field(description="Kto zdecydował.")
    title: str = Field(description="Tytuł.")
    text: str = Field(description="Treść.")
    outcome: OutcomeName = Field(description="Przyjęto czy odrzucono.")
    adopted_at: datetime = Field(description="Kiedy.")
    meeting: int = Field(description="Numer spotkania.")
    diagnosis: int | None = Field(description="Numer wersji diagnozy, której dotyczy.")
    strategy: int | None = Field(description="Numer wersji strategii, której dotyczy.")
    document: int | None = Field(description="Numer dokumentu, którego dotyczy.")
    document_version: int | None = Field(description="Numer wersji tego dokumentu.")
    tally: dict[str, Any] = Field(description="Wynik głosowania w chwili jego zamknięcia.")


def meeting_shape(meeting: Meeting) -> MeetingShape:
    """A meeting."""
    same = ("body", "title", "place", "link", "starts_at", "ends_at", "state")
    told = {name: getattr(meeting, name) for name in same}
    agenda = [_item(one) for one in meeting.items.all()]
    return MeetingShape.model_validate({**told, "id": meeting.pk, "agenda": agenda})


def decision_shape(decision: Decision) -> DecisionShape:
    """A decision."""
    same = ("number", "body", "title", "text", "outcome", "adopted_at", "tally")
    document = decision.document
    return DecisionShape.model_validate(
        {
            **{name: getattr(decision, name) for name in same},
            "id": decision.pk,
            "meeting": decision.item.meeting_id,
            "diagnosis": decision.diagnosis.number if decision.diagnosis else None,
            "strategy": decision.strategy.number if decision.strategy else None,
            "document": document.document_id if document else None,
            "document_version": document.number if document else None,
        }
    )


def _item(item: AgendaItem) -> AgendaItemShape:
    same = ("position", "title", "text", "majority", "proposal", "state")
    told = {name: getattr(item, name) for name in same}
    return AgendaItemShape.model_validate({**told, "id": item.pk})
