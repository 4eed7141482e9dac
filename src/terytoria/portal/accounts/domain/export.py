"""All that is kept of a person."""

from __future__ import annotations

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from terytoria.portal.accounts.models import User
from terytoria.portal.accounts.rules import require_officer
from terytoria.portal.audit.models import Entry
from terytoria.portal.audit.record import record

SECRETS = frozenset({"password", "data", "token", "token_secret", "secret", "key"})
"""Fields never given out, whoever asks: with them somebody could pose as the person."""


def export_of(user: User, *, actor: User | None) -> dict[str, Any]:
    """All that is kept of a person, ready for JSON: the account, what refers to it, the log.

    Every table with a reference to the account is included, so a new room need not be added here.
    Secrets are left out. A person may have their own; otherwise a national officer asks. Raises
    ``NotOfficerError``.
    """
    if actor is None or actor.pk != user.pk:
        require_officer(actor, "pobierać danych innych osób", timezone.localdate())
    with transaction.atomic():
        found = {
            "account": _row(user),
            "records": _referring(user),
            "log": [_row(entry) for entry in _entries(user)],
        }
        record("user.export", user, actor=actor)
    kept: dict[str, Any] = json.loads(json.dumps(found, cls=DjangoJSONEncoder))
    return kept


def _referring(user: User) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for relation in User._meta.related_objects:  # noqa: SLF001 - Django documents it
        model, field = relation.related_model, relation.field.name
        rows = model._default_manager.filter(**{field: user})  # noqa: SLF001 - Django documents it
        if rows.exists():
            name = f"{model._meta.label_lower}.{field}"  # noqa: SLF001 - Django documents it
            found[name] = [_row(each) for each in rows]
    return found


def _entries(user: User) -> models.QuerySet[Entry]:
    about = Q(subject="accounts.user", subject_id=str(user.pk))
    return Entry.objects.filter(Q(actor=user.pk) | about)


def _row(instance: models.Model) -> dict[str, Any]:
    return {
        field.attname: field.value_from_object(instance)
        for field in instance._meta.concrete_fields  # noqa: SLF001 - Django documents it
        if field.name not in SECRETS
    }
