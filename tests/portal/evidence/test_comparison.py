"""Two versions compared."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from terytoria.portal.evidence.domain.comparison import compare_versions
from terytoria.portal.evidence.models import DiagnosisVersion
from terytoria.portal.partnerships.models import Partnership

pytestmark = pytest.mark.django_db


def test_what_changed_and_why(keep: Any) -> None:
    old = keep(a=1.0, b=2.0, gone=3.0)
    new = keep(a=1.0, b=5.0, born=4.0, day="2026-06-01")
    found = compare_versions(old, new)
    assert {one.shown.key: one.what for one in found.changes} == {
        "b": "numbers",
        "born": "appeared",
        "gone": "disappeared",
    }
    assert found.unchanged == 1
    (value,) = found.changes[0].values
    assert value.old is not None
    assert value.new is not None
    assert (value.indicator, value.old["value"], value.new["value"]) == ("L-01", 2.0, 5.0)
    assert found.reasons() == ("Inne dane: stan 2026-01-01 → 2026-06-01.",)


def test_members_and_options_are_reasons(keep: Any) -> None:
    old, new = keep(a=1.0), keep(a=2.0)
    new.gminas, new.options = ["0201023"], {"peers": "country"}
    found = compare_versions(old, new)
    assert (found.joined, found.left) == (("0201023",), ("0201011",))
    assert found.reasons() == (
        "Inna grupa porównawcza.",
        "Przybyły gminy: 0201023.",
        "Ubyły gminy: 0201011.",
    )


def test_versions_of_two_partnerships_are_not_compared(keep: Any, other: Partnership) -> None:
    with pytest.raises(ValueError, match="two partnerships"):
        compare_versions(keep(a=1.0), keep(partnership=other, a=1.0))


VALUES = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 2), min_size=1)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(VALUES, VALUES)
def test_every_finding_is_counted_once(
    keep: Any, before: dict[str, int], after: dict[str, int]
) -> None:
    DiagnosisVersion.objects.all().delete()
    old, new = keep(**before), keep(day="2026-06-01", **after)
    found = compare_versions(old, new)
    assert len(found.changes) + found.unchanged == len({*before, *after})
    assert {one.shown.key for one in found.changes} == {
        key for key in {*before, *after} if before.get(key) != after.get(key)
    }
    back = compare_versions(new, old)
    turned = {"appeared": "disappeared", "disappeared": "appeared"}
    assert {one.shown.key: turned.get(one.what, one.what) for one in back.changes} == {
        one.shown.key: one.what for one in found.changes
    }
    assert not compare_versions(new, new).changes
