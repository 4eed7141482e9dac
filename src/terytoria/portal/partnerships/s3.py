"""Files of documents in S3-compatible storage."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from boto3.exceptions import Boto3Error  # type: ignore[import-untyped]
from botocore.exceptions import BotoCoreError, ClientError  # type: ignore[import-untyped]
from django.core.files.base import File
from storages.backends.s3 import S3Storage  # type: ignore[import-untyped]

from terytoria.portal.partnerships.domain.content import UnreachableError


class S3Documents(S3Storage):  # type: ignore[misc] # the library has no types
    """A bucket; what goes wrong there is told as ``UnreachableError``."""

    def _save(self, name: str, content: File[Any]) -> str:
        with _told():
            return str(super()._save(name, content))

    def _open(self, name: str, mode: str = "rb") -> Any:
        with _told():
            opened = super()._open(name, mode)
            opened.file.seek(0)  # fetched now: an answer that has begun cannot say it failed
            return opened

    def delete(self, name: str) -> None:
        """Remove a file."""
        with _told():
            super().delete(name)

    def exists(self, name: str) -> bool:
        """Whether there is such a file."""
        with _told():
            return bool(super().exists(name))


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (Boto3Error, BotoCoreError, ClientError) as problem:
        raise UnreachableError(f"S3: {problem}") from problem
