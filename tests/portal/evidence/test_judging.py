"""Verdicts: their history, and what becomes of them in the next version."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.evidence.domain.judging import judge
from terytoria.portal.evidence.domain.queries import history, judged
from terytoria.portal.evidence.enums import Choice, Standing
from terytoria.portal.evidence.models import DiagnosisVersion, Finding, Verdict
from terytoria.portal.partnerships.models import Partnership

pytestmark = pytest.mark.django_db


def finding(version: DiagnosisVersion, key: str) -> Finding:
    return Finding.objects.get(version=version, key=key)


def standings(version: DiagnosisVersion) -> dict[str, Standing]:
    return {one.finding.key: one.standing for one in judged(version)}


def test_every_verdict_is_kept_and_the_last_one_holds(expert: User, keep: Any) -> None:
    version = keep(a=1.0, b=2.0)
    assert standings(version) == {"a": Standing.OPEN, "b": Standing.OPEN}
    original = finding(version, "a")
    judge(expert, original, Choice.REJECTED, "Dane sprzed zmiany granic.")
    judge(expert, original, Choice.REWORDED, "Za mocno.", " Słabiej niż gdzie indziej. ")
    (one, _) = judged(version)
    assert one.standing == Standing.REWORDED
    assert one.text == "Słabiej niż gdzie indziej."
    assert Finding.objects.get(pk=original.pk).text == "Wartość to **1.0** & więcej."
    assert [verdict.choice for verdict in history(original)] == ["reworded", "rejected"]
    entries = Entry.objects.filter(verb="finding.judge").order_by("pk")
    assert [entry.after["choice"] for entry in entries] == ["rejected", "reworded"]
    assert entries[1].before["choice"] == "rejected"


def test_a_verdict_carries_over_while_the_values_stay(expert: User, keep: Any) -> None:
    first = keep(a=1.0, b=2.0)
    judge(expert, finding(first, "a"), Choice.ACCEPTED)
    judge(expert, finding(first, "b"), Choice.REWORDED, "Za mocno.", "Inaczej.")
    second = keep(a=1.0, b=3.0, c=4.0, day="2026-06-01")
    assert standings(second) == {
        "a": Standing.ACCEPTED,
        "b": Standing.AGAIN,
        "c": Standing.OPEN,
    }
    changed = judged(second)[1]
    assert changed.text == "Wartość to **3.0** & więcej."  # the wording was on other values
    assert changed.verdict is not None
    judge(expert, finding(second, "b"), Choice.ACCEPTED)
    assert standings(second)["b"] == Standing.ACCEPTED
    assert standings(first)["b"] == Standing.REWORDED  # the older version reads as it did


def test_only_the_latest_version_is_judged(expert: User, keep: Any) -> None:
    first = keep(a=1.0)
    keep(a=2.0)
    with pytest.raises(ValidationError, match="najnowszej wersji"):
        judge(expert, finding(first, "a"), Choice.ACCEPTED)
    assert not Verdict.objects.exists()


def test_verdicts_of_another_partnership_say_nothing(
    expert: User, keep: Any, other: Partnership
) -> None:
    judge(expert, finding(keep(a=1.0), "a"), Choice.ACCEPTED)
    assert standings(keep(partnership=other, a=1.0)) == {"a": Standing.OPEN}


@pytest.mark.parametrize(
    ("told", "fields"),
    [
        (("rejected", " ", ""), {"reason"}),
        (("reworded", "", ""), {"reason", "wording"}),
        (("reworded", "Powód.", " "), {"wording"}),
        (("accepted", "", "Inaczej."), {"wording"}),
        (("maybe", "", ""), {"choice"}),
        (("rejected", "x" * 2001, ""), {"reason"}),
    ],
)
def test_a_verdict_without_its_reason_is_refused_by_field(
    expert: User, keep: Any, told: tuple[str, str, str], fields: set[str]
) -> None:
    with pytest.raises(ValidationError) as refused:
        judge(expert, finding(keep(a=1.0), "a"), *told)
    assert set(refused.value.message_dict) == fields
    assert not Verdict.objects.exists()


VALUES = st.dictionaries(st.sampled_from("abc"), st.integers(0, 2), min_size=1)
STEPS = st.lists(
    st.one_of(VALUES, st.tuples(st.sampled_from("abc"), st.sampled_from(list(Choice)))),
    max_size=12,
)


# What an example wrote is rolled back at its end.
@hypothesis_settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_any_sequence_of_versions_and_verdicts_reads_as_it_was_told(
    expert: User, keep: Any, steps: list[Any]
) -> None:
    """Against a plain account: per key, the last verdict and the value it was given on."""
    with transaction.atomic():
        told: dict[str, tuple[Choice, int]] = {}
        count, values = 0, {"a": 0}
        version = keep(**values)
        for step in steps:
            if isinstance(step, dict):
                values, version = step, keep(**step)
            elif step[0] in values:
                key, choice = step
                told[key], count = (choice, values[key]), count + 1
                wording = "Inaczej." if choice == Choice.REWORDED else ""
                judge(expert, finding(version, key), choice, "Powód.", wording)
        expected = {
            key: Standing.OPEN
            if key not in told
            else Standing(told[key][0])
            if told[key][1] == value
            else Standing.AGAIN
            for key, value in values.items()
        }
        assert standings(version) == expected
        assert Verdict.objects.count() == count
        transaction.set_rollback(True)
