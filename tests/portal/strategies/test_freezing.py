"""Frozen versions: their bytes, what stops them, and that nothing later changes them."""

from __future__ import annotations

from typing import Any

import pytest

from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.evidence.enums import Choice
from terytoria.portal.evidence.models import Verdict
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.models.sealed import DamagedError
from terytoria.portal.strategies.domain.freezing import FaultyChainError, freeze
from terytoria.portal.strategies.domain.queries import chain_of
from terytoria.portal.strategies.models import Challenge, StrategyVersion

pytestmark = pytest.mark.django_db


def test_a_version_keeps_the_chain_with_its_evidence(
    made: Any, ola: User, dolina: Partnership
) -> None:
    version = freeze(ola, dolina, " Na posiedzenie. ")
    assert (version.number, version.note, version.created_by) == (1, "Na posiedzenie.", ola)
    again = StrategyVersion.objects.get(pk=version.pk)
    assert again.chain() == chain_of(dolina)
    (cited,) = again.chain().challenges[0].cites
    assert (cited.snapshot, cited.values[0]["source"]) == (
        "zmyslony-2026-01-01",
        "przykład syntetyczny",
    )
    assert Entry.objects.get(verb="strategy.freeze").after["sha256"] == version.sha256


def test_the_same_chain_is_the_same_version(made: Any, ola: User, dolina: Partnership) -> None:
    first = freeze(ola, dolina)
    assert freeze(ola, dolina, "Znowu.") == first
    made.goal.title = "Inny cel"
    made.goal.save()
    assert freeze(ola, dolina).number == 2
    made.goal.title = "Praca na miejscu"
    made.goal.save()
    third = freeze(ola, dolina)
    assert (third.number, third.sha256) == (3, first.sha256)
    assert Entry.objects.filter(verb="strategy.freeze").count() == 3


def test_nothing_later_changes_a_version(
    made: Any, ola: User, dolina: Partnership, keep: Any
) -> None:
    before = freeze(ola, dolina).chain()
    finding = made.challenge.citations.get().finding
    Verdict.objects.create(
        finding=finding, choice=Choice.REWORDED, reason="Powód.", wording="Inaczej."
    )
    keep(day="2026-06-01", p1=9.0)
    made.challenge.delete()
    assert StrategyVersion.objects.get().chain() == before


def test_errors_stop_freezing_and_are_listed(made: Any, ola: User, dolina: Partnership) -> None:
    made.target.target_year = 2020
    made.target.save()
    made.project.lead = "0201042"
    made.project.save()
    with pytest.raises(FaultyChainError, match="nie jest późniejszy niż bazowy") as refused:
        freeze(ola, dolina)
    assert [one.code for one in refused.value.problems] == ["lead_outside", "year_order"]
    assert not StrategyVersion.objects.exists()


def test_warnings_do_not_stop_it(made: Any, ola: User, dolina: Partnership) -> None:
    made.project.delete()
    assert freeze(ola, dolina).number == 1


def test_an_empty_chain_and_a_long_note_are_refused(
    ola: User, dolina: Partnership, made: Any
) -> None:
    with pytest.raises(RefusedError, match="Skróć go do 400") as refused:
        freeze(ola, dolina, "x" * 401)
    assert refused.value.field == "note"
    made.target.delete()
    made.project.delete()
    made.direction.delete()
    made.goal.delete()
    Challenge.objects.all().delete()
    with pytest.raises(RefusedError, match="jest pusta"):
        freeze(ola, dolina)


@pytest.mark.parametrize("content", [b"", b"x\x9c", None])
def test_damaged_bytes_are_refused(
    made: Any, ola: User, dolina: Partnership, content: bytes | None
) -> None:
    version = freeze(ola, dolina)
    if content is None:
        version.sha256 = "0" * 64
    else:
        version.content = content
    with pytest.raises(DamagedError):
        version.chain()
