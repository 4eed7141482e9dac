"""A meeting as its page shows it: points with papers and results, the vote that goes on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max, Prefetch
from django.urls import reverse

from terytoria.portal.accounts.models import User
from terytoria.portal.drafting.models import DraftVersion
from terytoria.portal.evidence.models import DiagnosisVersion
from terytoria.portal.meetings.domain.entitlement import Voter, present_at, voices_of, voters_of
from terytoria.portal.meetings.domain.quorum import quorum_of
from terytoria.portal.meetings.domain.tally import Quorum, Tally
from terytoria.portal.meetings.domain.voting import counted_now
from terytoria.portal.meetings.enums import (
    TAKES_PART,
    ItemState,
    MeetingState,
    NoticeKind,
    Presence,
    Value,
)
from terytoria.portal.meetings.models import AgendaItem, Decision, Meeting, Paper, Vote
from terytoria.portal.meetings.models.paper import Version
from terytoria.portal.partnerships.models import DocumentVersion

LOOKS = {
    "planned": "draft",
    "convened": "waiting",
    "open": "info",
    "closed": "closed",
    "cancelled": "error",
    "waiting": "draft",
    "voting": "info",
    "undecided": "warning",
    "decided": "success",
    "adopted": "success",
    "rejected": "error",
}
"""The kind of status by which a state is shown."""


@dataclass(frozen=True)
class PaperRow:
    """A paper: its name and the address where it can be read."""

    paper: Paper
    name: str
    url: str


@dataclass(frozen=True)
class ItemRow:
    """A point with everything that belongs to it."""

    item: AgendaItem
    papers: tuple[PaperRow, ...]
    decision: Decision | None

    @property
    def look(self) -> str:
        """The kind of status of the point."""
        return LOOKS[self.decision.outcome if self.decision else self.item.state]

    @property
    def word(self) -> str:
        """The state in words; the outcome of one decided."""
        one = self.decision
        return str(one.get_outcome_display() if one else self.item.get_state_display())

    @property
    def result(self) -> str:
        """The result with its rule, of a point that was voted on."""
        voting = self.item.state == ItemState.VOTING
        return Tally.from_json(self.item.tally).explain() if self.item.tally and not voting else ""


@dataclass(frozen=True)
class Voice:
    """One vote that the person may give: for whom, whether present, what was said so far."""

    voter: Voter
    present: bool
    said: str
    by_hand: bool

    @property
    def word(self) -> str:
        """The vote so far, in words."""
        return str(Value(self.said).label) if self.said else ""


@dataclass(frozen=True)
class Ballot:
    """The vote that goes on: the point, the count so far, the person's voices, who is silent."""

    item: AgendaItem
    tally: Tally
    voices: tuple[Voice, ...]
    silent: tuple[str, ...]

    @property
    def given(self) -> int:
        """How many votes were given."""
        return self.tally.present - self.tally.silent


@dataclass(frozen=True)
class Roll:
    """Presence: every voter with a mark, how many are here and how many are needed."""

    rows: tuple[tuple[str, str, str], ...]
    here: int
    quorum: Quorum

    @property
    def needed(self) -> int:
        """How many make a quorum."""
        return self.quorum.needed(len(self.rows))

    @property
    def quorate(self) -> bool:
        """Whether there is a quorum."""
        return self.here >= self.needed


def address_of(version: Version) -> str:
    """Where a kept version can be read."""
    if isinstance(version, DocumentVersion):
        document = version.document
        given = [document.partnership.slug, document.pk, version.number]
        return reverse("partnerships:download", args=given)
    if isinstance(version, DraftVersion):
        return reverse("drafting:kept", args=[version.text.partnership.slug, version.pk])
    room = "evidence" if isinstance(version, DiagnosisVersion) else "strategies"
    return reverse(f"{room}:version", args=[version.partnership.slug, version.number])


def rows_of(meeting: Meeting) -> tuple[ItemRow, ...]:
    """The agenda with papers and decisions."""
    about = ("diagnosis__partnership", "strategy__partnership", "document__document__partnership")
    papers = Paper.objects.select_related(*about, "draft__text__partnership").defer(
        "diagnosis__content", "strategy__content", "draft__content"
    )
    items = meeting.items.prefetch_related(Prefetch("papers", papers)).select_related("decision")
    return tuple(
        ItemRow(item, tuple(_papers(item.papers.all())), getattr(item, "decision", None))
        for item in items
    )


def _papers(papers: Iterable[Paper]) -> Iterable[PaperRow]:
    return (PaperRow(one, str(one), address_of(one.version)) for one in papers)


def roll_of(meeting: Meeting) -> Roll:
    """Presence as it is noted."""
    marks = dict(meeting.attendance.values_list("voter", "presence"))
    rows = tuple(_mark(one, marks.get(one.key)) for one in voters_of(meeting))
    here = sum(look == "success" for _, _, look in rows)
    return Roll(rows, here, quorum_of(meeting))


def _mark(voter: Voter, mark: str | None) -> tuple[str, str, str]:
    word = str(Presence(mark).label) if mark else "nie zaznaczono"
    return voter.label, word, "success" if mark in TAKES_PART else "closed"


def ballot_of(user: User, meeting: Meeting) -> Ballot | None:
    """The vote that goes on in a meeting; ``None`` when there is none."""
    item = meeting.items.filter(state=ItemState.VOTING).first()
    if item is None:
        return None
    votes = {one.voter: one for one in item.votes.filter(round=item.round)}
    present, mine = set(present_at(meeting)), voices_of(user, meeting)
    voters = voters_of(meeting)
    here = [one for one in voters if one.key in present]
    voices = tuple(
        _voice(one, one in here, votes.get(one.key)) for one in voters if one.key in mine
    )
    silent = tuple(one.label for one in here if one.key not in votes)
    return Ballot(item, counted_now(item), voices, silent)


def _voice(voter: Voter, present: bool, vote: Vote | None) -> Voice:
    said = vote.value if vote else ""
    return Voice(voter, present, said, by_hand=vote is not None and vote.by_hand)


def letters_of(meeting: Meeting) -> tuple[int, int]:
    """Letters of the last notice that left, and all of them; zeros before the first."""
    kept = meeting.notices.filter(kind=NoticeKind.CONVENED)
    last = kept.aggregate(last=Max("sequence"))["last"]
    sent = kept.filter(sequence=last)
    return sent.exclude(sent_at=None).count(), sent.count()


def outdated(meeting: Meeting) -> bool:
    """Whether a convened meeting changed after its last notice."""
    last = meeting.notices.aggregate(last=Max("sequence"))["last"]
    return meeting.state == MeetingState.CONVENED and last is not None and last < meeting.sequence
