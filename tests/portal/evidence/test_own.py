"""Evidence of the partnership's own: its provenance, its checks, its withdrawal."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from hypothesis import given
from hypothesis import strategies as st

from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.evidence.domain.own import add_own_evidence, withdraw_own_evidence
from terytoria.portal.evidence.domain.queries import own_evidence
from terytoria.portal.evidence.models import OwnEvidence
from terytoria.portal.partnerships.models import Partnership
from terytoria.statistics.evidence import Evidence

pytestmark = pytest.mark.django_db

DOCUMENT = {
    "title": "Ankieta o dojazdach",
    "kind": "survey",
    "source": "Ankieta partnerstwa",
    "vintage": date(2026, 3, 1),
}
VALUE = {"value": 41.5, "measure": "%", "year": 2025}


def test_a_value_carries_its_provenance(expert: User, dolina: Partnership) -> None:
    own = add_own_evidence(
        expert, dolina, **DOCUMENT, **VALUE, low=38.0, high=45.0, units=["0201011"], formula="n/N"
    )
    own.refresh_from_db()
    assert own.evidence() == Evidence(
        indicator=f"own.{own.pk}",
        units=("0201011",),
        years=(2025,),
        value=41.5,
        interval=(38.0, 45.0),
        source="Ankieta partnerstwa",
        vintage="2026-03-01",
        formula="n/N",
    )
    assert list(own_evidence(dolina)) == [own]
    assert Entry.objects.get().verb == "own_evidence.add"


def test_a_document_needs_no_value(expert: User, dolina: Partnership) -> None:
    found = add_own_evidence(expert, dolina, **DOCUMENT).evidence()
    assert (found.value, found.years, found.interval) == (None, (), None)


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"value": 1.0}, {"year", "measure"}),
        ({**VALUE, "low": 1.0}, {"high"}),
        ({**VALUE, "low": 50.0, "high": 60.0}, {"value"}),
        ({"low": 1.0, "high": 2.0}, {"value"}),
        ({"vintage": localdate() + timedelta(days=2)}, {"vintage"}),
        ({"title": ""}, {"title"}),
        ({"source": ""}, {"source"}),
        ({"kind": "rumour"}, {"kind"}),
        ({"url": "javascript:alert(1)"}, {"url"}),
    ],
)
def test_what_does_not_hold_together_is_refused_by_field(
    expert: User, dolina: Partnership, changes: dict[str, Any], fields: set[str]
) -> None:
    with pytest.raises(ValidationError) as refused:
        add_own_evidence(expert, dolina, **{**DOCUMENT, **changes})
    assert set(refused.value.message_dict) == fields
    assert not OwnEvidence.objects.exists()
    assert not Entry.objects.exists()


def test_withdrawn_evidence_is_out_of_use_but_kept(expert: User, dolina: Partnership) -> None:
    own = add_own_evidence(expert, dolina, **DOCUMENT)
    with pytest.raises(ValidationError, match="Podaj powód"):
        withdraw_own_evidence(expert, own, "  ")
    withdraw_own_evidence(expert, own, "Błędna próba.")
    assert not own_evidence(dolina).exists()
    assert OwnEvidence.objects.get().withdrawal_reason == "Błędna próba."
    assert Entry.objects.filter(verb="own_evidence.withdraw").count() == 1
    with pytest.raises(ValidationError, match="już wycofana"):
        withdraw_own_evidence(expert, own, "Jeszcze raz.")


NUMBERS = st.one_of(st.none(), st.integers(-5, 5).map(float))


@given(NUMBERS, NUMBERS, NUMBERS)
def test_the_verb_and_the_table_agree_on_intervals(
    value: float | None, low: float | None, high: float | None
) -> None:
    """Whatever the verb lets in the table keeps; what it refuses never gets there."""
    with transaction.atomic():
        user = User.objects.create_user("x@example.org", name="X")
        made = Partnership.objects.create(
            slug="p", name="P", short_name="P", leader="0201011", stage="active"
        )
        made.people.create(user=user, role="expert", since=date(2020, 1, 1))
        numbers = {"value": value, "low": low, "high": high, "measure": "%", "year": 2025}
        try:
            own = add_own_evidence(user, made, **DOCUMENT, **numbers)
        except ValidationError:
            sound = low is None and high is None
        except IntegrityError:  # pragma: no cover - the verb let in what the table refuses
            pytest.fail("refused by the table only")
        else:
            limits = own.evidence().interval
            sound = limits is None or limits[0] <= (value or 0) <= limits[1]
            assert (limits is None) == (low is None)
            transaction.set_rollback(True)
            assert sound
            return
        transaction.set_rollback(True)
        assert not sound
