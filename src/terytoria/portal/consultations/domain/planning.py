"""Verbs about a consultation as a whole: planned, changed, opened, its register closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Max

from terytoria.language.dates import date_pl
from terytoria.portal.accounts.models import User
from terytoria.portal.consultations.domain.procedure import against_law, tell_end, tell_notice
from terytoria.portal.consultations.domain.queries import undecided, unscreened
from terytoria.portal.consultations.enums import State
from terytoria.portal.consultations.models import Consultation
from terytoria.portal.consultations.rules import RUN
from terytoria.portal.drafting.models import DraftVersion
from terytoria.portal.partnerships.domain.acting import Deed, RefusedError, acting, today, told
from terytoria.portal.partnerships.models import DocumentVersion, Partnership

SHORTEST_REASON = 20
_LONGEST_KEPT = timedelta(days=366 * 5)


@dataclass(frozen=True)
class Plan:
    """What is consulted, under which profile of the law, when and how."""

    title: str
    profile: str
    notice_on: date
    ends_on: date
    erase_on: date
    ways: str
    meetings: str = ""
    notice_address: str = ""
    draft: DraftVersion | None = None
    document: DocumentVersion | None = None
    override_reason: str = ""


def plan(actor: User, partnership: Partnership, asked: Plan) -> Consultation:
    """Plan a consultation; the public does not see it yet.

    Raises :class:`RefusedError` for days that break the law without a reason of who decides so.
    """
    _check(partnership, asked)
    with acting(actor, RUN, partnership) as deed:
        last = deed.partnership.consultations.aggregate(last=Max("number"))["last"] or 0
        made = deed.partnership.consultations.create(
            number=last + 1, created_by=actor, **_fields(deed, asked)
        )
        deed.log("consultation.plan", made, after=_told(made))
    return made


def edit(actor: User, consultation: Consultation, asked: Plan, version: int) -> Consultation:
    """Change a consultation seen in ``version``; once it is open, its text and notice stay."""
    _check(consultation.partnership, asked)
    with acting(actor, RUN, consultation.partnership) as deed:
        found = consultation_now(deed, consultation, version)
        fields = _fields(deed, asked)
        if found.state not in (State.PLANNED, State.OPEN):
            raise RefusedError("", "Rejestr jest zamknięty. Tych konsultacji już się nie zmienia.")
        if found.state == State.OPEN:
            _unchanged(found, fields)
        before = _told(found)
        for name, value in fields.items():
            setattr(found, name, value)
        found.version += 1
        found.save()
        after = _told(found)
        names = [name for name in after if before[name] != after[name]]
        if names:
            old, new = ({name: one[name] for name in names} for one in (before, after))
            deed.log("consultation.edit", found, old, new)
    return found


def open_consultation(actor: User, consultation: Consultation) -> Consultation:
    """Let the public see it from the day of the notice on."""
    with acting(actor, RUN, consultation.partnership) as deed:
        found = consultation_now(deed, consultation)
        _in_state(found, State.PLANNED)
        if not found.has_text:
            text = "Nie ma jeszcze tekstu. Zmień konsultacje i wybierz zamrożoną wersję albo plik."
            raise RefusedError("", text)
        if found.ends_on < today():
            raise RefusedError("", "Ostatni dzień konsultacji już minął. Najpierw popraw terminy.")
        _pass_to(deed, found, State.OPEN, "consultation.open")
        tell_notice(actor, found)
    return found


def close_register(actor: User, consultation: Consultation) -> Consultation:
    """Close the register after the last day; every remark has a position and is screened."""
    with acting(actor, RUN, consultation.partnership) as deed:
        found = consultation_now(deed, consultation)
        _in_state(found, State.OPEN)
        if today() <= found.ends_on:
            text = f"Uwagi można zgłaszać do {date_pl(found.ends_on)} Rejestr zamkniesz później."
            raise RefusedError("", text)
        for numbers, text in (
            (undecided(found), "Bez stanowiska są uwagi: {}. Najpierw zajmij stanowisko."),
            (unscreened(found), "Dane osobowe mogą być w uwagach: {}. Najpierw je sprawdź."),
        ):
            if numbers:
                raise RefusedError("", text.format(listed(numbers)))
        found.closed_on = today()
        found.save(update_fields=["closed_on"])
        _pass_to(deed, found, State.CLOSED, "consultation.close")
        tell_end(actor, found)
    return found


def listed(numbers: list[int]) -> str:
    """Numbers in a sentence, the first twenty by name.

    >>> listed([1, 2])
    '1, 2'
    """
    shown = ", ".join(map(str, numbers[:20]))
    return shown if len(numbers) <= 20 else f"{shown} i {len(numbers) - 20} dalszych"


def consultation_now(
    deed: Deed, consultation: Consultation, version: int | None = None
) -> Consultation:
    """The consultation as it is now, locked; refused when another version was on the screen."""
    kept = Consultation.objects.select_for_update().filter(partnership=deed.partnership)
    found = kept.get(pk=consultation.pk)
    if version is not None and found.version != version:
        text = "Ktoś w tym czasie zmienił te konsultacje. Otwórz stronę jeszcze raz i powtórz."
        raise RefusedError("", text)
    found.partnership = deed.partnership
    return found


def _in_state(found: Consultation, state: State) -> None:
    if found.state != state:
        text = f"Te konsultacje są w stanie: {found.get_state_display()}. Odśwież stronę."
        raise RefusedError("", text)


def _pass_to(deed: Deed, found: Consultation, state: State, verb: str) -> None:
    before, found.state = found.state, state
    found.version += 1
    found.save(update_fields=["state", "version"])
    deed.log(verb, found, {"state": before}, {"state": str(state)})


def _check(partnership: Partnership, asked: Plan) -> None:
    if asked.ends_on < asked.notice_on:
        raise RefusedError("ends_on", "Koniec jest przed ogłoszeniem. Popraw jedną z dat.")
    if not asked.ends_on < asked.erase_on <= asked.ends_on + _LONGEST_KEPT:
        text = "Dane osobowe usuwa się po konsultacjach, najdalej po pięciu latach. Popraw dzień."
        raise RefusedError("erase_on", text)
    if asked.draft and asked.document:
        text = "Wybrano tekst z portalu i plik. Zostaw jedno z nich."
        raise RefusedError("document", text)
    if asked.draft and asked.draft.text.partnership_id != partnership.pk:
        raise RefusedError("draft", "Nie ma takiej wersji tekstu. Wybierz z listy.")
    if asked.document and asked.document.document.partnership_id != partnership.pk:
        raise RefusedError("document", "Nie ma takiego dokumentu. Wybierz z listy.")
    against = against_law(asked.profile, asked.notice_on, asked.ends_on)
    if against and len(asked.override_reason.strip()) < SHORTEST_REASON:
        text = " ".join(against)
        remedy = f"Popraw terminy albo uzasadnij odstępstwo (od {SHORTEST_REASON} znaków)."
        raise RefusedError(
            "ends_on" if not asked.override_reason else "override_reason", f"{text} {remedy}"
        )


def _unchanged(found: Consultation, fields: dict[str, Any]) -> None:
    """Refuse another text, notice or an earlier end of what the public already reads."""
    kept = {"draft": "tekst", "document": "tekst", "notice_on": "dzień ogłoszenia"}
    for name, word in kept.items():
        if getattr(found, name) != fields[name]:
            text = f"Konsultacje są otwarte, więc {word} już się nie zmienia."
            raise RefusedError(name, text)
    if fields["ends_on"] < found.ends_on:
        text = f"Ogłoszono koniec {date_pl(found.ends_on)} Termin można tylko wydłużyć."
        raise RefusedError("ends_on", text)


def _fields(deed: Deed, asked: Plan) -> dict[str, Any]:
    fields = {name: getattr(asked, name) for name in Plan.__dataclass_fields__}
    broken = bool(against_law(asked.profile, asked.notice_on, asked.ends_on))
    fields["override_reason"] = asked.override_reason.strip() if broken else ""
    fields["overridden_by"] = str(deed.actor)[:200] if broken else ""
    return fields


def _told(found: Consultation) -> dict[str, Any]:
    names = [*(n for n in Plan.__dataclass_fields__ if n not in ("draft", "document"))]
    kept = {name: told(getattr(found, name)) for name in (*names, "overridden_by")}
    return kept | {"draft": found.draft_id, "document": found.document_id}
