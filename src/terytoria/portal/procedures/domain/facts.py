"""Telling what happened: facts that the rules refuse need a person and a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.domain.acting import Deed, RefusedError, acting, today, told
from terytoria.portal.partnerships.domain.units import EARLIEST
from terytoria.portal.partnerships.models import DocumentVersion
from terytoria.portal.partnerships.rules import require
from terytoria.portal.procedures.domain.queries import events_that_hold, fact_of, step_of
from terytoria.portal.procedures.models import Event, Override, Procedure
from terytoria.portal.procedures.rules import OVERRIDE, TELL
from terytoria.strategy.procedure import Fact, refusals, steps

SHORTEST_REASON, LONGEST_REASON, LONGEST_NOTE = 20, 1000, 300


class AgainstRulesError(RefusedError):
    """A fact the rules refuse; ``reasons`` are sentences with their legal basis."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("", " ".join(reasons))
        self.reasons = tuple(reasons)


@dataclass(frozen=True)
class Papers:
    """What accompanies a fact: a note and the document that proves it."""

    note: str = ""
    document: DocumentVersion | None = None


def refused(
    procedure: Procedure, step: str, begin: date | None = None, end: date | None = None
) -> tuple[str, ...]:
    """Why a fact would be refused, for days past or to come; empty when it would not be.

    ``None`` leaves what is known of the step. Changes nothing.
    """
    known = events_that_hold(procedure)
    return _refusals(procedure, known, _merged(known, step, begin, end))


def tell(
    actor: User,
    procedure: Procedure,
    step: str,
    begin: date | None = None,
    end: date | None = None,
    *,
    override_reason: str = "",
    papers: Papers | None = None,
) -> Event:
    """Enter the day on which a step began or ended, or both; what is known stays.

    The same days again change nothing. Raises ``ForbiddenError``; :class:`AgainstRulesError` when
    the rules refuse and no reason is given; ``RefusedError`` for days that cannot be, for other
    days than those told before (:func:`correct` changes them), and for a reason too short.
    """
    with acting(actor, TELL, procedure.partnership) as deed:
        if begin is None and end is None:
            raise RefusedError("begin", "Nie podano dnia. Wpisz początek albo koniec kroku.")
        procedure.refresh_from_db()
        known = events_that_hold(procedure)
        before = known.get(step)
        _unchanged(before, begin, end)
        proposed = _merged(known, step, begin, end)
        _possible(procedure, proposed)
        same = before is not None and fact_of(before) == proposed
        if before is not None and same and papers is None:
            return before
        against = () if same else _refusals(procedure, known, proposed)
        return _enter(
            deed, procedure, proposed, _Said(against, override_reason, papers=papers or Papers())
        )


def correct(
    actor: User,
    event: Event,
    begin: date | None,
    end: date | None,
    *,
    reason: str,
    override_reason: str = "",
    papers: Papers | None = None,
) -> Event:
    """Say anew when a step began and ended; without days it takes back what was told.

    What was told before stays in the history with the reason. Raises as :func:`tell`, and
    ``RefusedError`` when somebody corrected it meanwhile.
    """
    procedure, reason = event.procedure, reason.strip()
    with acting(actor, TELL, procedure.partnership) as deed:
        _reasoned(reason)
        procedure.refresh_from_db()
        known = events_that_hold(procedure)
        if known.get(event.step) != event:
            text = "Ktoś w tym czasie zmienił ten krok. Otwórz go jeszcze raz i sprawdź dni."
            raise RefusedError("", text)
        proposed = _ordered(event.step, begin, end)
        if fact_of(event) == proposed:
            raise RefusedError("begin", "Dni są takie same jak dotąd. Zmień je albo wróć.")
        _possible(procedure, proposed)
        others = {name: one for name, one in known.items() if name != event.step}
        against = _refusals(procedure, others, proposed)
        kept = papers or Papers(event.note, event.document)
        return _enter(deed, procedure, proposed, _Said(against, override_reason, reason, kept))


def _reasoned(reason: str) -> None:
    if not reason:
        raise RefusedError("reason", "Nie podano powodu. Napisz, skąd wiadomo o pomyłce.")
    if len(reason) > LONGEST_NOTE:
        text = f"Powód ma {len(reason)} znaków. Skróć go do {LONGEST_NOTE}."
        raise RefusedError("reason", text)


@dataclass(frozen=True)
class _Said:
    """How a fact is entered: against what, with what reasons and papers."""

    against: tuple[str, ...]
    override_reason: str
    reason: str = ""
    papers: Papers = Papers()


