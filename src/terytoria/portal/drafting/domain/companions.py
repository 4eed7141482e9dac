"""The summary and the easy-to-read version: written by people, checked, kept with the text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.utils.timezone import localdate

from terytoria.portal.accounts.models import User
from terytoria.portal.drafting.domain.content import Values, tidy
from terytoria.portal.drafting.domain.history import content_at, new_key, note
from terytoria.portal.drafting.domain.merging import merge
from terytoria.portal.drafting.domain.writing import EditedMeanwhileError
from terytoria.portal.drafting.enums import CompanionKind, Deed
from terytoria.portal.drafting.models import Companion, Text
from terytoria.portal.drafting.rules import EDIT
from terytoria.portal.partnerships.domain.acting import RefusedError, acting
from terytoria.portal.strategies.domain.queries import chain_of
from terytoria.portal.strategies.serialise import to_bytes
from terytoria.reports.goals.outline import outline_of
from terytoria.reports.strategy import MOST_PAGES, SECTIONS, Imprint, build_summary, pages_of
from terytoria.strategy.plain import Flaw, check_plain, parse_words

LONGEST = {
    CompanionKind.SUMMARY: dict.fromkeys(SECTIONS, 3000),
    CompanionKind.EASY: {"text": 10_000, "words": 4000},
}
"""Fields of each kind and how many characters they may have."""


@dataclass(frozen=True)
class Length:
    """How many pages a summary takes; ``problem`` tells why it cannot be set."""

    pages: int = 0
    problem: str = ""

    @property
    def fits(self) -> bool:
        """Whether the summary keeps to its pages."""
        return not self.problem and self.pages <= MOST_PAGES

    @property
    def told(self) -> str:
        """What to do with a summary that does not fit, in Polish; empty for one that does."""
        if self.problem:
            return f"Nie da się złożyć streszczenia: {self.problem}"
        if self.fits:
            return ""
        return f"Streszczenie ma {self.pages} strony lub więcej. Skróć je do {MOST_PAGES} stron."


def companion_of(text: Text, kind: CompanionKind) -> Companion:
    """The companion as it is stored, or an empty one that is not stored yet."""
    found = Companion.objects.filter(text=text, kind=kind).select_related("text").first()
    return found or Companion(text=text, kind=kind, key=new_key("t"), content=blank(kind))


def blank(kind: CompanionKind) -> Values:
    """The content of one that nobody wrote yet."""
    return dict.fromkeys(LONGEST[kind], "")


def change_companion(
    actor: User, text: Text, kind: CompanionKind, version: int, given: Mapping[str, str]
) -> bool:
    """Change what was opened in ``version`` (0: before the first save); whether anything differs.

    Others' changes of other fields, and of other sentences of the easy text, are kept. Raises
    ``ForbiddenError``, :class:`EditedMeanwhileError` and ``RefusedError`` by field.
    """
    mine = _normal(kind, given)
    with acting(actor, EDIT, text.partnership) as act:
        stored = companion_of(text, kind)
        base = content_at(stored, version) if version else blank(kind)
        if base is None:
            raise RefusedError("", "Nie wiadomo, co było zmieniane. Otwórz tę stronę jeszcze raz.")
        theirs = dict(stored.content)
        merged = merge(base, mine, theirs)
        if merged.conflicts:
            raise EditedMeanwhileError(theirs, merged, stored.version)
        if merged.values == theirs:
            return False
        deed = Deed.EDIT if stored.version else Deed.CREATE
        stored.content, stored.version = merged.values, stored.version + 1
        stored.save()
        note(act, stored, deed, theirs, merged.values)
    return True


def written_companions(text: Text) -> dict[str, Values]:
    """What was written, by kind; kinds that are empty are left out."""
    kept = Companion.objects.filter(text=text)
    return {one.kind: dict(one.content) for one in kept if any(one.content.values())}


def length_of(text: Text, content: Mapping[str, str]) -> Length:
    """How many pages a summary takes with the chain as it is now, measured on its PDF."""
    partnership = text.partnership
    chain = to_bytes(chain_of(partnership))
    given = json.dumps(dict(content), sort_keys=True)
    return _measured(text.title, given, chain, partnership.name)


def empty_sections(content: Mapping[str, str]) -> tuple[str, ...]:
    """Parts of a summary that nobody wrote yet, by their names."""
    return tuple(label for name, label in SECTIONS.items() if not content.get(name))


def flaws_of_easy(content: Mapping[str, str]) -> tuple[Flaw, ...]:
    """What makes an easy text hard to read."""
    return check_plain(content.get("text", ""), parse_words(content.get("words", "")))


def check_length(text: Text) -> None:
    """Raise ``RefusedError`` for a summary that is too long to be frozen."""
    found = written_companions(text).get(CompanionKind.SUMMARY)
    if found and (told := length_of(text, found).told):
        raise RefusedError("", told)


@lru_cache(maxsize=64)
def _measured(title: str, content: str, chain: bytes, partnership: str) -> Length:
    from terytoria.documents.writers.pdf import PdfError, write_pdf  # noqa: PLC0415 - brings typst

    # As long as any number that will stand here: the summary may not grow when it is adopted.
    imprint = Imprint(partnership, "999", localdate(), decision="999/9999", synthetic=True)
    outline = outline_of(json.loads(chain))
    try:
        pdf = write_pdf(build_summary(title, json.loads(content), outline, imprint))
    except PdfError as problem:
        return Length(problem=str(problem))
    return Length(pages_of(pdf))


def _normal(kind: CompanionKind, given: Mapping[str, str]) -> Values:
    content = {name: tidy(str(given.get(name, ""))) for name in LONGEST[kind]}
    for name, most in LONGEST[kind].items():
        if len(content[name]) > most:
            said = f"Tekst ma {len(content[name])} znaków. Skróć go do {most}."
            raise RefusedError(name, said)
    return content
