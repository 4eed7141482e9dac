"""Secrets of personal data: encryption at rest, a keyed hash to find an address by.

``TERYTORIA_PERSONAL_KEY`` holds one or more secrets separated by commas: the first encrypts, the
others still open what they closed. Without it the portal's own secret serves.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from dataclasses import dataclass
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

VARIABLE = "TERYTORIA_PERSONAL_KEY"


class LostKeyError(RuntimeError):
    """Personal data whose key is no longer among the keys of the portal."""


@dataclass(frozen=True)
class Key:
    """One secret: its name, and the keys derived from it for closing and for finding."""

    name: str
    closing: bytes
    finding: bytes

    @classmethod
    def of(cls, secret: str) -> Key:
        """Keys derived from a secret; its name tells nothing of it."""
        closing, finding, name = (_derived(secret, use) for use in ("closing", "finding", "name"))
        return cls(name.hex()[:8], base64.urlsafe_b64encode(closing), finding)

    def digest(self, email: str) -> str:
        """The keyed hash of an address, the same for each way of typing it."""
        return hmac.new(self.finding, normal(email).encode(), hashlib.sha256).hexdigest()


def normal(email: str) -> str:
    """An address as it is compared.

    >>> normal(" Jan@Example.ORG ")
    'jan@example.org'
    """
    return email.strip().casefold()


def keys() -> tuple[Key, ...]:
    """The keys of the portal, the one in use first."""
    named = os.environ.get(VARIABLE, "").split(",")
    secrets = tuple(one.strip() for one in named if one.strip())
    return _keys(secrets or (str(settings.SECRET_KEY),))


@lru_cache(maxsize=8)
def _keys(secrets: tuple[str, ...]) -> tuple[Key, ...]:
    return tuple(Key.of(secret) for secret in secrets)


def closed(text: str) -> bytes:
    """A text encrypted with the key in use; nothing stays nothing."""
    return Fernet(keys()[0].closing).encrypt(text.encode()) if text else b""


def opened(content: bytes | memoryview, name: str) -> str:
    """The text encrypted with the key of that name; :class:`LostKeyError` without that key."""
    if not content:
        return ""
    for key in keys():
        if key.name == name:
            try:
                return Fernet(key.closing).decrypt(bytes(content)).decode()
            except InvalidToken as problem:
                raise LostKeyError(f"data closed with the key {name} are damaged") from problem
    raise LostKeyError(f"no key {name}; add its secret to {VARIABLE}")


def digests(email: str) -> tuple[str, ...]:
    """Hashes of an address under every key."""
    return tuple(key.digest(email) for key in keys())


def _derived(secret: str, use: str) -> bytes:
    info = f"terytoria.consultations.{use}".encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(secret.encode())
