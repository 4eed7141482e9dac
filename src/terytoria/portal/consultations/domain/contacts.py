"""How people are reached: kept encrypted beside their remarks, proved, found by a hash."""

from __future__ import annotations

from django.core import signing
from django.utils import timezone

from terytoria.portal.consultations.domain.keys import closed, digests, keys, normal, opened
from terytoria.portal.consultations.models import Contact, Remark

VALID = 14 * 24 * 3600
"""Seconds for which a link that proves an address is good."""
_SALT = "consultations.contact"


def keep_contact(remark: Remark, email: str, name: str = "", *, proved: bool = False) -> Contact:
    """Keep the address of a remark's author."""
    key = keys()[0]
    return Contact.objects.create(
        remark=remark,
        email=closed(email.strip()),
        name=closed(name.strip()),
        digest=key.digest(email),
        key=key.name,
        erase_on=remark.consultation.erase_on,
        confirmed_at=timezone.now() if proved else None,
    )


def email_of(contact: Contact) -> str:
    """The address; raises ``LostKeyError``."""
    return opened(contact.email, contact.key)


def name_of(contact: Contact) -> str:
    """The name, if one was given."""
    return opened(contact.name, contact.key)


def contacts_of(email: str) -> list[Contact]:
    """Everything kept under an address, however it was typed."""
    if not normal(email):
        return []
    kept = Contact.objects.filter(digest__in=digests(email))
    return list(kept.select_related("remark__consultation__partnership").order_by("remark_id"))


def proof_of(contact: Contact) -> str:
    """What the link in a letter carries: it proves one address once."""
    return signing.dumps([contact.pk, contact.digest[:16]], salt=_SALT)


def proved_by(token: str) -> Contact | None:
    """The contact a link proves; ``None`` when it is forged, too old or its data are gone."""
    try:
        pk, digest = signing.loads(token, salt=_SALT, max_age=VALID)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    kept = Contact.objects.filter(pk=pk, digest__startswith=digest)
    return kept.select_related("remark__consultation__partnership").first()


def close_anew() -> int:
    """Encrypt with the key in use what an older key closed; how many contacts were."""
    key, count = keys()[0], 0
    for one in Contact.objects.exclude(key=key.name).select_for_update():
        email, name = email_of(one), name_of(one)
        one.email, one.name = closed(email), closed(name)
        one.digest, one.key = key.digest(email), key.name
        one.save(update_fields=["email", "name", "digest", "key"])
        count += 1
    return count
