"""A partnership with a record of every kind, each text of which carries a mark."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from terytoria.portal.accounts.models import User
from terytoria.portal.evidence.models import DiagnosisVersion, OwnEvidence, Verdict
from terytoria.portal.meetings.domain.tally import Quorum, count
from terytoria.portal.meetings.enums import (
    Body,
    ItemState,
    Majority,
    MeetingState,
    Outcome,
    Share,
    Value,
)
from terytoria.portal.meetings.models import AgendaItem, Decision, Meeting
from terytoria.portal.partnerships.enums import DocumentKind, Role
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.planner.models import Task
from terytoria.portal.publishing.models import Release
from terytoria.portal.strategies.domain.freezing import freeze
from terytoria.portal.strategies.domain.removing import citing, fingerprint, remove
from terytoria.portal.strategies.enums import Kind
from terytoria.portal.strategies.interfaces.addresses import SLUGS
from terytoria.portal.strategies.models import Challenge, Citation, Direction, Goal, Project, Target
from terytoria.portal.workshops.enums import Place
from terytoria.portal.workshops.enums import State as WorkshopState

MARK = "Zastrzezone7"
"""Stands in every text of the partnership."""
DOCUMENT = f"%PDF-1.7 {MARK}".encode()
MEMBERS = ("0201011", "0201023", "0201032")
Arguments = dict[str, list[Mapping[str, Any]]]


def marked(what: str) -> str:
    """A text with the mark."""
    return f"{MARK} {what}"


def fill(partnership: Partnership, owner: User, version: DiagnosisVersion) -> Arguments:
    """Put a record of every kind into a partnership; says which arguments lead to them."""
    partnership.name, partnership.purpose = marked("nazwa"), marked("cel")
    partnership.short_name = marked("skrót")
    partnership.save()
    return {
        **_of_partnership(partnership, owner),
        **_of_evidence(partnership, owner, version),
        **_of_strategy(partnership, owner, version),
        **_of_workshops(partnership, owner),
        **_of_meetings(partnership, version),
        **_of_tasks(partnership, owner),
    }


def _of_partnership(partnership: Partnership, owner: User) -> Arguments:
    day = timezone.localdate()
    document = partnership.documents.create(
        title=marked("dokument"),
        kind=DocumentKind.OTHER,
        author=marked("autor"),
        publisher=marked("wydawca"),
        created_on=day,
    )
    kept = document.versions.model(
        document=document,
        number=1,
        media_type="application/pdf",
        size=len(DOCUMENT),
        sha256=hashlib.sha256(DOCUMENT).hexdigest(),
        note=marked("uwaga"),
    )
    kept.file.save("tajny.pdf", ContentFile(DOCUMENT), save=False)
    kept.save()
    invitation = partnership.invitations.create(
        email=f"{MARK}@example.org",
        role=Role.EXPERT,
        token_hash="0" * 64,
        expires_at=timezone.now() + timedelta(days=3),
    )
    external = partnership.externals.create(name=marked("partner"), role="doradztwo", since=day)
    members = list(partnership.members.order_by("pk"))
    ending = members[-1]
    ending.until = day + timedelta(days=40)
    ending.save()
    assignment = partnership.people.get(user=owner)
    records = {
        "leave": members[1],
        "replace": members[1],
        "correct": ending,
        "end_role": assignment,
        "revoke": invitation,
        "end_external": external,
        "document": document,
        "edit_document": document,
        "add_version": document,
    }
    found: Arguments = {
        f"partnerships:{name}": [{"record": one.pk}] for name, one in records.items()
    }
    found["partnerships:download"] = [{"record": document.pk, "number": 1}]
    found["partnerships:ending"] = [{"ending": "csv"}, {"ending": "jsonl"}]
    found["partnerships:token"] = [{"token": "nie-ma-takiego"}]
    return found


def _of_evidence(partnership: Partnership, owner: User, version: DiagnosisVersion) -> Arguments:
    findings = list(version.findings.all())
    Verdict.objects.create(finding=findings[0], choice="accepted", reason=marked("powód"), by=owner)
    own = OwnEvidence(
        partnership=partnership,
        title=marked("badanie"),
        kind="document",
        source=marked("źródło"),
        note=marked("uwaga"),
        vintage=timezone.localdate(),
        media_type="application/pdf",
        sha256=hashlib.sha256(DOCUMENT).hexdigest(),
        by=owner,
    )
    own.file.save("tajny.pdf", ContentFile(DOCUMENT), save=False)
    own.save()
    return {
        "evidence:number": [{"number": version.number}],
        "evidence:finding": [{"pk": one.pk} for one in findings],
        "evidence:pk": [{"pk": own.pk}],
    }


def _of_strategy(partnership: Partnership, owner: User, version: DiagnosisVersion) -> Arguments:
    told = {"partnership": partnership, "text": marked("opis")}
    challenge = Challenge.objects.create(title=marked("wyzwanie"), **told)
    finding = version.findings.all()[0]
    Citation.objects.create(challenge=challenge, finding=finding)
    goal = Goal.objects.create(title=marked("cel"), **told)
    goal.answers.add(challenge)
    direction = Direction.objects.create(title=marked("kierunek"), goal=goal, **told)
    project = Project.objects.create(
        partnership=partnership, title=marked("projekt"), scope=marked("zakres"), lead="0201011"
    )
    project.serves.add(direction)
    target = Target.objects.create(
        partnership=partnership,
        goal=goal,
        own_name=marked("miernik"),
        unit="osoby",
        wanted="up",
        target_year=2030,
        target_value=5.0,
    )
    gone = Goal.objects.create(title=marked("usunięty"), **told)
    remove(owner, gone, fingerprint(gone, citing(gone)))
    for note in ("pierwsza", "druga"):
        freeze(owner, partnership, marked(note))
        goal.title += "!"
        goal.save()
    items = (challenge, goal, direction, project, target, gone)
    of_items = [{"kind": SLUGS[one.kind], "pk": one.pk} for one in items]
    return {
        "strategies:number": [{"number": 1}, {"number": 2}],
        "strategies:kind": [{"kind": SLUGS[kind]} for kind in Kind if kind in SLUGS],
        "strategies:kind+pk": of_items,
        "strategies:check_target": [{"pk": target.pk}],
        "strategies:recite": [{"pk": challenge.pk, "source": "finding", "number": finding.pk}],
    }


def _of_workshops(partnership: Partnership, owner: User) -> Arguments:
    told = {
        "question": marked("pytanie"),
        "place": marked("sala"),
        "starts_at": timezone.now(),
        "agenda": [[15, marked("punkt")]],
    }
    made, notes = [], []
    for state in WorkshopState:
        title = marked(f"warsztat {state}")
        workshop = partnership.workshops.create(title=title, state=state, **told)
        if state is not WorkshopState.PLANNED:
            workshop.opened_at = timezone.now()
            workshop.code = "abcdef" if state is WorkshopState.OPEN else None
            workshop.closed_at = None if workshop.code else timezone.now()
            workshop.save()
        goal = marked("cel z warsztatu")
        trunk = workshop.notes.create(text=marked("pień"), place=Place.CHALLENGE, goal=goal)
        cause = workshop.notes.create(text=marked("skąd"), place=Place.CAUSE, under=trunk)
        same = workshop.notes.create(text=marked("to samo"), merged=cause)
        hidden = workshop.notes.create(text=marked("ukryta"), hidden=True)
        made.append(workshop)
        notes.append((workshop, (trunk, cause, same, hidden)))
    pairs = [
        {"record": workshop.pk, "number": note.pk} for workshop, some in notes for note in some
    ]
    return {
        "workshops:record": [{"record": one.pk} for one in made],
        "workshops:number+record": pairs,
    }


def _of_meetings(partnership: Partnership, version: DiagnosisVersion) -> Arguments:
    start, meetings, items = timezone.now(), [], []
    for state in MeetingState:
        meeting = Meeting.objects.create(
            partnership=partnership,
            body=Body.COUNCIL,
            title=marked(f"spotkanie {state}"),
            place=marked("miejsce"),
            starts_at=start + timedelta(days=len(meetings)),
            ends_at=start + timedelta(days=len(meetings), hours=1),
            state=state,
        )
        voting = state is MeetingState.OPEN
        item = AgendaItem.objects.create(
            meeting=meeting,
            position=1,
            title=marked("punkt"),
            text=marked("opis"),
            proposal=marked("projekt"),
            majority=Majority.SIMPLE,
            state=ItemState.VOTING if voting else ItemState.WAITING,
            round=int(voting),
        )
        meetings.append(meeting)
        items.append(item)
    quorum = Quorum(Share.HALF, marked("podstawa"), start.date())
    counted = count(MEMBERS, MEMBERS, dict.fromkeys(MEMBERS, Value.FOR), quorum, Majority.SIMPLE)
    attached = items[0].papers.create(diagnosis=version)
    decisions = [
        Decision.objects.create(
            partnership=partnership,
            item=items[2 + ordinal],
            body=Body.COUNCIL,
            year=2026,
            ordinal=ordinal,
            title=marked("uchwała"),
            text=marked("treść"),
            outcome=Outcome.ADOPTED,
            tally={**counted.to_json(), "voters": []},
            adopted_at=start,
        )
        for ordinal in (1, 2)
    ]
    release = Release.objects.create(decision=decisions[0])
    pairs = list(zip(meetings, items, strict=True))
    return {
        "meetings:record": [{"record": one.pk} for one in meetings],
        "meetings:item+record": [{"record": one.pk, "item": item.pk} for one, item in pairs],
        "meetings:take_paper": [
            {"record": meetings[0].pk, "item": items[0].pk, "paper": attached.pk}
        ],
        "meetings:ordinal+year": [{"year": 2026, "ordinal": 1}],
        "publishing:release": [{"record": decisions[1].pk}],
        "publishing:record": [{"record": release.pk}],
    }


def _of_tasks(partnership: Partnership, owner: User) -> Arguments:
    day, made = timezone.localdate(), []
    for title, due, who in (("zadanie", 3, owner), ("niczyje", 5, None)):
        made.append(
            Task.objects.create(
                partnership=partnership,
                title=marked(title),
                text=marked("opis"),
                owner=who,
                due=day + timedelta(days=due),
                created_by=owner,
            )
        )
    done = {"state": "done", "done_at": timezone.now(), "done_by": owner}
    made.append(Task.objects.create(partnership=partnership, title=marked("x"), due=day, **done))
    return {
        "planner:record": [{"record": one.pk} for one in made],
        "planner:token": [{"token": "nie-ma-takiego"}],
    }
