"""The file that own evidence was read from: recognised by its content, kept whole or not at all."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from terytoria.portal.evidence.models import OwnEvidence
from terytoria.portal.partnerships.domain.content import TYPES, recognise
from terytoria.portal.partnerships.domain.documents import LARGEST


@contextmanager
def attached(own: OwnEvidence, content: bytes | None) -> Iterator[None]:
    """Keep a file with evidence while it is saved; a save that fails leaves no file behind.

    Raises ``ValidationError`` of the field ``file`` for a file that is too large or of a kind that
    is not taken.
    """
    if content is None:
        yield
        return
    if len(content) > LARGEST:
        raise ValidationError(
            {"file": f"Plik jest większy niż {LARGEST // 2**20} MB. Zmniejsz go."}
        )
    kind = recognise(content)
    if kind is None:
        names = ", ".join(one.label for one in TYPES)
        text = f"Zawartość pliku nie jest żadnym z: {names}. Zapisz dane w jednym z nich."
        raise ValidationError({"file": text})
    own.media_type, own.sha256 = kind.media_type, hashlib.sha256(content).hexdigest()
    own.file.save(f"{secrets.token_hex(16)}.{kind.ending}", ContentFile(content), save=False)
    try:
        yield
    except BaseException:
        own.file.storage.delete(str(own.file.name))
        raise
