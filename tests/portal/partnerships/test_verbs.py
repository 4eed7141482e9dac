"""Verbs about a partnership and its members: what they change, refuse and log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.domain.members import (
    add_member,
    end_membership,
    replace_member,
)
from terytoria.portal.partnerships.domain.partnership import (
    EditedMeanwhileError,
    Proposal,
    Texts,
    change_leader,
    change_stage,
    create_partnership,
    edit_partnership,
)
from terytoria.portal.partnerships.domain.queries import members_on
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.models import Membership, Partnership
from terytoria.portal.partnerships.rules import ForbiddenError

pytestmark = pytest.mark.django_db
WALCZ, CZLOPA, RURAL, KARLINO = "3217011", "3217023", "3217052", "3201043"
DAY = date(2025, 6, 1)
TEXTS = Texts("Partnerstwo Dolina Łąk", "Dolina Łąk", "Razem.")
Person = Callable[..., User]
Found = Callable[..., Partnership]


def proposal(**changes: Any) -> Proposal:
    """A sound proposal, changed."""
    sound: dict[str, Any] = {
        "texts": TEXTS,
        "leader": WALCZ,
        "members": (WALCZ, RURAL),
        "since": DAY,
    }
    return Proposal(**{**sound, **changes})


def record_of(partnership: Partnership, unit: str) -> Membership:
    """The open record of a member."""
    return partnership.members.get(unit=unit, until=None)


def test_creator_becomes_coordinator_of_a_forming_partnership(
    person: Person, country: object
) -> None:
    ola = person("ola")
    made = create_partnership(ola, proposal())
    assert (made.slug, made.stage, made.version) == ("dolina-lak", Stage.FORMING, 1)
    assert members_on(made, DAY) == (WALCZ, RURAL)
    assert members_on(made, DAY - timedelta(days=1)) == ()
    assert [(p.user, p.role) for p in made.people.all()] == [(ola, Role.COORDINATOR)]
    entry = Entry.objects.get()
    assert (entry.verb, entry.actor, entry.partnership) == (
        "partnership.create",
        ola.pk,
        "dolina-lak",
    )
    assert entry.after["members"] == [WALCZ, RURAL]


def test_namesakes_get_addresses_of_their_own(person: Person, country: object) -> None:
    ola = person("ola")
    slugs = [create_partnership(ola, proposal()).slug for _ in range(3)]
    assert slugs == ["dolina-lak", "dolina-lak-2", "dolina-lak-3"]
    taken = create_partnership(ola, proposal(texts=Texts("Nowe", "Nowe")))
    assert taken.slug == "nowe-2"
    assert create_partnership(ola, proposal(texts=Texts("?", "?"))).slug == "partnerstwo"


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"leader": CZLOPA}, "leader", "Wybierz lidera"),
        ({"members": (WALCZ,)}, "members", "co najmniej dwóch"),
        ({"members": (WALCZ, "3262")}, "members", "miasto na prawach powiatu"),
        ({"members": (WALCZ, "3217032")}, "members", "Nie ma gminy"),
        ({"texts": Texts(" ", "x")}, "name", "Wpisz tekst"),
        ({"texts": Texts("x", "x" * 81)}, "short_name", "mieści 80"),
        ({"texts": Texts("x", "a\0b")}, "short_name", "znak"),
        ({"since": date(202, 6, 1)}, "since", "Popraw rok"),
    ],
)
def test_unsound_proposals_are_refused(
    person: Person, country: object, changes: dict[str, Any], field: str, said: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        create_partnership(person("ola"), proposal(**changes))
    assert refused.value.field == field
    assert said in refused.value.message
    assert not Partnership.objects.exists()
    assert not Entry.objects.exists()


def test_a_blocked_account_creates_nothing(person: Person, country: object) -> None:
    with pytest.raises(ForbiddenError):
        create_partnership(person("ola", is_active=False), proposal())


def test_edit_logs_only_what_changed(ola: User, dolina: Partnership) -> None:
    edited = edit_partnership(ola, dolina, Texts(dolina.name, "Dolina", ""), 1)
    assert (edited.short_name, edited.version) == ("Dolina", 2)
    entry = Entry.objects.get(verb="partnership.edit")
    assert (entry.before, entry.after) == ({"short_name": "dolina"}, {"short_name": "Dolina"})


def test_nothing_changed_is_nothing_logged(ola: User, dolina: Partnership) -> None:
    assert edit_partnership(ola, dolina, Texts.of(dolina), 1).version == 1
    assert not Entry.objects.exists()


def test_a_simultaneous_edit_is_refused_with_both_texts(ola: User, dolina: Partnership) -> None:
    edit_partnership(ola, dolina, Texts(dolina.name, "Pierwsza"), 1)
    with pytest.raises(EditedMeanwhileError) as refused:
        edit_partnership(ola, dolina, Texts(dolina.name, "Druga"), 1)
    assert (refused.value.mine.short_name, refused.value.theirs.short_name) == ("Druga", "Pierwsza")
    assert edit_partnership(ola, dolina, refused.value.mine, refused.value.version).version == 3


def test_the_same_texts_saved_twice_are_no_conflict(ola: User, dolina: Partnership) -> None:
    texts = Texts(dolina.name, "Dolina")
    edit_partnership(ola, dolina, texts, 1)
    assert edit_partnership(ola, dolina, texts, 1).version == 2


def test_a_member_joins_leaves_and_returns(ola: User, dolina: Partnership) -> None:
    first = add_member(ola, dolina, KARLINO, DAY)
    end_membership(ola, dolina, first.pk, date(2025, 12, 31), "Uchwała 7/2025")
    with pytest.raises(RefusedError, match=r"31\.12\.2025"):
        add_member(ola, dolina, KARLINO, date(2025, 12, 31))
    add_member(ola, dolina, KARLINO, date(2026, 1, 1))
    records = dolina.members.filter(unit=KARLINO).values_list("since", "until", "note")
    assert list(records) == [
        (DAY, date(2025, 12, 31), "Uchwała 7/2025"),
        (date(2026, 1, 1), None, ""),
    ]
    verbs = list(Entry.objects.order_by("id").values_list("verb", flat=True))
    assert verbs == ["member.add", "member.end", "member.add"]


def test_a_member_belongs_once(ola: User, dolina: Partnership) -> None:
    with pytest.raises(RefusedError, match="już jest członkiem"):
        add_member(ola, dolina, RURAL, DAY)


def test_leader_stays_until_another_is_named(ola: User, dolina: Partnership) -> None:
    with pytest.raises(RefusedError, match="innego lidera"):
        end_membership(ola, dolina, record_of(dolina, WALCZ).pk, DAY)
    with pytest.raises(RefusedError, match="obecny członek"):
        change_leader(ola, dolina, KARLINO)
    assert change_leader(ola, dolina, RURAL).leader == RURAL
    assert end_membership(ola, dolina, record_of(dolina, WALCZ).pk, DAY).until == DAY


def test_two_members_have_to_stay(ola: User, dolina: Partnership) -> None:
    end_membership(ola, dolina, record_of(dolina, CZLOPA).pk, DAY)
    with pytest.raises(RefusedError, match="co najmniej dwóch"):
        end_membership(ola, dolina, record_of(dolina, RURAL).pk, DAY)


def test_leaving_takes_the_representative_along(
    ola: User, dolina: Partnership, person: Person
) -> None:
    ewa = person("ewa", dolina, Role.REPRESENTATIVE, unit=CZLOPA)
    end_membership(ola, dolina, record_of(dolina, CZLOPA).pk, DAY)
    assert dolina.people.get(user=ewa).until == DAY


def test_a_membership_does_not_end_before_it_began(ola: User, dolina: Partnership) -> None:
    with pytest.raises(RefusedError, match=r"01\.01\.2024"):
        end_membership(ola, dolina, record_of(dolina, RURAL).pk, date(2023, 12, 31))
    with pytest.raises(RefusedError, match="już się skończyło"):
        end_membership(ola, dolina, 10**9, DAY)


def test_a_foreign_record_is_not_touched(ola: User, dolina: Partnership, found: Found) -> None:
    foreign = record_of(found("obca"), RURAL)
    with pytest.raises(RefusedError):
        end_membership(ola, dolina, foreign.pk, DAY)
    with pytest.raises(RefusedError):
        replace_member(ola, dolina, foreign.pk, (KARLINO,), DAY)


def test_an_heir_takes_leadership_and_representatives(
    ola: User, dolina: Partnership, person: Person
) -> None:
    ewa = person("ewa", dolina, Role.REPRESENTATIVE, unit=WALCZ)
    made = replace_member(ola, dolina, record_of(dolina, WALCZ).pk, (KARLINO,), DAY)
    assert [one.unit for one in made] == [KARLINO]
    dolina.refresh_from_db()
    assert dolina.leader == KARLINO
    assert dolina.people.get(user=ewa).unit == KARLINO
    assert members_on(dolina, DAY - timedelta(days=1)) == (WALCZ, CZLOPA, RURAL)
    assert members_on(dolina, DAY) == (KARLINO, CZLOPA, RURAL)


def test_merging_into_a_member_makes_no_second_record(ola: User, dolina: Partnership) -> None:
    replace_member(ola, dolina, record_of(dolina, CZLOPA).pk, (RURAL,), DAY)
    assert members_on(dolina, DAY) == (WALCZ, RURAL)
    assert dolina.members.filter(unit=RURAL).count() == 1


@pytest.mark.parametrize(
    ("heirs", "day", "field"),
    [
        ((), DAY, "heirs"),
        (("9999011",), DAY, "heirs"),
        ((CZLOPA,), DAY, "heirs"),
        ((KARLINO,), date(2024, 1, 1), "day"),
    ],
)
def test_unsound_replacements_are_refused(
    ola: User, dolina: Partnership, heirs: tuple[str, ...], day: date, field: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        replace_member(ola, dolina, record_of(dolina, CZLOPA).pk, heirs, day)
    assert refused.value.field == field
    assert members_on(dolina, DAY) == (WALCZ, CZLOPA, RURAL)


def test_stages_follow_their_way(person: Person, dolina: Partnership) -> None:
    jan = person("jan", role=ProgrammeRole.LEAD_ADVISER)
    assert change_stage(jan, dolina, Stage.ACTIVE).stage == Stage.ACTIVE
    with pytest.raises(RefusedError, match="zakończone"):
        change_stage(jan, dolina, Stage.FORMING)
    change_stage(jan, dolina, Stage.CLOSED)
    assert change_stage(jan, dolina, Stage.ACTIVE).version == 4


def test_a_composition_with_errors_does_not_become_active(person: Person, found: Found) -> None:
    jan = person("jan", role=ProgrammeRole.NATIONAL_OFFICER)
    with pytest.raises(RefusedError, match="co najmniej dwóch"):
        change_stage(jan, found("mala", (WALCZ,)), Stage.ACTIVE)


def test_a_coordinator_does_not_activate(ola: User, dolina: Partnership) -> None:
    with pytest.raises(ForbiddenError):
        change_stage(ola, dolina, Stage.ACTIVE)


DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
UNITS = st.sampled_from((WALCZ, CZLOPA, RURAL, KARLINO, "3201011", "3217"))
STEPS = st.lists(st.tuples(st.sampled_from(("add", "end", "replace")), UNITS, UNITS, DAYS))


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60
)
@given(steps=STEPS)
def test_any_sequence_of_verbs_keeps_memberships_consistent(
    ola: User, found: Found, person: Person, steps: list[tuple[str, str, str, date]]
) -> None:
    made = found(f"p{Partnership.objects.count()}", (WALCZ, CZLOPA, RURAL))
    person("ola", made, Role.COORDINATOR)
    for verb, unit, heir, day in steps:
        record = made.members.filter(unit=unit, until=None).first()
        try:
            if verb == "add":
                add_member(ola, made, unit, day)
            elif record is not None and verb == "end":
                end_membership(ola, made, record.pk, day)
            elif record is not None:
                replace_member(ola, made, record.pk, (heir,), day)
        except RefusedError:
            continue
    made.refresh_from_db()
    by_unit: dict[str, list[tuple[date, date]]] = {}
    for one in made.members.order_by("since"):
        by_unit.setdefault(one.unit, []).append((one.since, one.until or date.max))
    for spans in by_unit.values():
        assert all(since <= until for since, until in spans)
        assert all(a[1] < b[0] for a, b in pairwise(spans))
    current = set(made.members.filter(until=None).values_list("unit", flat=True))
    assert made.leader in current
    assert len(current) >= 2
