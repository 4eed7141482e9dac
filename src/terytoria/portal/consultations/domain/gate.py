"""Keeping machines out without a third party, a script or a cookie.

A form carries a signed token: which consultation, when it was given, and a random part. There is
no session behind the form, so a forged request could do nothing that its sender could not do alone;
the token stands instead of a cookie. Whoever looks like a machine (a filled trap, too quick, too
old, too often) is asked a sum in words; nobody who answers it is turned away, but for a bound per
hour.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from terytoria.portal.consultations.domain.places import Aim
from terytoria.portal.consultations.models import Consultation, Knock, Salt
from terytoria.portal.partnerships.domain.acting import today

QUICKEST, OLDEST = 3, 24 * 3600
"""Seconds between the giving of a form and its sending that need no question."""
OFTEN, OFTEN_WITHIN = 5, timedelta(minutes=10)
MOST, MOST_WITHIN = 600, timedelta(hours=1)
"""A mobile network or a library lends one address to a whole village; a sum is asked before."""
_SALT = "consultations.form"
_WORDS = ("zero", "jeden", "dwa", "trzy", "cztery", "pięć", "sześć", "siedem", "osiem", "dziewięć")


class Judgement(Enum):
    """What is done with what was sent."""

    TAKE = "take"
    ASK = "ask"
    REFUSE = "refuse"


@dataclass(frozen=True)
class Ticket:
    """What the token of a form says: the consultation, its random part, when it was given."""

    consultation: int
    nonce: str
    given: int


@dataclass(frozen=True)
class Attempt:
    """What came beside a remark: its ticket, what stood in the trap, the answer, from where."""

    ticket: Ticket | None
    trap: str
    answer: str
    computer: str


def ticket_for(consultation: Consultation) -> Ticket:
    """A new ticket."""
    return Ticket(consultation.pk, secrets.token_urlsafe(12), int(time.time()))


def token_of(ticket: Ticket) -> str:
    """The ticket as a form carries it."""
    return signing.dumps([ticket.consultation, ticket.nonce, ticket.given], salt=_SALT)


def read_token(token: str, consultation: Consultation) -> Ticket | None:
    """The ticket of a token; ``None`` for one that is forged or of another consultation."""
    try:
        ticket = Ticket(*signing.loads(token, salt=_SALT))
    except (signing.BadSignature, TypeError):
        return None
    return ticket if ticket.consultation == consultation.pk else None


def question_of(ticket: Ticket) -> tuple[str, int]:
    """The sum a form asks for, and its result."""
    drawn = salted_hmac(_SALT, ticket.nonce).digest()
    one, other = 2 + drawn[0] % 8, 1 + drawn[1] % 8
    return f"Ile to jest {_WORDS[one]} dodać {_WORDS[other]}?", one + other


def judge(attempt: Attempt) -> Judgement:
    """Count the attempt and say what is done with it."""
    lately, within_hour = _counted(attempt.computer)
    if within_hour > MOST:
        return Judgement.REFUSE
    ticket = attempt.ticket
    age = time.time() - ticket.given if ticket else 0.0
    usual = ticket is not None and not attempt.trap and QUICKEST <= age <= OLDEST
    if usual and lately <= OFTEN:
        return Judgement.TAKE
    right = ticket is not None and _number(attempt.answer) == question_of(ticket)[1]
    return Judgement.TAKE if right else Judgement.ASK


def code_of(ticket: Ticket, aim: Aim, text: str) -> str:
    """The secret of a remark's address: the same form with the same words gives the same one."""
    said = "\x1f".join((ticket.nonce, aim.spot, aim.place, aim.gmina, str(aim.point), text))
    drawn = salted_hmac("consultations.code", said, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(drawn).decode().rstrip("=")


def _number(answer: str) -> int | None:
    typed = answer.strip().casefold()
    if typed.isdecimal() and len(typed) < 4:
        return int(typed)
    more = (
        "dziesięć",
        "jedenaście",
        "dwanaście",
        "trzynaście",
        "czternaście",
        "piętnaście",
        "szesnaście",
        "siedemnaście",
    )
    known = (*_WORDS, *more)
    return known.index(typed) if typed in known else None


def _counted(computer: str) -> tuple[int, int]:
    """How often the computer has sent something lately and within the hour, this time included."""
    now = timezone.now()
    with transaction.atomic():
        salt, _made = Salt.objects.get_or_create(
            day=today(), defaults={"value": secrets.token_bytes(32)}
        )
        mark = hmac.new(bytes(salt.value), computer.encode(), hashlib.sha256).hexdigest()[:32]
        Knock.objects.create(mark=mark, at=now)
        own = Knock.objects.filter(mark=mark)
        lately = own.filter(at__gt=now - OFTEN_WITHIN).count()
        return lately, own.filter(at__gt=now - MOST_WITHIN).count()


def forget_computers() -> int:
    """Delete what was counted on earlier days and the salts with it; how many rows went."""
    with transaction.atomic():
        Salt.objects.filter(day__lt=today()).delete()
        midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        gone, _kinds = Knock.objects.filter(at__lt=midnight).delete()
    return gone
