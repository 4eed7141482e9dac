"""The minutes of a meeting as a Document, from what was recorded."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils import timezone

from terytoria.documents.model import (
    Block,
    BulletList,
    Column,
    CoverInfo,
    Document,
    Heading,
    NumberedList,
    Paragraph,
    Run,
    Table,
)
from terytoria.documents.writers.docx import write_docx
from terytoria.documents.writers.pdf import PdfError, write_pdf
from terytoria.language.dates import date_pl
from terytoria.portal.meetings.domain.entitlement import voters_of
from terytoria.portal.meetings.domain.minutes import Files
from terytoria.portal.meetings.domain.quorum import quorum_of
from terytoria.portal.meetings.domain.tally import Tally
from terytoria.portal.meetings.enums import TAKES_PART, ItemState, Presence, Value
from terytoria.portal.meetings.interfaces.calendar import where
from terytoria.portal.meetings.models import AgendaItem, Decision, Meeting
from terytoria.portal.partnerships.domain.acting import RefusedError

_DOTS = "…" * 16
_LACKING = re.compile(r'the text `"(.+?)"` could not be displayed')


def write_minutes(meeting: Meeting) -> Files:
    """The minutes in both formats.

    Raises :class:`RefusedError` for a letter that the typeface of documents does not have.
    """
    made = build_minutes(meeting)
    try:
        return Files(write_pdf(made), write_docx(made), meeting.version)
    except PdfError as problem:
        lacking = _LACKING.search(str(problem))
        if lacking is None:
            raise
        text = f"Pismo dokumentu nie ma znaku „{lacking[1]}”. Usuń go z treści punktów i przebiegu."
        raise RefusedError("note", text) from problem


def build_minutes(meeting: Meeting) -> Document:
    """Presence, quorum, agenda, papers, the course, votes by name, decisions; no tasks."""
    day = date_pl(meeting.day)
    partnership = meeting.partnership
    return Document(
        title=f"Protokół: {_line(meeting.title)}",
        subtitle=_line(partnership.name),
        publisher=_line(partnership.name),
        date=meeting.day,
        keywords=("protokół", str(meeting.get_body_display())),
        summary=f"Protokół spotkania: {meeting.get_body_display()}, {day}.",
        synthetic=_synthetic(meeting),
        front=CoverInfo(
            str(meeting.get_body_display()),
            (("Miejsce", _line(where(meeting))),),
        ),
        blocks=tuple(_blocks(meeting)),
        notes=("Protokół powstał z zapisów prowadzonych w czasie spotkania w portalu Terytoria.",),
    )


def _blocks(meeting: Meeting) -> Iterator[Block]:
    items = list(meeting.items.all())
    yield Heading(1, "Protokół spotkania", "protokol", numbered=False)
    yield BulletList(tuple(_runs(label, text) for label, text in _facts(meeting)))
    yield from _presence(meeting)
    yield Heading(2, "Porządek obrad", "porzadek", numbered=False)
    if items:
        yield NumberedList(tuple((Run(_line(one.title)),) for one in items))
    yield Heading(2, "Przebieg", "przebieg", numbered=False)
    for item in items:
        yield from _course(item)
    yield from _decisions(meeting)
    yield Heading(2, "Podpisy", "podpisy", numbered=False)
    yield Paragraph(_runs("Prowadzący", f"{_line(meeting.led_by)} {_DOTS}".strip()))
    yield Paragraph(_runs("Protokół sporządził(a)", _DOTS))


def _facts(meeting: Meeting) -> Iterator[tuple[str, str]]:
    yield "Kto się spotkał", f"{meeting.get_body_display()}, {_line(meeting.partnership.name)}"
    begins, ends = (timezone.localtime(one) for one in (meeting.starts_at, meeting.ends_at))
    yield "Termin", f"{date_pl(meeting.day)}, godz. {begins:%H:%M}–{ends:%H:%M}"
    for label, at in (("Otwarto", meeting.opened_at), ("Zamknięto", meeting.closed_at)):
        if at is not None:
            local = timezone.localtime(at)
            yield label, f"{date_pl(local.date())}, godz. {local:%H:%M}"
    yield "Miejsce", _line(where(meeting))
    if meeting.led_by:
        yield "Prowadzący", _line(meeting.led_by)


def _presence(meeting: Meeting) -> Iterator[Block]:
    yield Heading(2, "Obecność i kworum", "obecnosc", numbered=False)
    voters, quorum = voters_of(meeting), quorum_of(meeting)
    noted = dict(meeting.attendance.values_list("voter", "presence"))
    here = sum(noted.get(one.key) in TAKES_PART for one in voters)
    needed = quorum.needed(len(voters))
    verdict = "Kworum było." if here >= needed else "Kworum nie było."
    yield _said(
        f"Obecnych: {here} z {len(voters)} uprawnionych do głosowania. Kworum: "
        f"{quorum.share.label} (tu: {needed}). {verdict}"
    )
    yield _said(f"Podstawa (stan na {date_pl(quorum.as_of)}): {_line(quorum.basis)}")
    rows = tuple((_line(one.label), _presence_of(noted.get(one.key))) for one in voters)
    if rows:
        columns = (Column("Uprawniony"), Column("Obecność"))
        yield Table("obecni", "Lista obecności", columns, rows)


def _course(item: AgendaItem) -> Iterator[Block]:
    yield Heading(3, _line(str(item)), f"punkt-{item.pk}", numbered=False)
    yield from _paragraphs(item.text)
    papers = tuple((Run(_line(str(one))),) for one in item.papers.all())
    if papers:
        yield _said("Materiały:")
        yield BulletList(papers)
    yield from _paragraphs(item.note)
    if item.state in (ItemState.DECIDED, ItemState.UNDECIDED):
        yield from _vote(item)
    elif item.voted:
        yield _said("Punktu nie poddano pod głosowanie.")
    elif not item.text and not item.note and not papers:
        yield _said("Bez uwag.")


def _vote(item: AgendaItem) -> Iterator[Block]:
    yield Paragraph(_runs("Pod głosowanie poddano", _line(item.proposal)))
    yield _said(Tally.from_json(item.tally).explain())
    decision = Decision.objects.filter(item=item).first()
    if decision is not None:
        outcome = f"{decision.get_outcome_display()}, decyzja nr {decision.number}"
        about = f" ({_line(decision.about_name)})" if decision.about_name else ""
        yield Paragraph(_runs("Wynik", f"{outcome}{about}."))
    rows = tuple(
        (
            _line(one["label"]),
            str(Value(one["value"]).label) if one["value"] else "–",
            (_line(one["by"]) or "–") + (" (wpisał głos)" if one["by_hand"] else ""),
        )
        for one in item.tally["voters"]
    )
    if rows:
        columns = (Column("Uprawniony"), Column("Głos"), Column("Kto oddał głos"))
        caption = f"Głosowanie imienne: {_line(item.title)}"
        yield Table(f"glosy-{item.pk}", caption, columns, rows)


def _decisions(meeting: Meeting) -> Iterator[Block]:
    found = Decision.objects.filter(item__meeting=meeting).order_by("year", "ordinal")
    yield Heading(2, "Decyzje", "decyzje", numbered=False)
    rows = tuple(
        (one.number, _line(one.title), one.get_outcome_display(), _line(one.about_name) or "–")
        for one in found.select_related(
            "diagnosis", "strategy", "document__document", "draft__text"
        )
    )
    if not rows:
        yield _said("Na spotkaniu nie podjęto decyzji.")
        return
    heads = (Column("Numer", kind="code"), *map(Column, ("Sprawa", "Wynik", "Czego dotyczy")))
    yield Table("decyzje-tabela", "Decyzje podjęte na spotkaniu", heads, rows)


def _presence_of(mark: str | None) -> str:
    return str(Presence(mark or Presence.ABSENT).label)


def _synthetic(meeting: Meeting) -> bool:
    papers = (one for item in meeting.items.all() for one in item.papers.all())
    return any(one.diagnosis is not None and one.diagnosis.synthetic for one in papers)


def _paragraphs(text: str) -> Iterator[Paragraph]:
    yield from (_said(_line(one)) for one in text.splitlines() if _line(one))


def _said(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def _runs(label: str, text: str) -> tuple[Run, ...]:
    return Run(f"{label}: ", bold=True), Run(text)


def _line(text: str) -> str:
    """A text on one line, without control characters."""
    kept = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(kept.split())
