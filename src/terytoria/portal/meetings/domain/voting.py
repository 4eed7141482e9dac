"""Verbs of a meeting that goes on: presence, votes and what they decide.

Every verb holds the lock of the partnership, so that a vote given at the moment when the voting
closes is either counted or refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Max
from django.utils import timezone

from terytoria.portal.accounts.models import User
from terytoria.portal.meetings.domain.entitlement import present_at, voices_of, voters_of
from terytoria.portal.meetings.domain.ground import item_now, meeting_now, require_running
from terytoria.portal.meetings.domain.quorum import quorum_of
from terytoria.portal.meetings.domain.tally import Tally, count
from terytoria.portal.meetings.enums import (
    TAKES_PART,
    ItemState,
    Majority,
    Outcome,
    Presence,
    Value,
)
from terytoria.portal.meetings.models import AgendaItem, Decision, Meeting, Vote
from terytoria.portal.meetings.models.paper import KINDS
from terytoria.portal.meetings.rules import ENTER, RUN, VOTE
from terytoria.portal.partnerships.domain.acting import Deed, RefusedError, acting


def mark_attendance(actor: User, meeting: Meeting, marks: Mapping[str, Presence]) -> None:
    """Note how voters take part; those not named stay as they were.

    Nobody who has a vote in a voting under way is made absent before it closes.
    """
    with acting(actor, RUN, meeting.partnership) as deed:
        found = meeting_now(deed, meeting)
        require_running(found)
        labels = {one.key: one.label for one in voters_of(found)}
        if strangers := marks.keys() - labels.keys():
            names = ", ".join(sorted(strangers))
            raise RefusedError("", f"Bez prawa głosu w tym spotkaniu: {names}. Odśwież stronę.")
        before = dict(found.attendance.values_list("voter", "presence"))
        after = {key: mark for key, mark in marks.items() if before.get(key) != mark}
        _keep_voters_here(found, after, labels)
        for key, mark in after.items():
            kept = {"label": labels[key], "presence": mark}
            found.attendance.update_or_create(voter=key, defaults=kept)
        if after:
            old = {key: before.get(key) for key in after}
            deed.log("attendance.mark", found, old, after)


def open_vote(actor: User, item: AgendaItem) -> AgendaItem:
    """Begin a voting on a point; one at a time, and only with a quorum."""
    with acting(actor, RUN, item.meeting.partnership) as deed:
        found = item_now(deed, item)
        require_running(found.meeting)
        if not found.voted or found.settled:
            text = f"Tego punktu nie można poddać pod głosowanie: {found.get_state_display()}."
            raise RefusedError("", text + " Odśwież stronę.")
        other = found.meeting.items.filter(state=ItemState.VOTING).first()
        if other is not None:
            raise RefusedError("", f"Trwa głosowanie w punkcie {other}. Najpierw je zamknij.")
        expected = counted_now(found)
        if not expected.quorate:
            raise RefusedError("", _no_quorum(expected))
        before, found.state = found.state, ItemState.VOTING
        found.round += 1
        found.version += 1
        found.save(update_fields=["state", "round", "version"])
        after = {"state": found.state, "round": found.round, "proposal": found.proposal}
        deed.log("vote.open", found, {"state": before}, after)
    return found


def cast_vote(actor: User, item: AgendaItem, value: Value, voter: str = "") -> Vote:
    """Vote for the unit one represents (``voter``, needed when there are several) or for oneself.

    The vote can be changed until the voting closes; the log keeps what it was.
    """
    with acting(actor, VOTE, item.meeting.partnership) as deed:
        found = _under_vote(deed, item)
        voices = voices_of(actor, found.meeting)
        chosen = voter or (voices[0] if len(voices) == 1 else "")
        if chosen not in voices:
            reason = (
                "wskaż, w czyim imieniu głosujesz" if voices and not voter else "nie masz głosu"
            )
            text = f"Nie przyjęliśmy głosu: {reason} w tym spotkaniu. Zapytaj prowadzącego."
            raise RefusedError("voter", text)
        return _put(deed, found, chosen, Value(value), by_hand=False)


def enter_votes(actor: User, item: AgendaItem, values: Mapping[str, Value]) -> tuple[Vote, ...]:
    """Write down a show of hands: the value of each voter, and who wrote it.

    A vote that a representative gave in person is theirs to change: it is refused here.
    """
    with acting(actor, ENTER, item.meeting.partnership) as deed:
        found = _under_vote(deed, item)
        given = found.votes.filter(round=found.round, by_hand=False, voter__in=values)
        own = ", ".join(given.values_list("label", flat=True))
        if own:
            text = f"Głos oddali już sami: {own}. Odśwież stronę; pozostałe wpisz jeszcze raz."
            raise RefusedError("", text)
        return tuple(
            _put(deed, found, voter, Value(value), by_hand=True) for voter, value in values.items()
        )


def close_vote(actor: User, item: AgendaItem) -> AgendaItem:
    """End the voting and count it; with a quorum it makes a decision, without one none."""
    with acting(actor, RUN, item.meeting.partnership) as deed:
        found = _under_vote(deed, item)
        result = counted_now(found)
        found.tally = {**result.to_json(), "voters": _roll(found)}
        found.state = ItemState.DECIDED if result.quorate else ItemState.UNDECIDED
        found.version += 1
        found.save(update_fields=["tally", "state", "version"])
        deed.log("vote.close", found, {"state": ItemState.VOTING}, {"tally": found.tally})
        if result.outcome is not None:
            made = _decide(deed, found, result.outcome)
            after = {"number": made.number, "outcome": made.outcome, "text": made.text}
            deed.log("decision.make", made, after=after)
    return found


def counted_now(item: AgendaItem) -> Tally:
    """The votes of the current round as they are, over those entitled and present now.

    Before a round and after it there are none. Who turned out not to have been entitled on the
    day of the meeting, because a membership was ended with an earlier date, does not count.
    """
    entitled = {one.key for one in voters_of(item.meeting)}
    here = entitled.intersection(present_at(item.meeting))
    votes = item.votes.filter(round=item.round, voter__in=here).values_list("voter", "value")
    voting = item.state == ItemState.VOTING
    return count(
        entitled,
        here,
        {voter: Value(value) for voter, value in votes} if voting else {},
        quorum_of(item.meeting),
        Majority(item.majority),
    )


def _under_vote(deed: Deed, item: AgendaItem) -> AgendaItem:
    found = item_now(deed, item)
    require_running(found.meeting)
    if found.state != ItemState.VOTING:
        text = f"Głosowanie w tym punkcie teraz nie trwa ({found.get_state_display()}). "
        raise RefusedError("", text + "Tego głosu nie zapisaliśmy; odśwież stronę.")
    return found


def _put(deed: Deed, item: AgendaItem, voter: str, value: Value, *, by_hand: bool) -> Vote:
    noted = item.meeting.attendance.filter(voter=voter, presence__in=TAKES_PART).first()
    if noted is None:
        label = {one.key: one.label for one in voters_of(item.meeting)}.get(voter, voter)
        text = f"{label}: brak na liście obecnych. Zgłoś obecność prowadzącemu i zagłosuj."
        raise RefusedError("voter", text)
    before = item.votes.filter(round=item.round, voter=voter).first()
    by = {"by": deed.actor, "by_label": str(deed.actor)[:200], "by_hand": by_hand}
    made, _new = item.votes.update_or_create(
        round=item.round,
        voter=voter,
        defaults={"value": value, "label": noted.label, **by},
    )
    old = {"value": before.value, "by_hand": before.by_hand} if before else None
    after = {"voter": noted.label, "value": value, "by_hand": by_hand, "round": item.round}
    deed.log("vote.enter" if by_hand else "vote.cast", made, old, after)
    return made


def _decide(deed: Deed, item: AgendaItem, outcome: Outcome) -> Decision:
    """The decision of a closed vote, with the next number of the year of the meeting."""
    year = item.meeting.day.year
    own = Decision.objects.filter(partnership=deed.partnership, year=year)
    about = item.papers.filter(subject=True).first()
    return Decision.objects.create(
        partnership=deed.partnership,
        item=item,
        body=item.meeting.body,
        year=year,
        ordinal=(own.aggregate(last=Max("ordinal"))["last"] or 0) + 1,
        title=item.title,
        text=item.proposal,
        outcome=outcome,
        tally=item.tally,
        adopted_at=timezone.now(),
        **({kind: getattr(about, kind) for kind in KINDS} if about else {}),
    )


def _roll(item: AgendaItem) -> list[dict[str, Any]]:
    """Every voter by name: presence and vote, as they were when the voting closed."""
    here = dict(item.meeting.attendance.values_list("voter", "presence"))
    votes = {one.voter: one for one in item.votes.filter(round=item.round)}
    return [
        {
            "voter": one.key,
            "label": one.label,
            "presence": here.get(one.key, Presence.ABSENT),
            "value": votes[one.key].value if one.key in votes else None,
            "by": votes[one.key].by_label if one.key in votes else "",
            "by_hand": one.key in votes and votes[one.key].by_hand,
        }
        for one in voters_of(item.meeting)
    ]


def _keep_voters_here(
    meeting: Meeting, marks: Mapping[str, Presence], labels: Mapping[str, str]
) -> None:
    gone = {key for key, mark in marks.items() if mark not in TAKES_PART}
    voting = meeting.items.filter(state=ItemState.VOTING).first()
    if voting is None or not gone:
        return
    cast = voting.votes.filter(round=voting.round, voter__in=gone)
    names = ", ".join(labels[key] for key in cast.values_list("voter", flat=True))
    if names:
        text = f"W trwającym głosowaniu głos już mają: {names}. Najpierw zamknij głosowanie."
        raise RefusedError("", text)


def _no_quorum(expected: Tally) -> str:
    return (
        f"Nie ma kworum: obecnych jest {expected.present} z {expected.entitled} uprawnionych, "
        f"a potrzeba {expected.needed}. Zaznacz obecnych albo zwołaj spotkanie ponownie."
    )
