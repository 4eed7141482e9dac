"""Tasks."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from terytoria.portal.api.interfaces.shapes.ground import Day, Given, Taken
from terytoria.portal.planner.models import Task

TaskStateName = Literal["open", "done", "cancelled"]
Id = Annotated[int, Field(ge=1, le=2**63 - 1)]


class TaskShape(Given):
    """Something one person does by a day."""

    id: int = Field(description="Numer zadania.")
    title: str = Field(description="Zadanie.")
    text: str = Field(description="Opis.")
    owner: str | None = Field(description="Kto je wykonuje; null: konto usunięto.")
    due: date = Field(description="Termin.")
    state: TaskStateName = Field(description="Stan.")
    meeting: int | None = Field(description="Numer spotkania, którego dotyczy.")
    decision: int | None = Field(description="Numer decyzji, której dotyczy.")
    link: str = Field(description="Ścieżka strony partnerstwa, której dotyczy.")
    done_at: datetime | None = Field(description="Kiedy zakończono.")


class NewTask(Taken):
    """A task to be given."""

    title: str = Field(min_length=1, max_length=200, description="Zadanie.")
    text: str = Field("", max_length=4000, description="Opis.")
    due: Day = Field(description="Termin, RRRR-MM-DD, dziś lub później.")
    owner: str = Field("", max_length=254, description="Adres e-mail wykonawcy; pusty: Ty.")
    meeting: Id | None = Field(None, description="Numer spotkania, którego dotyczy.")
    decision: Id | None = Field(None, description="Numer decyzji, której dotyczy.")
    link: str = Field("", max_length=300, description="Ścieżka strony partnerstwa w portalu.")


def task_shape(task: Task) -> TaskShape:
    """A task."""
    same = ("title", "text", "due", "state", "link", "done_at")
    return TaskShape.model_validate(
        {
            **{name: getattr(task, name) for name in same},
            "id": task.pk,
            "owner": str(task.owner) if task.owner else None,
            "meeting": task.meeting_id,
            "decision": task.decision_id,
        }
    )
