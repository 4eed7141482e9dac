"""Writing the log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models, transaction

from terytoria.portal.audit.models import Entry

_LONGEST = 200


class OutsideTransactionError(RuntimeError):
    """A verb that wrote to the log outside the transaction of its change."""


def record(
    verb: str,
    subject: models.Model | None,
    *,
    actor: models.Model | None,
    partnership: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> Entry:
    """Log a verb in the transaction of its change: both are kept, or neither.

    ``verb`` is ``noun.verb`` (``partnership.create``); ``before`` and ``after`` are plain values
    of the fields that changed; ``subject`` is empty when nothing kept here is concerned. Raises
    :class:`OutsideTransactionError` outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransactionError(f"{verb}: log inside transaction.atomic()")
    return Entry.objects.create(
        actor=actor.pk if actor else None,
        actor_label=str(actor)[:_LONGEST] if actor else "",
        verb=verb,
        partnership=partnership,
        subject=subject._meta.label_lower if subject else "",  # noqa: SLF001 - Django documents it
        subject_id=str(subject.pk) if subject else "",
        subject_label=str(subject)[:_LONGEST] if subject else "",
        before=dict(before or {}),
        after=dict(after or {}),
    )