def _enter(deed: Deed, procedure: Procedure, proposed: Fact, said: _Said) -> Event:
    """Write the fact beside those it supersedes."""
    if not procedure.current:
        raise RefusedError("", "Ta procedura jest zakończona. Kroki odnotowuje się w bieżącej.")
    _possible_papers(procedure, said.papers)
    override = _override_reason(deed, said)
    before = procedure.events.filter(step=proposed.step, superseded=False).first()
    procedure.events.filter(step=proposed.step, superseded=False).update(superseded=True)
    event = Event.objects.create(
        procedure=procedure,
        step=proposed.step,
        begin=proposed.begin,
        end=proposed.end,
        note=said.papers.note.strip(),
        reason=said.reason,
        document=said.papers.document,
        entered_by=deed.actor,
    )
    verb = "procedure.correct" if said.reason else "procedure.tell"
    after = _plain(event) | ({"reason": said.reason} if said.reason else {})
    deed.log(verb, event, before=_plain(before) if before else {}, after=after)
    if override:
        refusals_seen = list(said.against)
        made = Override.objects.create(
            event=event,
            refusals=refusals_seen,
            reason=override,
            by=deed.actor,
            by_name=str(deed.actor)[:200],
        )
        deed.log("procedure.override", made, after={"refusals": refusals_seen, "reason": override})
    return event


def _override_reason(deed: Deed, said: _Said) -> str:
    """The reason of an override that is needed and allowed; empty when none is needed."""
    if not said.against:
        return ""
    reason = said.override_reason.strip()
    if not reason:
        raise AgainstRulesError(said.against)
    require(deed.actor, OVERRIDE, deed.partnership, today())
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        text = f"Uzasadnienie ma {len(reason)} znaków. Napisz od {SHORTEST_REASON} do "
        raise RefusedError("override_reason", f"{text}{LONGEST_REASON} znaków.")
    return reason


def _merged(known: dict[str, Event], step: str, begin: date | None, end: date | None) -> Fact:
    """What would be known of a step; days that cannot be are refused."""
    before = known.get(step)
    begin = begin or (before.begin if before else None)
    return _ordered(step, begin, end or (before.end if before else None))


def _ordered(step: str, begin: date | None, end: date | None) -> Fact:
    if begin and end and end < begin:
        text = f"Koniec ({end:%d.%m.%Y}) jest przed początkiem ({begin:%d.%m.%Y}). Popraw dni."
        raise RefusedError("end", text)
    return Fact(step, begin, end)


def _unchanged(before: Event | None, begin: date | None, end: date | None) -> None:
    """Refuse other days than those told before."""
    for field, word, new in (("begin", "Początek", begin), ("end", "Koniec", end)):
        old = getattr(before, field) if before else None
        if old and new and old != new:
            text = f"{word} tego kroku odnotowano już: {old:%d.%m.%Y}. Popraw go z podaniem powodu."
            raise RefusedError(field, text)


def _refusals(procedure: Procedure, known: dict[str, Event], proposed: Fact) -> tuple[str, ...]:
    _possible_step(procedure, proposed.step)
    facts = [fact_of(one) for one in known.values() if one.begin or one.end]
    optional = {one.id for one in steps(procedure.profile) if one.optional}
    taken = frozenset(optional - set(procedure.without))
    return refusals(procedure.profile, facts, proposed, today(), taken=taken)


def _possible(procedure: Procedure, fact: Fact) -> None:
    _possible_step(procedure, fact.step)
    for field, day in (("begin", fact.begin), ("end", fact.end)):
        if day and day > today():
            text = f"Dzień {day:%d.%m.%Y} jeszcze nie nadszedł. Odnotuj krok, gdy się wydarzy."
            raise RefusedError(field, text)
        if day and day < EARLIEST:
            text = f"Dzień {day:%d.%m.%Y} jest wcześniejszy niż powstanie gmin. Popraw rok."
            raise RefusedError(field, text)


def _possible_step(procedure: Procedure, step: str) -> None:
    try:
        step_of(procedure, step)
    except LookupError:
        text = f"Procedura „{procedure}” nie ma takiego kroku. Wybierz krok z planu."
        raise RefusedError("step", text) from None
    if step in procedure.without:
        text = "Ten krok pominięto w planie. Najpierw przywróć go w planie procedury."
        raise RefusedError("step", text)


def _possible_papers(procedure: Procedure, papers: Papers) -> None:
    if len(papers.note.strip()) > LONGEST_NOTE:
        text = f"Uwaga ma {len(papers.note.strip())} znaków. Skróć ją do {LONGEST_NOTE}."
        raise RefusedError("note", text)
    document = papers.document
    if document is not None and document.document.partnership_id != procedure.partnership_id:
        raise RefusedError("document", "Nie ma takiego dokumentu w tym partnerstwie.")


def _plain(event: Event) -> dict[str, str | None]:
    days = {"begin": told(event.begin), "end": told(event.end)}
    return {"step": event.step, **days, "note": event.note}
