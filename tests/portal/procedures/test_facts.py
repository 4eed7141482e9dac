"""Telling and correcting facts: refusals, overrides, history."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.domain.documents import DocumentVersion
from terytoria.portal.partnerships.models import Document, Partnership
from terytoria.portal.partnerships.rules import ForbiddenError
from terytoria.portal.procedures.domain.facts import (
    AgainstRulesError,
    Papers,
    correct,
    refused,
    tell,
)
from terytoria.portal.procedures.domain.queries import facts_that_hold, history_of
from terytoria.portal.procedures.models import Event, Override, Procedure
from terytoria.strategy.procedure import Fact

pytestmark = pytest.mark.django_db
WHY = "Sesja rady odbyła się wcześniej, radca potwierdził ważność."


@pytest.fixture
def drafted(procedure: Procedure) -> Procedure:
    """A procedure whose draft is ready, in 2021."""
    days = {"form": 2, "resolution": 3, "diagnosis": 5, "draft": 8}
    begin = date(2021, 1, 4)
    for step, month in days.items():
        Event.objects.create(procedure=procedure, step=step, begin=begin, end=date(2021, month, 1))
        begin = date(2021, month, 2) if step != "resolution" else begin
    return procedure


@pytest.mark.parametrize(
    ("notice", "end", "length"),
    [(date(2025, 10, 10), date(2025, 11, 3), 24), (date(2021, 9, 15), date(2021, 10, 13), 28)],
)
def test_real_notices_that_were_too_short_are_refused_with_the_basis(
    drafted: Procedure, coordinator: User, notice: date, end: date, length: int
) -> None:
    tell(coordinator, drafted, "consultation", notice)
    with pytest.raises(AgainstRulesError) as caught:
        tell(coordinator, drafted, "consultation", end=end)
    (reason,) = caught.value.reasons
    assert f"Odnotowano: {length}" in reason
    assert "art. 6 ust. 3–5 ustawy o zasadach prowadzenia polityki rozwoju" in reason
    assert facts_that_hold(drafted)[-1] != Fact("consultation", notice, end)
    assert Event.objects.filter(step="consultation", end__isnull=False).count() == 0


def test_a_real_notice_of_forty_days_is_entered(drafted: Procedure, coordinator: User) -> None:
    tell(coordinator, drafted, "consultation", date(2023, 9, 12))
    event = tell(coordinator, drafted, "consultation", end=date(2023, 10, 22))
    assert (event.begin, event.end) == (date(2023, 9, 12), date(2023, 10, 22))
    assert not Override.objects.exists()


def test_a_refused_fact_is_entered_by_a_named_person_with_a_reason(
    drafted: Procedure, coordinator: User
) -> None:
    tell(coordinator, drafted, "consultation", date(2025, 10, 10))
    event = tell(coordinator, drafted, "consultation", end=date(2025, 11, 3), override_reason=WHY)
    made = event.override
    assert (made.by, made.by_name, made.reason) == (coordinator, str(coordinator), WHY)
    assert "35 dni" in made.refusals[0]
    entry = Entry.objects.get(verb="procedure.override")
    assert entry.after["reason"] == WHY
    assert entry.after["refusals"] == made.refusals
    coordinator.delete()
    made.refresh_from_db()
    assert made.by is None
    assert made.by_name


@pytest.mark.parametrize("length", [1, 19, 1001])
def test_a_reason_of_an_override_has_its_length(
    drafted: Procedure, coordinator: User, length: int
) -> None:
    with pytest.raises(RefusedError) as caught:
        tell(coordinator, drafted, "adoption", end=date(2022, 1, 3), override_reason="x" * length)
    assert caught.value.field == "override_reason"
    assert not Override.objects.exists()


def test_an_expert_tells_facts_but_overrides_nothing(drafted: Procedure, expert: User) -> None:
    tell(expert, drafted, "evaluation", date(2021, 9, 1), date(2021, 9, 20))
    with pytest.raises(ForbiddenError, match="wbrew regułom"):
        tell(expert, drafted, "adoption", end=date(2022, 1, 3), override_reason=WHY)
    assert not Event.objects.filter(step="adoption").exists()


def test_a_false_step_is_told_what_comes_first(procedure: Procedure, coordinator: User) -> None:
    with pytest.raises(AgainstRulesError, match="Najpierw: Projekt strategii"):
        tell(coordinator, procedure, "consultation", date(2026, 5, 4))
    assert refused(procedure, "consultation", date(2026, 5, 4))
    assert not Event.objects.exists()


def test_days_to_come_are_tried_but_not_entered(drafted: Procedure, coordinator: User) -> None:
    begin = date(2026, 6, 20)
    assert refused(drafted, "consultation", begin, begin + timedelta(34))
    assert not refused(drafted, "consultation", begin, begin + timedelta(35))
    with pytest.raises(RefusedError, match="jeszcze nie nadszedł"):
        tell(coordinator, drafted, "consultation", begin)


def test_an_override_is_not_kept_where_nothing_is_refused(
    drafted: Procedure, coordinator: User
) -> None:
    tell(coordinator, drafted, "evaluation", end=date(2021, 9, 20), override_reason=WHY)
    assert not Override.objects.exists()


def test_the_beginning_stays_when_the_end_is_told(procedure: Procedure, expert: User) -> None:
    tell(expert, procedure, "form", date(2025, 6, 2))
    tell(expert, procedure, "form", end=date(2025, 7, 1))
    assert facts_that_hold(procedure) == (Fact("form", date(2025, 6, 2), date(2025, 7, 1)),)
    assert [one.superseded for one in history_of(procedure, "form")] == [False, True]


def test_the_same_days_again_change_nothing(procedure: Procedure, expert: User) -> None:
    first = tell(expert, procedure, "form", date(2025, 6, 2))
    assert tell(expert, procedure, "form", date(2025, 6, 2)) == first
    assert Event.objects.count() == 1
    again = tell(expert, procedure, "form", date(2025, 6, 2), papers=Papers("Porozumienie."))
    assert (again.note, Event.objects.count()) == ("Porozumienie.", 2)


def test_other_days_need_a_correction_with_a_reason(procedure: Procedure, expert: User) -> None:
    event = tell(expert, procedure, "form", date(2025, 6, 2))
    with pytest.raises(RefusedError, match=r"odnotowano już: 02\.06\.2025") as caught:
        tell(expert, procedure, "form", date(2025, 6, 3))
    assert caught.value.field == "begin"
    with pytest.raises(RefusedError, match="Nie podano powodu"):
        correct(expert, event, date(2025, 6, 3), None, reason="  ")
    new = correct(expert, event, date(2025, 6, 3), None, reason="Zły dzień w notatce.")
    assert facts_that_hold(procedure) == (Fact("form", date(2025, 6, 3)),)
    event.refresh_from_db()
    assert (event.superseded, event.begin) == (True, date(2025, 6, 2))
    entry = Entry.objects.get(verb="procedure.correct")
    assert (entry.before["begin"], entry.after["begin"]) == ("2025-06-02", "2025-06-03")
    assert entry.after["reason"] == new.reason == "Zły dzień w notatce."


def test_a_correction_of_what_somebody_corrected_meanwhile_is_refused(
    procedure: Procedure, expert: User, coordinator: User
) -> None:
    event = tell(expert, procedure, "form", date(2025, 6, 2))
    correct(coordinator, event, date(2025, 6, 4), None, reason="Pomyłka.")
    with pytest.raises(RefusedError, match="w tym czasie"):
        correct(expert, event, date(2025, 6, 3), None, reason="Pomyłka.")


def test_a_correction_without_days_takes_a_fact_back(procedure: Procedure, expert: User) -> None:
    event = tell(expert, procedure, "form", date(2025, 6, 2))
    correct(expert, event, None, None, reason="Uchwały jeszcze nie podjęto.")
    assert facts_that_hold(procedure) == ()
    tell(expert, procedure, "form", date(2025, 6, 9))
    assert len(history_of(procedure, "form")) == 3


def test_a_correction_that_still_breaks_a_clock_needs_an_override_again(
    drafted: Procedure, coordinator: User
) -> None:
    event = tell(
        coordinator,
        drafted,
        "consultation",
        date(2025, 10, 10),
        date(2025, 11, 3),
        override_reason=WHY,
    )
    shorter = date(2025, 11, 1)
    with pytest.raises(AgainstRulesError, match="Odnotowano: 22"):
        correct(coordinator, event, date(2025, 10, 10), shorter, reason="Inny dzień.")
    kept = correct(
        coordinator, event, date(2025, 10, 10), shorter, reason="Inny.", override_reason=WHY
    )
    assert kept.override.reason == WHY
    assert Override.objects.count() == 2  # the earlier one stays with what it was for


@pytest.mark.parametrize(
    ("step", "days", "field"),
    [
        ("form", (None, None), "begin"),
        ("form", (date(2026, 6, 16), None), "begin"),
        ("form", (date(1980, 1, 1), None), "begin"),
        ("form", (date(2026, 6, 2), date(2026, 6, 1)), "end"),
        ("dance", (date(2026, 6, 2), None), "step"),
        ("assessment", (date(2026, 6, 2), None), "step"),
        ("managing_opinion", (date(2026, 6, 2), None), "step"),
    ],
)
def test_days_and_steps_that_cannot_be_are_refused_at_their_field(
    procedure: Procedure,
    expert: User,
    step: str,
    days: tuple[date | None, date | None],
    field: str,
) -> None:
    with pytest.raises(RefusedError) as caught:
        tell(expert, procedure, step, *days)
    assert caught.value.field == field
    assert not Event.objects.exists()


def test_a_procedure_that_is_over_takes_no_facts(procedure: Procedure, expert: User) -> None:
    Procedure.objects.update(current=False)
    with pytest.raises(RefusedError, match="zakończona"):
        tell(expert, procedure, "form", date(2026, 6, 1))


def test_a_document_of_another_partnership_proves_nothing(
    procedure: Procedure, expert: User, other: Partnership
) -> None:
    versions = []
    for partnership in (procedure.partnership, other):
        document = Document.objects.create(
            partnership=partnership, title="Uchwała", created_on=date(2026, 1, 1)
        )
        versions.append(
            DocumentVersion.objects.create(document=document, number=1, size=1, sha256="0" * 64)
        )
    kept = tell(expert, procedure, "form", date(2026, 6, 1), papers=Papers(document=versions[0]))
    assert kept.document == versions[0]
    with pytest.raises(RefusedError, match="Nie ma takiego dokumentu"):
        tell(expert, procedure, "diagnosis", date(2026, 6, 2), papers=Papers("", versions[1]))
