"""Save and return: answers put aside under a code that is not kept here."""

from __future__ import annotations

import hashlib
import json
import secrets
import zlib
from datetime import date, timedelta
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.surveys.models import SavedDraft, Survey

KEPT = timedelta(days=14)
_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_LETTERS, _GROUP = 20, 5
_NONCE = 12


def new_code() -> str:
    """A code of twenty letters in groups of five: about 99 bits of chance.

    >>> len(new_code())
    23
    """
    word = "".join(secrets.choice(_ALPHABET) for _ in range(_LETTERS))
    return "-".join(word[at : at + _GROUP] for at in range(0, _LETTERS, _GROUP))


def put_aside(survey: Survey, content: dict[str, Any], code: str) -> None:
    """Keep content under a code for two weeks."""
    nonce = secrets.token_bytes(_NONCE)
    packed = zlib.compress(json.dumps(content, ensure_ascii=False).encode())
    sealed = nonce + AESGCM(_derived("szyfr", code)).encrypt(nonce, packed, None)
    fields = {"survey": survey, "content": sealed, "keep_until": today() + KEPT}
    SavedDraft.objects.update_or_create(key=_key(code), defaults=fields)


def take_up(survey: Survey, code: str) -> dict[str, Any] | None:
    """What was put aside under a code; ``None`` when nothing is, or no longer."""
    kept = survey.drafts.filter(key=_key(code), keep_until__gte=today()).first()
    if kept is None:
        return None
    sealed = bytes(kept.content)
    try:
        packed = AESGCM(_derived("szyfr", code)).decrypt(sealed[:_NONCE], sealed[_NONCE:], None)
    except InvalidTag:
        return None
    content: dict[str, Any] = json.loads(zlib.decompress(packed))
    return content


def throw_away(survey: Survey, code: str) -> None:
    """Delete what was put aside under a code."""
    survey.drafts.filter(key=_key(code)).delete()


def forget_old(day: date) -> int:
    """Delete what was kept long enough; returns how much it was."""
    deleted, _ = SavedDraft.objects.filter(keep_until__lt=day).delete()
    return deleted


def _key(code: str) -> str:
    return _derived("klucz", code).hex()


def _derived(purpose: str, code: str) -> bytes:
    """32 bytes for a purpose; a code has chance enough to need no slow derivation."""
    word = "".join(one for one in code.upper() if one in _ALPHABET)
    return hashlib.sha256(f"terytoria:ankieta:{purpose}:{word}".encode()).digest()
