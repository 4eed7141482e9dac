"""What the text says on the dashboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.urls import resolve, reverse

from terytoria.portal.accounts.models import User
from terytoria.portal.drafting.domain.commenting import comment, decline
from terytoria.portal.drafting.domain.commenting import resolve as close
from terytoria.portal.drafting.domain.evaluating import judge, sign
from terytoria.portal.drafting.domain.waiting import waiting
from terytoria.portal.drafting.enums import Criterion
from terytoria.portal.drafting.models import Block, Text
from terytoria.portal.partnerships.domain.facts import facts_here
from terytoria.portal.partnerships.domain.waiting import Waiting, waiting_in
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.models import Assignment, Partnership

pytestmark = pytest.mark.django_db
SINCE = date(2024, 1, 1)
Somebody = Callable[[Role], User]


def here(user: User, partnership: Partnership) -> tuple[Waiting, ...]:
    """What waits in this room alone."""
    return waiting(user, facts_here(user, partnership))


def whole(user: User, partnership: Partnership) -> tuple[Waiting, ...]:
    """What waits in all rooms."""
    return waiting_in(user, facts_here(user, partnership))


@pytest.fixture
def somebody(dolina: Partnership) -> Somebody:
    """Somebody with a role of the partnership."""

    def made(role: Role) -> User:
        user = User.objects.create_user(f"{role}-{User.objects.count()}@example.org")
        unit = dolina.leader if role is Role.REPRESENTATIVE else ""
        Assignment.objects.create(partnership=dolina, user=user, role=role, unit=unit, since=SINCE)
        return user

    return made


def told(user: User, partnership: Partnership) -> dict[str, str]:
    """Pages with sentences."""
    found = here(user, partnership)
    return {resolve(one.url).view_name: one.text.replace("\xa0", " ") for one in found}


def test_nothing_waits_before_there_is_a_text(ola: User, dolina: Partnership) -> None:
    assert here(ola, dolina) == ()


@pytest.mark.parametrize("role", Role)
def test_parts_that_the_law_asks_for_wait_for_those_who_write(
    role: Role, somebody: Somebody, text: Text, dolina: Partnership
) -> None:
    found = told(somebody(role), dolina)
    writes = role in {Role.COORDINATOR, Role.EXPERT, Role.WORKING_GROUP}
    assert found == (
        {
            "drafting:checklist": "Tekst strategii nie ma jeszcze tego, czego wymaga przepis: "
            "5 części."
        }
        if writes
        else {}
    )


def test_what_others_say_waits_until_it_is_closed(
    block: Block, ola: User, somebody: Somebody, dolina: Partnership
) -> None:
    speaker = somebody(Role.REPRESENTATIVE)
    plain = comment(speaker, block, "Skąd ta liczba?")
    other = comment(speaker, block, "", "Ubyło osób.", block.version)
    comment(ola, block, "Sprawdzę.")  # one's own does not wait for oneself
    texts = [one.text for one in here(ola, dolina)]
    assert texts[:2] == [
        "W tekście strategii czeka na decyzję: 1\xa0propozycja zmiany.",
        "W tekście strategii czeka na odpowiedź: 1\xa0komentarz.",
    ]
    assert {one.url for one in here(ola, dolina)[:2]} == {
        reverse("drafting:comments", args=["dolina"])
    }
    assert told(speaker, dolina) == {}
    close(ola, plain)
    decline(ola, other, "Liczba jest z diagnozy.")
    assert "drafting:comments" not in told(ola, dolina)


def test_an_evaluation_waits_for_who_signs_once_it_is_whole(
    text: Text, somebody: Somebody, ola: User, dolina: Partnership
) -> None:
    expert = somebody(Role.EXPERT)
    half = judge(ola, text, 0, {Criterion.RELEVANCE.value: "Trafna."})
    assert "drafting:evaluation" not in told(expert, dolina)
    whole = judge(ola, text, half.version, {one.value: "Dobrze." for one in Criterion})
    assert told(expert, dolina)["drafting:evaluation"].endswith("czeka na podpis.")
    assert "drafting:evaluation" not in told(ola, dolina)
    sign(expert, text, whole.version)
    assert "drafting:evaluation" not in told(expert, dolina)


def test_a_signed_evaluation_that_grew_old_waits_again(
    block: Block, text: Text, somebody: Somebody, ola: User, dolina: Partnership
) -> None:
    from terytoria.portal.drafting.domain.writing import change_block

    expert = somebody(Role.EXPERT)
    made = judge(ola, text, 0, {one.value: "Dobrze." for one in Criterion})
    sign(expert, text, made.version)
    change_block(ola, block, block.version, "Zupełnie inaczej.")
    assert "zmienił się: tekst" in told(expert, dolina)["drafting:evaluation"]


def test_it_is_on_the_dashboard_and_nowhere_else(
    block: Block, ola: User, somebody: Somebody, dolina: Partnership, other: Partnership
) -> None:
    comment(somebody(Role.CHAIR), block, "Skąd ta liczba?")
    assert any("na odpowiedź" in one.text for one in whole(ola, dolina))
    assert here(ola, other) == ()


def test_nothing_waits_in_a_closed_partnership(
    block: Block, ola: User, dolina: Partnership
) -> None:
    Partnership.objects.filter(pk=dolina.pk).update(stage=Stage.CLOSED)
    assert here(ola, Partnership.objects.get(pk=dolina.pk)) == ()
