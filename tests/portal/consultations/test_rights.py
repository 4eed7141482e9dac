"""Every verb for every role; the pages of others are not there; the log tells every verb."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.audit.phrasebook import phrasebook
from terytoria.portal.consultations.domain.deciding import Opinion, confirm_verdict, decide
from terytoria.portal.consultations.domain.erasing import erase_due, erase_person, export_person
from terytoria.portal.consultations.domain.planning import (
    close_register,
    edit,
    open_consultation,
    plan,
)
from terytoria.portal.consultations.domain.receiving import Came, Said, confirm, enter
from terytoria.portal.consultations.domain.reporting import Files, keep_report, order_report
from terytoria.portal.consultations.domain.sorting import (
    blank,
    group,
    open_scan,
    original_of,
    reject_spam,
    take_back,
    ungroup,
)
from terytoria.portal.consultations.enums import Author, Channel, Outcome, State
from terytoria.portal.consultations.models import Consultation, Remark
from terytoria.portal.consultations.rules import ACTIONS, VIEW
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import AnyRole, ForbiddenError, may

pytestmark = pytest.mark.django_db
REASONS = "Strategia nie rozstrzyga o tej drodze, bo należy do powiatu."
EVERYBODY: tuple[AnyRole | None, ...] = (*Role, *ProgrammeRole, None)
COORDINATOR = frozenset({Role.COORDINATOR})
RUN = COORDINATOR | {ProgrammeRole.LEAD_ADVISER}
REGISTER = RUN | {Role.EXPERT}
PROPOSE = REGISTER | {Role.WORKING_GROUP}
REJECT = Opinion(Outcome.REJECTED, REASONS)
FILES = ("<p>", b"%PDF-1.7", b"%PDF-1.7 stands for the other")
SAID = Said("Chodnik", Author.OTHER)
Deed = Callable[[User, Consultation, Remark, Any], object]
VERBS: dict[str, tuple[frozenset[Any], Deed]] = {
    "plan": (RUN, lambda a, t, r, p: plan(a, t.partnership, p())),
    "edit": (RUN, lambda a, t, r, p: edit(a, t, p(title="Inny"), t.version)),
    "enter": (
        REGISTER,
        lambda a, t, r, p: enter(a, t, SAID, Came(Channel.MEETING, today())),
    ),
    "spam": (REGISTER, lambda a, t, r, p: reject_spam(a, r)),
    "restore": (REGISTER, lambda a, t, r, p: take_back(a, t.remarks.get(number=3))),
    "group": (REGISTER, lambda a, t, r, p: group(a, t, [1, 2], "Autobusy")),
    "ungroup": (REGISTER, lambda a, t, r, p: ungroup(a, t.remarks.get(number=4))),
    "screen": (REGISTER, lambda a, t, r, p: blank(a, r, ["tel. 600 700 800"])),
    "propose": (PROPOSE, lambda a, t, r, p: decide(a, r, REJECT)),
    "confirm": (
        COORDINATOR,
        lambda a, t, r, p: confirm_verdict(a, t.remarks.get(number=2).verdicts.get(), t),
    ),
    "original": (COORDINATOR, lambda a, t, r, p: original_of(a, r)),
    "scan": (COORDINATOR, lambda a, t, r, p: open_scan(a, r)),
    "export": (COORDINATOR, lambda a, t, r, p: export_person(a, t.partnership, "jan@example.org")),
    "erase": (COORDINATOR, lambda a, t, r, p: erase_person(a, t.partnership, "jan@example.org")),
}  # fmt: skip


@pytest.fixture
def ground(talk: Consultation, speak: Any, ola: User, person: Any) -> Remark:
    """Remarks of all kinds: with a telephone, with a proposal, unproved, grouped."""
    first = speak("Dzwońcie: tel. 600 700 800")
    decide(person(Role.WORKING_GROUP), speak("Druga"), REJECT)
    speak("Trzecia", email="jan@example.org")
    speak("Czwarta")
    speak("Piąta")
    group(ola, talk, [4, 5], "Para")
    return first


@pytest.mark.parametrize("name", VERBS)
@pytest.mark.parametrize("role", EVERYBODY, ids=str)
def test_a_verb_is_for_those_it_is_for(
    name: str, role: AnyRole | None, ground: Remark, person: Any, asked: Any
) -> None:
    allowed, verb = VERBS[name]
    actor, before, talk = person(role), Entry.objects.count(), ground.consultation
    talk.refresh_from_db()
    if role in allowed:
        verb(actor, talk, ground, asked)
        assert Entry.objects.count() > before or name in ("original", "scan")
        return
    with pytest.raises(ForbiddenError, match="Nie możesz"):
        verb(actor, talk, ground, asked)
    assert Entry.objects.count() == before


@pytest.mark.parametrize("role", EVERYBODY, ids=str)
def test_the_passage_of_a_consultation_is_for_those_who_run_it(
    role: AnyRole | None, talk: Consultation, over: Any, person: Any
) -> None:
    actor = person(role)
    Consultation.objects.update(state=State.PLANNED)
    steps: list[tuple[frozenset[Any], Callable[[], object]]] = [
        (RUN, lambda: open_consultation(actor, talk)),
        (RUN, lambda: close_register(actor, over(talk))),
        (COORDINATOR, lambda: order_report(actor, talk)),
        (COORDINATOR, lambda: keep_report(actor, talk, Files(*FILES, talk.version))),
    ]
    for at, (allowed, step) in enumerate(steps):
        if at == 1:
            Consultation.objects.update(state=State.OPEN)
        if at > 1:
            Consultation.objects.update(state=State.CLOSED)
            talk.refresh_from_db()
        if role in allowed:
            step()
        else:
            with pytest.raises(ForbiddenError):
                step()


@pytest.mark.parametrize("role", EVERYBODY, ids=str)
def test_the_team_and_the_programme_read(
    role: AnyRole | None, dolina: Partnership, person: Any
) -> None:
    assert may(person(role), VIEW, dolina, today()) == (role is not None)


def test_nothing_is_done_in_a_closed_partnership_but_what_the_law_of_data_asks(
    talk: Consultation, ground: Remark, ola: User, asked: Any
) -> None:
    Partnership.objects.update(stage=Stage.CLOSED)
    talk.refresh_from_db()
    for name, (_allowed, verb) in VERBS.items():
        if name in ("original", "scan", "export", "erase"):
            verb(ola, talk, ground, asked)
        else:
            with pytest.raises(ForbiddenError):
                verb(ola, talk, ground, asked)


def test_actions_have_names_of_their_own() -> None:
    assert len({one.name for one in ACTIONS}) == len(ACTIONS) == 7
    assert all(one.name.startswith("consultations.") for one in ACTIONS)


PAGES = ("consultation", "change", "open", "close", "register", "csv", "groups", "enter")
REMARK_PAGES = ("remark", "position", "screen")
SENT = ("spam", "restore", "part", "original", "scan")


@pytest.mark.parametrize("name", [*PAGES, *REMARK_PAGES, *SENT, "listing", "add", "person"])
def test_another_partnership_sees_nothing(
    name: str, talk: Consultation, ground: Remark, gora: Partnership, person: Any
) -> None:
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(person(Role.COORDINATOR, partnership=gora))
    more = (1,) if name in PAGES else (1, 1) if name in (*REMARK_PAGES, *SENT) else ()
    for slug in ("dolina", "gora"):
        if slug == "gora" and not more:
            continue  # its own list
        address = reverse(f"consultations:{name}", args=[slug, *more])
        answer = client.post(address) if name in SENT else client.get(address)
        assert answer.status_code == 404, address
    assert "Dzwońcie" not in client.get(reverse("consultations:listing", args=["gora"])).text


def test_the_log_tells_every_verb_in_polish_and_names_nobody(
    talk: Consultation, ground: Remark, ola: User, asked: Any
) -> None:
    for name in ("screen", "original", "group", "ungroup", "export", "erase"):
        VERBS[name][1](ola, talk, ground, asked)
    logged = set(Entry.objects.values_list("verb", flat=True))
    assert logged <= set(phrasebook().verbs)
    told = str(list(Entry.objects.values_list("before", "after", "subject_label")))
    assert "600 700 800" not in told
    assert "jan@" not in told


def test_proofs_and_erasures_are_logged_without_a_person(speak: Any, talk: Consultation) -> None:
    confirm(speak(email="jan@example.org").contact)
    assert erase_due(talk.erase_on) == 1
    entry = Entry.objects.get(verb="personal.erase")
    assert entry.actor_label == ""
    assert entry.after["count"] == {"contact": 1}
    assert len(entry.after["sha256"]) == 64
