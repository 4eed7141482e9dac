"""What every version has that is kept whole and never changed."""

from __future__ import annotations

import hashlib
import zlib

from django.conf import settings
from django.db import models


class DamagedError(RuntimeError):
    """A stored version whose bytes are not those that were stored."""


class Sealed(models.Model):
    """A numbered version: ``content`` is compressed, ``sha256`` is that of its bytes."""

    number = models.PositiveIntegerField()
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ("-number",)

    def content_bytes(self) -> bytes:
        """The bytes that were stored; :class:`DamagedError` for any others."""
        try:
            content = zlib.decompress(self.content)
        except zlib.error as problem:
            raise DamagedError(f"{self}: {problem}") from problem
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise DamagedError(f"{self}: other bytes than those stored")
        return content
