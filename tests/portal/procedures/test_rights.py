"""Every action by every role and stage; people of other partnerships find nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import AnyRole, ForbiddenError, allowed
from terytoria.portal.procedures.domain.facts import correct, tell
from terytoria.portal.procedures.domain.planning import Wishes, replan, start
from terytoria.portal.procedures.models import Event, Procedure
from terytoria.portal.procedures.rules import ACTIONS, OVERRIDE, PLAN, TELL, VIEW, WRITE

pytestmark = pytest.mark.django_db
EVERYBODY: tuple[AnyRole, ...] = (*Role, *ProgrammeRole)
LEADING = {Role.COORDINATOR, ProgrammeRole.LEAD_ADVISER}
TELLING = LEADING | {Role.EXPERT}
WHO = {
    VIEW: set(EVERYBODY),
    PLAN: LEADING,
    TELL: TELLING,
    OVERRIDE: LEADING,
    WRITE: TELLING,
}
DAY = date(2026, 6, 1)


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("role", EVERYBODY, ids=str)
def test_rights_are_a_table(role: AnyRole, stage: Stage) -> None:
    for action in ACTIONS:
        living = stage is not Stage.CLOSED or action in (VIEW, WRITE)
        assert allowed(action, {role}, stage) == (role in WHO[action] and living), action.name


def test_actions_have_names_and_labels_of_their_own() -> None:
    assert set(WHO) == set(ACTIONS)
    assert len({one.name for one in ACTIONS}) == len({one.label for one in ACTIONS}) == 5
    assert all(one.name.startswith("procedures.") for one in ACTIONS)


def starts(actor: User, procedure: Procedure) -> None:
    start(actor, procedure.partnership, "cwd", "Inna", Wishes(DAY))


def replans(actor: User, procedure: Procedure) -> None:
    replan(actor, procedure, Wishes(DAY), procedure.version)


def tells(actor: User, procedure: Procedure) -> None:
    tell(actor, procedure, "form", DAY)


def corrects(actor: User, procedure: Procedure) -> None:
    event = Event.objects.create(procedure=procedure, step="form", begin=date(2026, 5, 4))
    correct(actor, event, DAY, None, reason="Pomyłka.")


def overrides(actor: User, procedure: Procedure) -> None:
    tell(actor, procedure, "adoption", end=DAY, override_reason="Wyjątkowa sytuacja opisana.")


@pytest.mark.parametrize(
    ("verb", "who"),
    [
        (starts, LEADING),
        (replans, LEADING),
        (tells, TELLING),
        (corrects, TELLING),
        (overrides, LEADING),
    ],
)
@pytest.mark.parametrize("role", [*EVERYBODY, None], ids=str)
def test_a_verb_is_done_and_logged_or_nothing_is_written(
    verb: Callable[[User, Procedure], None],
    who: set[AnyRole],
    role: AnyRole | None,
    procedure: Procedure,
    person: Any,
) -> None:
    actor = person("kto", *([role] if role else []))
    if role in who:
        verb(actor, procedure)
        assert Entry.objects.filter(verb__startswith="procedure.").exists()
    else:
        with pytest.raises(ForbiddenError, match="Nie możesz"):
            verb(actor, procedure)
        assert not Entry.objects.filter(verb__startswith="procedure.").exists()


def addresses(procedure: Procedure, slug: str = "dolina") -> dict[str, str]:
    """Every page of a procedure."""

    def at(name: str, *more: object) -> str:
        return reverse(f"procedures:{name}", args=[slug, *more])

    number = procedure.pk
    return {
        "plan": at("plan"),
        "start": at("start"),
        "legal_form": at("legal_form"),
        "procedure": at("procedure", number),
        "replan": at("replan", number),
        "tell": at("tell", number),
        "step": at("step", number, "form"),
        "correct": at("correct", number, "form"),
        "letters": at("letters", number),
        "letter": at("letter", number, "notice"),
    }


def test_people_of_another_partnership_find_nothing(
    sign_in: Callable[[User], Client], procedure: Procedure, other: Partnership, person: Any
) -> None:
    tell_event = Event.objects.create(procedure=procedure, step="form", begin=DAY)
    stranger = person("obca", Role.COORDINATOR, at=other)
    client = sign_in(stranger)
    for address in addresses(procedure).values():
        assert client.get(address).status_code == 404, address
        assert client.post(address, {}).status_code in (404, 405), address
    own = addresses(procedure, "gora")
    for name in set(own) - {"plan", "start", "legal_form"}:
        assert client.get(own[name]).status_code == 404, name
    assert str(tell_event.procedure) not in client.get(own["plan"]).content.decode()


def test_pages_by_role(
    sign_in: Callable[[User], Client], procedure: Procedure, person: Any
) -> None:
    Event.objects.create(procedure=procedure, step="form", begin=DAY)
    allowed_to = {
        "start": LEADING,
        "replan": LEADING,
        "tell": TELLING,
        "correct": TELLING,
        "letters": TELLING,
        "letter": TELLING,
    }
    for role in (Role.COORDINATOR, Role.EXPERT, Role.OBSERVER, ProgrammeRole.NATIONAL_OFFICER):
        client = sign_in(person(f"osoba-{role}", role))
        for name, address in addresses(procedure).items():
            expected = 200 if role in allowed_to.get(name, set(EVERYBODY)) else 403
            assert client.get(address).status_code == expected, (role, name)


def test_nobody_reads_without_signing_in(procedure: Procedure) -> None:
    client = Client(HTTP_HOST="127.0.0.1")
    for address in addresses(procedure).values():
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/konto/")
