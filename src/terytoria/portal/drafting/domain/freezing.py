"""Freezing a text as a version that never changes."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from terytoria.portal.accounts.models import User
from terytoria.portal.drafting.domain.checking import Checked, check
from terytoria.portal.drafting.domain.companions import check_length, written_companions
from terytoria.portal.drafting.domain.figures import figures_for
from terytoria.portal.drafting.domain.layers import layers_of
from terytoria.portal.drafting.domain.queries import frozen, signed_evaluation
from terytoria.portal.drafting.models import DraftVersion, Evaluation, Text
from terytoria.portal.drafting.rules import FREEZE
from terytoria.portal.partnerships.domain.acting import RefusedError, acting
from terytoria.portal.strategies.chain import Cited
from terytoria.portal.strategies.domain.freezing import freeze
from terytoria.strategy.draft import Problem

FORMAT = "terytoria-draft/1"
LONGEST_NOTE = 400


class FaultyTextError(RefusedError):
    """A text with errors; ``problems`` are what to repair first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        told = " ".join(one.text for one in problems)
        super().__init__("", f"Najpierw popraw błędy tekstu. {told}")
        self.problems = tuple(problems)


def freeze_text(actor: User, text: Text, note: str = "") -> DraftVersion:
    """Keep a text with its chain, evidence and signed evaluation as the next version.

    The chain is frozen with it. The same content as in the newest version makes no new one.
    Raises ``ForbiddenError``, :class:`FaultyTextError`, ``FaultyChainError`` of the chain, and
    ``RefusedError`` for an empty text, a summary or a note that is too long.
    """
    note = note.strip()
    if len(note) > LONGEST_NOTE:
        raise RefusedError("note", f"Opis ma {len(note)} znaków. Skróć go do {LONGEST_NOTE}.")
    with acting(actor, FREEZE, text.partnership) as deed:
        stored = Text.objects.select_for_update().get(pk=text.pk)
        stored.partnership = deed.partnership
        checked = check(stored)
        if not any(True for _one in checked.draft.blocks()):
            raise RefusedError("", "Tekst jest pusty. Napisz najpierw choć jeden rozdział.")
        if checked.errors:
            raise FaultyTextError(checked.errors)
        check_length(stored)
        strategy = freeze(actor, deed.partnership, note)
        content = canonical(content_of(stored, checked))
        sha256 = hashlib.sha256(content).hexdigest()
        latest = frozen(stored).first()
        diagnosis = figures_for(deed.partnership, checked.draft).newest
        same = latest is not None and (latest.sha256, latest.strategy_id) == (sha256, strategy.pk)
        if latest is not None and same and latest.diagnosis_id == (diagnosis and diagnosis.pk):
            return latest
        version = DraftVersion.objects.create(
            text=stored,
            number=latest.number + 1 if latest else 1,
            strategy=strategy,
            diagnosis=diagnosis,
            content=zlib.compress(content, 6),
            sha256=sha256,
            note=note,
            created_by=actor,
        )
        deed.log("draft.freeze", version, after={"number": version.number, "sha256": sha256})
    return version


def content_of(text: Text, checked: Checked) -> dict[str, Any]:
    """Everything a version keeps, as JSON values."""
    signed = signed_evaluation(text)
    return {
        "format": FORMAT,
        "draft": checked.draft.to_json(),
        "profiles": list(text.profiles),
        "waivers": dict(text.waivers.values_list("element", "reason")),
        "evaluation": evaluation_values(signed) if signed else None,
        "sources": {key: source_values(one) for key, one in checked.sources.items()},
        **written_companions(text),
        **_layers(text),
    }


def _layers(text: Text) -> dict[str, list[int]]:
    """Numbers of the own layers of the model, where there are any; they never change."""
    found = list(layers_of(text.partnership).values_list("pk", flat=True))
    return {"layers": found} if found else {}


def evaluation_values(one: Evaluation) -> dict[str, Any]:
    """A signed evaluation as JSON values."""
    return {
        "number": one.number,
        "relevance": one.relevance,
        "effectiveness": one.effectiveness,
        "efficiency": one.efficiency,
        "facts": one.facts,
        "signed_name": one.signed_name,
        "signed_at": one.signed_at.isoformat() if one.signed_at else "",
    }


def source_values(one: Cited) -> dict[str, Any]:
    """What is printed of a cited source, as JSON values."""
    return {
        "title": one.title,
        "text": one.text,
        "diagnosis": one.diagnosis,
        "snapshot": one.snapshot,
        "values": [dict(value) for value in one.values],
    }


def canonical(values: Mapping[str, Any]) -> bytes:
    """The same values are the same bytes."""
    return json.dumps(
        values, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()
