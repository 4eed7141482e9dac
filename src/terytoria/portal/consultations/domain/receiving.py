"""Taking remarks: from the public form, and entered by staff from letters and meetings."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, time

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from terytoria.language.dates import date_pl
from terytoria.portal.accounts.models import User
from terytoria.portal.audit.record import record
from terytoria.portal.consultations.domain.contacts import keep_contact
from terytoria.portal.consultations.domain.places import Aim, find_place, gminas_of
from terytoria.portal.consultations.domain.planning import consultation_now
from terytoria.portal.consultations.domain.screening import flags
from terytoria.portal.consultations.domain.similar import fold
from terytoria.portal.consultations.enums import Author, Channel, Standing, State
from terytoria.portal.consultations.models import Consultation, Contact, Remark, Scan
from terytoria.portal.consultations.models.remark import LONGEST
from terytoria.portal.consultations.rules import REGISTER
from terytoria.portal.jobs.domain.order import enqueue
from terytoria.portal.partnerships.domain.acting import RefusedError, acting, today
from terytoria.portal.partnerships.domain.content import UnreachableError, recognise
from terytoria.portal.partnerships.domain.documents import LARGEST, NOT_STORED
from terytoria.portal.partnerships.models.document import document_storage
from terytoria.portal.partnerships.rules import require

CONFIRM = "consultations.confirm"
SHORTEST = 3
WHOLE = Aim()
ENDED = (
    "Konsultacje są zakończone i formularz już nie przyjmuje uwag. Uwagi wysłane w terminie pismem "
    "są rozpatrywane. W innej sprawie napisz do urzędu, który prowadzi partnerstwo."
)
_SCANS = ("pdf", "png", "jpg")


@dataclass(frozen=True)
class Said:
    """A remark as somebody says it: what, on what, who as a category, from which gmina."""

    text: str
    author: Author
    aim: Aim = WHOLE
    residence: str = ""


@dataclass(frozen=True)
class Person:
    """How the author may be reached."""

    email: str = ""
    name: str = ""


@dataclass(frozen=True)
class Came:
    """How a remark that staff enter came, and on which day it was sent or said."""

    channel: Channel
    on: date
    scan: bytes = b""


def receive(consultation: Consultation, said: Said, code: str, person: Person) -> Remark:
    """Take a remark from the form; the same ``code`` gives the same remark, however often sent.

    With an address it counts once that is proved: a letter goes out in the same transaction.
    Raises :class:`RefusedError`, also when the consultation has ended.
    """
    known = Remark.objects.filter(consultation=consultation, code=code).first()
    if known is not None:
        return known
    with transaction.atomic():
        locked = _locked(consultation)
        known = Remark.objects.filter(consultation=locked, code=code).first()
        if known is not None:
            return known
        if not locked.collecting(today()):
            raise RefusedError("", ENDED)
        standing = Standing.UNCONFIRMED if person.email else Standing.CONFIRMED
        made = _made(locked, said, Channel.FORM, code=code, standing=standing)
        slug = consultation.partnership.slug
        if person.email:
            contact = keep_contact(made, person.email, person.name)
            arguments = {"contact": contact.pk}
            enqueue(CONFIRM, arguments, key=f"{CONFIRM}:{contact.pk}", partnership=slug)
        record("remark.receive", made, actor=None, partnership=slug, after=_told(made))
    return made


def confirm(contact: Contact) -> Remark:
    """Note that an address was proved: its remark counts. A second time changes nothing."""
    with transaction.atomic():
        consultation = _locked(contact.remark.consultation)
        found = Contact.objects.select_for_update().select_related("remark").get(pk=contact.pk)
        remark = found.remark
        if consultation.state != State.OPEN and found.confirmed_at is None:
            text = "Rejestr tych konsultacji jest już zamknięty, więc uwagi nie można potwierdzić."
            raise RefusedError("", text)
        if found.confirmed_at is None:
            found.confirmed_at = timezone.now()
            found.save(update_fields=["confirmed_at"])
            if remark.standing == Standing.UNCONFIRMED:
                remark.standing = Standing.CONFIRMED
                remark.save(update_fields=["standing"])
            slug = contact.remark.consultation.partnership.slug
            after = {"standing": str(remark.standing)}
            record("remark.confirm", remark, actor=None, partnership=slug, after=after)
    return remark


def enter(
    actor: User, consultation: Consultation, said: Said, came: Came, person: Person | None = None
) -> Remark:
    """Enter a remark from a meeting, a letter or the mail; one sent in time also after the end."""
    person = person or Person()
    if came.channel == Channel.FORM:
        raise RefusedError("channel", "Formularz wysyła się samemu. Wybierz pismo albo spotkanie.")
    require(actor, REGISTER, consultation.partnership, today())
    with (
        _stored(came.scan) as stored,
        acting(actor, REGISTER, consultation.partnership) as deed,
    ):
        found = consultation_now(deed, consultation)
        if found.state != State.OPEN:
            text = "Uwagi wpisuje się do otwartego rejestru, a ten jest: "
            raise RefusedError("", f"{text}{found.get_state_display()}.")
        _in_time(found, came.on)
        made = _made(found, said, came.channel, code=secrets.token_urlsafe(32), on=came.on)
        if stored is not None:
            Scan.objects.create(remark=made, erase_on=found.erase_on, **stored)
        if person.email or person.name:
            keep_contact(made, person.email, person.name, proved=bool(person.email))
        deed.log("remark.enter", made, after=_told(made))
    return made


def _in_time(found: Consultation, on: date) -> None:
    if on > today():
        raise RefusedError("on", "Ten dzień jeszcze nie nadszedł. Popraw datę.")
    if not found.notice_on <= on <= found.ends_on:
        days = f"{date_pl(found.notice_on)} – {date_pl(found.ends_on)}"
        text = f"Uwagi przyjmuje się z dni: {days} Liczy się dzień wysłania pisma."
        raise RefusedError("on", text)


def _locked(consultation: Consultation) -> Consultation:
    found = Consultation.objects.select_for_update().get(pk=consultation.pk)
    found.partnership = consultation.partnership
    return found


def _made(
    found: Consultation,
    said: Said,
    channel: Channel,
    *,
    code: str,
    standing: Standing = Standing.CONFIRMED,
    on: date | None = None,
) -> Remark:
    text = _checked(found, said)
    place = find_place(found, said.aim)
    found.last_number += 1
    found.save(update_fields=["last_number"])
    lon, lat = said.aim.point or (None, None)
    return Remark.objects.create(
        consultation=found,
        number=found.last_number,
        code=code,
        received_at=_moment(on),
        channel=channel,
        author=said.author,
        residence=said.residence,
        spot=said.aim.spot,
        place=said.aim.place,
        place_name=place.name,
        chapter_name=place.chapter,
        gmina=said.aim.gmina,
        lon=lon,
        lat=lat,
        text=text,
        folded=fold(text),
        standing=standing,
        flagged=bool(flags(text)),
    )


def _checked(found: Consultation, said: Said) -> str:
    text = said.text.replace("\r\n", "\n").strip()
    if not SHORTEST <= len(text) <= LONGEST:
        reason = f"Uwaga ma {len(text)} znaków. Napisz od {SHORTEST} do {LONGEST} znaków."
        raise RefusedError("text", reason)
    if said.residence and said.residence not in dict(gminas_of(found)):
        raise RefusedError("residence", "Tej gminy nie ma w partnerstwie. Wybierz z listy.")
    return text


def _moment(on: date | None) -> datetime:
    if on is None or on == today():
        return timezone.now()
    return timezone.make_aware(datetime.combine(on, time(12)))


@contextmanager
def _stored(content: bytes) -> Iterator[dict[str, object] | None]:
    """A scan put into storage before the transaction; it does not stay when that fails."""
    if not content:
        yield None
        return
    if len(content) > LARGEST:
        raise RefusedError("scan", f"Plik mieści się w {LARGEST // 2**20} MB. Zmniejsz go.")
    kind = recognise(content)
    if kind is None or kind.ending not in _SCANS:
        raise RefusedError("scan", "To nie jest PDF, PNG ani JPEG. Zapisz skan w jednym z nich.")
    storage = document_storage()
    try:
        name = storage.save(f"{secrets.token_hex(16)}.{kind.ending}", ContentFile(content))
    except UnreachableError as problem:
        raise RefusedError("scan", NOT_STORED) from problem
    digest = hashlib.sha256(content).hexdigest()
    fields = {"file": name, "media_type": kind.media_type, "size": len(content), "sha256": digest}
    try:
        yield fields
    except BaseException:
        with suppress(OSError):
            storage.delete(name)
        raise


def _told(made: Remark) -> dict[str, object]:
    """What the log keeps: no words of the remark, for they may name people and the log stays."""
    return {
        "number": made.number,
        "channel": str(made.channel),
        "author": str(made.author),
        "place": made.place_name,
        "standing": str(made.standing),
    }
