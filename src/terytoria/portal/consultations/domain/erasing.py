"""Personal data that go: all on their day with a proof, one person's on demand."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from contextlib import suppress
from datetime import date
from typing import Any

from django.db import transaction

from terytoria.portal.accounts.models import User
from terytoria.portal.audit.record import record
from terytoria.portal.consultations.domain.contacts import contacts_of, email_of, name_of
from terytoria.portal.consultations.domain.keys import opened
from terytoria.portal.consultations.models import Consultation, Contact, Original, Remark, Scan
from terytoria.portal.consultations.rules import PERSONAL
from terytoria.portal.partnerships.domain.acting import RefusedError, acting, today
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.models.document import document_storage

_KEPT: tuple[type[Contact | Original | Scan], ...] = (Contact, Original, Scan)


def erase_due(day: date | None = None) -> int:
    """Delete personal data whose day has come; how many rows went.

    The log keeps the proof for each consultation: how many of each kind, the day, and the hash of
    their numbers, with which a backup can be checked.
    """
    day = day or today()
    with transaction.atomic():
        due: defaultdict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for model in _KEPT:
            rows = model.objects.filter(erase_on__lte=day)
            for pk, owner in rows.values_list("pk", "remark__consultation"):
                due[owner][model.__name__.lower()].append(pk)
        kept = Consultation.objects.filter(pk__in=due).select_related("partnership")
        for consultation in kept:
            found = due[consultation.pk]
            _delete(found)
            record(
                "personal.erase",
                consultation,
                actor=None,
                partnership=consultation.partnership.slug,
                after={"day": day.isoformat(), **proof(found)},
            )
    return sum(len(pks) for found in due.values() for pks in found.values())


def proof(found: dict[str, list[int]]) -> dict[str, Any]:
    """How many rows of each kind, and the hash of their numbers.

    >>> proof({"contact": [2, 1]})["count"]
    {'contact': 2}
    """
    named = ";".join(f"{kind}:{pk}" for kind in sorted(found) for pk in sorted(found[kind]))
    digest = hashlib.sha256(named.encode()).hexdigest()
    return {"count": {kind: len(pks) for kind, pks in sorted(found.items())}, "sha256": digest}


def export_person(actor: User, partnership: Partnership, email: str) -> list[dict[str, Any]]:
    """Everything a partnership keeps of the person with an address; that it was read is logged."""
    with acting(actor, PERSONAL, partnership) as deed:
        found = _own(partnership, email)
        rows = [_exported(contact) for contact in found]
        deed.log("personal.export", partnership, after={"remarks": len(rows)})
    return rows


def erase_person(actor: User, partnership: Partnership, email: str) -> int:
    """Delete everything kept of the person with an address; how many remarks stay without it.

    Letters on their way to them find no address and are not sent.
    """
    with acting(actor, PERSONAL, partnership) as deed:
        contacts = _own(partnership, email)
        if not contacts:
            raise RefusedError("email", "Pod tym adresem nie ma żadnych danych. Sprawdź pisownię.")
        remarks = [contact.remark_id for contact in contacts]
        found = {
            model.__name__.lower(): list(
                model.objects.filter(remark__in=remarks).values_list("pk", flat=True)
            )
            for model in _KEPT
        }
        _delete(found)
        deed.log("personal.erase", partnership, after={"day": today().isoformat(), **proof(found)})
    return len(remarks)


def _own(partnership: Partnership, email: str) -> list[Contact]:
    found = contacts_of(email)
    return [one for one in found if one.remark.consultation.partnership_id == partnership.pk]


def _delete(found: dict[str, list[int]]) -> None:
    files = list(Scan.objects.filter(pk__in=found.get("scan", ())).values_list("file", flat=True))
    for model in _KEPT:
        model.objects.filter(pk__in=found.get(model.__name__.lower(), ())).delete()
    transaction.on_commit(lambda: _remove(files))


def _remove(files: list[str]) -> None:
    storage = document_storage()
    for name in files:
        with suppress(OSError):
            storage.delete(name)


def _exported(contact: Contact) -> dict[str, Any]:
    remark: Remark = contact.remark
    kept = Original.objects.filter(remark=remark).first()
    return {
        "consultation": str(remark.consultation),
        "remark": remark.number,
        "received_at": remark.received_at.isoformat(),
        "email": email_of(contact),
        "name": name_of(contact),
        "confirmed_at": contact.confirmed_at.isoformat() if contact.confirmed_at else None,
        "told_at": contact.told_at.isoformat() if contact.told_at else None,
        "erase_on": contact.erase_on.isoformat(),
        "text": opened(kept.text, kept.key) if kept else remark.text,
        "scan": Scan.objects.filter(remark=remark).exists(),
    }
