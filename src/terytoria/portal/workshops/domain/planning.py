"""Planning a workshop, opening it, closing it."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.domain.acting import RefusedError, acting
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.workshops.domain.ground import workshop_now
from terytoria.portal.workshops.enums import State
from terytoria.portal.workshops.models import Workshop
from terytoria.portal.workshops.models.workshop import LASTS
from terytoria.portal.workshops.rules import RUN

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters of codes: none that is read as another."""
LENGTH = 6
MOST_POINTS, MOST_MINUTES, MOST_DOTS = 20, 480, 10
CHANGED = (
    "Ktoś zmienił plan w międzyczasie. Skopiuj swój tekst, otwórz stronę jeszcze raz "
    "i wpisz go ponownie."
)


@dataclass(frozen=True)
class Plan:
    """What a workshop is about and how it goes; the agenda is of pairs (minutes, text)."""

    title: str
    question: str
    place: str
    starts_at: datetime
    agenda: tuple[tuple[int, str], ...]
    dots: int


def agenda_of(text: str) -> tuple[tuple[int, str], ...]:
    """Points from lines of minutes and words; raises ``RefusedError``.

    >>> agenda_of("15 Powitanie\\n\\n 40 min Karteczki ")
    ((15, 'Powitanie'), (40, 'Karteczki'))
    """
    found = []
    for line in filter(str.strip, text.splitlines()):
        minutes, _, words = line.strip().partition(" ")
        words = words.strip().removeprefix("min").lstrip(". ").strip()
        known = minutes.isascii() and minutes.isdigit() and len(minutes) < 4
        if not known or not words or not 1 <= int(minutes) <= MOST_MINUTES:
            told = line.strip()[:60]
            example = "Zacznij ją od liczby minut, na przykład: 15 Powitanie."
            raise RefusedError("agenda", f"Nie rozumiem linii „{told}”. {example}")
        found.append((int(minutes), words[:200]))
    if len(found) > MOST_POINTS:
        raise RefusedError("agenda", f"Plan ma więcej niż {MOST_POINTS} punktów. Połącz niektóre.")
    return tuple(found)


def plan(actor: User, partnership: Partnership, asked: Plan) -> Workshop:
    """Plan a workshop."""
    _check(asked)
    with acting(actor, RUN, partnership) as deed:
        made = Workshop.objects.create(partnership=deed.partnership, **asdict(asked))
        deed.log("workshop.plan", made, after=_told(asked))
    return made


def edit(actor: User, workshop: Workshop, asked: Plan, version: int) -> Workshop:
    """Change the plan seen in ``version``; not of a workshop that is closed."""
    _check(asked)
    with acting(actor, RUN, workshop.partnership) as deed:
        found = workshop_now(deed, workshop, State.PLANNED, State.OPEN)
        if found.version != version:
            raise RefusedError("", CHANGED)
        if found.state == State.OPEN and asked.dots < found.dots:
            text = "Uczestnicy mogli już rozdać swoje kropki. Liczbę można teraz tylko zwiększyć."
            raise RefusedError("dots", text)
        before = {name: getattr(found, name) for name in asdict(asked)}
        for name, value in asdict(asked).items():
            setattr(found, name, value)
        found.version += 1
        found.save()
        deed.log("workshop.edit", found, {**before, "starts_at": str(before["starts_at"])},
                 _told(asked))  # fmt: skip
    return found


def remove(actor: User, workshop: Workshop) -> None:
    """Remove a workshop that was not opened yet."""
    with acting(actor, RUN, workshop.partnership) as deed:
        found = workshop_now(deed, workshop, State.PLANNED)
        deed.log("workshop.remove", found, before={"title": found.title})
        found.delete()


def open_workshop(actor: User, workshop: Workshop) -> Workshop:
    """Open the door: from now on the code lets people in."""
    with acting(actor, RUN, workshop.partnership) as deed:
        found = workshop_now(deed, workshop, State.PLANNED)
        found.state, found.opened_at = State.OPEN, timezone.now()
        _give_code(found)
        deed.log("workshop.open", found)
    return found


def close_workshop(actor: User, workshop: Workshop) -> Workshop:
    """Close the door: the code ends, votes are final, and what told browsers apart is deleted."""
    with acting(actor, RUN, workshop.partnership) as deed:
        found = workshop_now(deed, workshop, State.OPEN)
        found.state, found.closed_at, found.code = State.CLOSED, timezone.now(), None
        _forget(found)
        deed.log("workshop.close", found, after={"people": found.people})
    return found


def forget_browsers() -> int:
    """Delete what told browsers apart in workshops whose code ended unclosed; how many."""
    with transaction.atomic():
        late = Workshop.objects.select_for_update().filter(
            state=State.OPEN, opened_at__lte=timezone.now() - LASTS
        )
        found = [one for one in late if one.ballots.exists()]
        for one in found:
            _forget(one)
    return len(found)


def _forget(workshop: Workshop) -> None:
    """Save with the number of people, and delete their ballots."""
    workshop.people += workshop.ballots.count()
    workshop.save()
    workshop.ballots.all().delete()


def _give_code(workshop: Workshop) -> None:
    """Save with a code that no open workshop has."""
    for _ in range(20):
        workshop.code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        try:
            with transaction.atomic():
                workshop.save()
        except IntegrityError:
            continue
        return
    raise RefusedError("", "Nie udało się nadać kodu. Spróbuj jeszcze raz.")


def _check(asked: Plan) -> None:
    if not 1 <= asked.dots <= MOST_DOTS:
        raise RefusedError("dots", f"Podaj od 1 do {MOST_DOTS} kropek na osobę.")
    for name in ("title", "question"):
        if not getattr(asked, name).strip():
            raise RefusedError(name, "Pole jest puste. Wpisz tekst.")


def _told(asked: Plan) -> dict[str, Any]:
    return {**asdict(asked), "starts_at": asked.starts_at.isoformat()}
