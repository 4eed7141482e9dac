"""Codes of open answers: made, given by people, agreed."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.domain.acting import RefusedError, acting
from terytoria.portal.surveys.domain.ground import closed_now
from terytoria.portal.surveys.models import Answer, Code, Coding, Survey
from terytoria.portal.surveys.rules import EDIT
from terytoria.surveys.agreement import Agreement, agreement
from terytoria.surveys.questionnaire import Kind


@dataclass(frozen=True)
class Agreed:
    """Names of codes by number, and the codes all who coded an answer gave to it."""

    names: Mapping[str, str]
    given: Mapping[uuid.UUID, list[str]]


def add_code(actor: User, survey: Survey, question: str, name: str) -> Code:
    """Add a code to an open question."""
    name = name.strip()
    with acting(actor, EDIT, survey.partnership) as deed:
        found = closed_now(deed, survey)
        _require_open(found, question)
        if not name or found.codes.filter(question=question, name__iexact=name).exists():
            raise RefusedError("name", "Kod musi mieć nazwę, której nie ma inny kod tego pytania.")
        code = found.codes.create(question=question, name=name)
        deed.log("code.create", found, after={"question": question, "name": name})
    return code


def delete_code(actor: User, code: Code) -> None:
    """Delete a code nobody gave yet."""
    with acting(actor, EDIT, code.survey.partnership) as deed:
        survey = closed_now(deed, code.survey)
        given = Coding.objects.filter(answer__survey=survey, question=code.question)
        if any(code.pk in one.codes for one in given):
            raise RefusedError("", "Tego kodu już użyto. Odznacz go najpierw przy odpowiedziach.")
        deed.log("code.delete", survey, {"question": code.question, "name": code.name})
        code.delete()


def give_codes(
    actor: User, survey: Survey, question: str, given: Mapping[uuid.UUID, Sequence[int]]
) -> None:
    """Keep the codes a person gave to answers; an empty list says that none fits."""
    with acting(actor, EDIT, survey.partnership) as deed:
        found = closed_now(deed, survey)
        _require_open(found, question)
        known = set(found.codes.filter(question=question).values_list("pk", flat=True))
        mine = Answer.objects.filter(survey=found, pk__in=given).values_list("pk", flat=True)
        for number in mine:
            codes = sorted(set(given[number]) & known)
            Coding.objects.update_or_create(
                answer_id=number, question=question, coder=actor, defaults={"codes": codes}
            )


def agreed_codes(survey: Survey, question: str) -> Agreed:
    """Codes that everybody who coded an answer gave to it."""
    names = {str(one.pk): one.name for one in survey.codes.filter(question=question)}
    votes: dict[uuid.UUID, list[set[str]]] = defaultdict(list)
    for one in Coding.objects.filter(answer__survey=survey, question=question):
        votes[one.answer_id].append(set(map(str, one.codes)) & set(names))
    given = {number: sorted(set.intersection(*sets), key=int) for number, sets in votes.items()}
    return Agreed(names, given)


def agreement_of(survey: Survey, question: str) -> Agreement | None:
    """Agreement of the two who coded most; ``None`` unless two did."""
    by_coder: dict[int, dict[str, set[str]]] = defaultdict(dict)
    for one in Coding.objects.filter(answer__survey=survey, question=question).order_by("coder_id"):
        by_coder[one.coder_id][str(one.answer_id)] = set(map(str, one.codes))
    two = sorted(by_coder.values(), key=len, reverse=True)[:2]
    names = [str(pk) for pk in survey.codes.filter(question=question).values_list("pk", flat=True)]
    return agreement(two[0], two[1], names) if len(two) > 1 else None


def disputed(survey: Survey, question: str) -> frozenset[uuid.UUID]:
    """Answers that were coded differently."""
    seen: dict[uuid.UUID, set[tuple[int, ...]]] = defaultdict(set)
    for one in Coding.objects.filter(answer__survey=survey, question=question):
        seen[one.answer_id].add(tuple(one.codes))
    return frozenset(number for number, sets in seen.items() if len(sets) > 1)


def _require_open(survey: Survey, question: str) -> None:
    found = survey.asked.by_id.get(question)
    if found is None or found.kind is not Kind.OPEN:
        raise RefusedError("", "To nie jest pytanie otwarte tej ankiety.")
