"""The packaged changes, against each other and against the register of Poland."""

from __future__ import annotations

from datetime import date

import pytest

from terytoria.statistics.snapshot import Snapshot
from terytoria.territory.changes import What, known_changes


def test_every_fact_says_what_happened_and_who_says_so() -> None:
    for one in known_changes():
        assert one.note.endswith("."), one
        assert len(one.source) > 10, one
        assert str(one.day.year) in one.note, one


def test_facts_that_were_in_the_papers() -> None:
    known = known_changes()
    for old, new in [
        ("1207052", ["1207052", "1207132"]),
        ("2002093", ["2002093", "2002162"]),
        ("3203042", ["3203023", "3203063"]),
        ("0809102", ["0862011"]),
        ("0221091", ["0265011"]),
    ]:
        assert [part.code for part in known.successors(old, date(2000, 1, 1))] == new


@pytest.mark.poland
def test_facts_lead_to_units_of_the_register(poland: Snapshot) -> None:
    register = poland.register
    led = known_changes().leading_to(set(register.gminas))
    later = [one for one in known_changes() if one not in led.changes]
    assert {(one.day.year, one.what) for one in later} == {(2026, What.KIND)}
    for one in led:
        assert all(code in register for code in one.new)
        assert all(code not in register for code in one.gone)
    for one in known_changes():
        if one.day.year == 2026:
            assert all(code in register for code in one.old), one
        if one.what is What.KIND:
            current = [code for code in (*one.old, *one.new) if code in register]
            assert register.unit(current[0]).name in one.note
