"""The evaluation before adoption: judged by an expert, signed, told when it grows old."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from terytoria.portal.accounts.models import User
from terytoria.portal.drafting.domain.content import tidy
from terytoria.portal.drafting.domain.facts import facts_of
from terytoria.portal.drafting.domain.freezing import canonical
from terytoria.portal.drafting.domain.queries import draft_values, evaluation_of
from terytoria.portal.drafting.enums import Criterion
from terytoria.portal.drafting.models import Evaluation, Text
from terytoria.portal.drafting.rules import EDIT, SIGN
from terytoria.portal.partnerships.domain.acting import RefusedError, acting
from terytoria.portal.strategies.chain import Chain
from terytoria.portal.strategies.domain.queries import chain_of
from terytoria.portal.strategies.serialise import to_bytes

LONGEST = 8000


@dataclass(frozen=True)
class Age:
    """What changed since an evaluation was signed."""

    chain: bool
    text: bool

    @property
    def told(self) -> str:
        """What changed, a Polish sentence; empty when nothing did."""
        if not (self.chain or self.text):
            return ""
        what = [
            word
            for changed, word in (
                (self.chain, "łańcuch celów i projektów"),
                (self.text, "tekst strategii"),
            )
            if changed
        ]
        verb = "zmieniły się" if len(what) > 1 else "zmienił się"
        return f"Od podpisania {verb}: {' i '.join(what)}. Otwórz nową ewaluację."


def seals(text: Text, chain: Chain) -> tuple[str, str]:
    """What identifies the chain and the text as they are now."""
    draft = canonical(draft_values(text))
    return hashlib.sha256(to_bytes(chain)).hexdigest(), hashlib.sha256(draft).hexdigest()


def age_of(one: Evaluation, chain: Chain | None = None) -> Age:
    """What changed since an evaluation was signed; nothing before it is."""
    if one.signed_at is None:
        return Age(chain=False, text=False)
    now = seals(one.text, chain or chain_of(one.text.partnership))
    return Age(chain=one.chain_sha256 != now[0], text=one.draft_sha256 != now[1])


def judge(actor: User, text: Text, version: int, judgements: Mapping[str, str]) -> Evaluation:
    """Write judgements by criterion into the evaluation that is not signed yet.

    ``version`` is that of the evaluation that was opened, 0 before the first save. Raises
    ``ForbiddenError``, and ``RefusedError`` when somebody saved or signed it meanwhile.
    """
    given = {one.value: tidy(judgements.get(one.value, "")) for one in Criterion}
    for name, said in given.items():
        if len(said) > LONGEST:
            raise RefusedError(name, f"Ocena ma {len(said)} znaków. Skróć ją do {LONGEST}.")
    with acting(actor, EDIT, text.partnership) as act:
        stored = _writable(text, version)
        before = {name: getattr(stored, name) for name in given}
        if before == given and stored.pk:
            return stored
        for name, said in given.items():
            setattr(stored, name, said)
        stored.version = version + 1
        stored.save()
        act.log("evaluation.edit", stored, before, given)
    return stored


def sign(actor: User, text: Text, version: int) -> Evaluation:
    """Sign the evaluation as it was shown in ``version``; its facts are kept with it.

    Raises ``ForbiddenError``, and ``RefusedError`` by the criterion that is not judged.
    """
    with acting(actor, SIGN, text.partnership) as act:
        stored = _writable(text, version)
        for one in Criterion:
            if not getattr(stored, one.value):
                raise RefusedError(one.value, f"{one.label}: brakuje oceny. Napisz ją i zapisz.")
        chain = chain_of(act.partnership)
        stored.facts = facts_of(chain)
        stored.chain_sha256, stored.draft_sha256 = seals(stored.text, chain)
        stored.signed_by, stored.signed_name = actor, str(actor)
        stored.signed_at = timezone.now()
        stored.version = version + 1
        stored.save()
        act.log("evaluation.sign", stored, after={"number": stored.number})
    return stored


def begin_again(actor: User, text: Text) -> Evaluation:
    """Open the next evaluation with the judgements of the signed one, which stays."""
    with acting(actor, EDIT, text.partnership) as act:
        last = evaluation_of(text)
        if last is None or last.signed_at is None:
            raise RefusedError("", "Ewaluacja nie jest podpisana, więc można ją po prostu zmienić.")
        judged = {one.value: getattr(last, one.value) for one in Criterion}
        made = Evaluation.objects.create(text=text, number=last.number + 1, **judged)
        act.log("evaluation.begin", made, after={"number": made.number})
    return made


def _writable(text: Text, version: int) -> Evaluation:
    """The evaluation that is not signed, as it is stored; one that is not stored yet."""
    last = Evaluation.objects.select_for_update(of=("self",)).filter(text=text).first()
    if last is None:
        last = Evaluation(text=text, number=1, version=0)
    if last.signed_at is not None:
        raise RefusedError("", "Ta ewaluacja jest podpisana i się nie zmieni. Otwórz nową.")
    if last.version != version:
        said = "Ktoś zapisał ewaluację, gdy ta strona była otwarta. Twój tekst jest w polach"
        raise RefusedError("", f"{said}: porównaj go z zapisanym i zapisz wspólny.")
    return last
