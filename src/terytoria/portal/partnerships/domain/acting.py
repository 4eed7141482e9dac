"""The ground of every verb: one transaction, the partnership locked, the right checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from terytoria.portal.accounts.models import User
from terytoria.portal.audit.record import record
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import Action, require


class RefusedError(ValueError):
    """A verb that cannot be done as asked: which field, and a Polish reason with the remedy."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = field, message


@dataclass(frozen=True)
class Deed:
    """A verb under way: who does it and the partnership as it is now, locked until the end."""

    actor: User
    partnership: Partnership

    def log(
        self,
        verb: str,
        subject: models.Model,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
    ) -> None:
        """Write the verb to the log."""
        slug = self.partnership.slug
        record(verb, subject, actor=self.actor, partnership=slug, before=before, after=after)


def today() -> date:
    """The day in Poland."""
    return timezone.localdate()


@contextmanager
def acting(actor: User, action: Action, partnership: Partnership) -> Iterator[Deed]:
    """A transaction in which ``actor`` does ``action``; the partnership is read anew and locked.

    Raises :class:`~terytoria.portal.partnerships.rules.ForbiddenError`.
    """
    with transaction.atomic():
        locked = Partnership.objects.select_for_update().get(pk=partnership.pk)
        require(actor, action, locked, today())
        yield Deed(actor, locked)


def told(value: object) -> str | None:
    """A value as the log keeps it."""
    return None if value is None else str(value)
