"""Letters and resolutions of a procedure, filled from what is known; nothing is stored."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from terytoria.documents.model import Document
from terytoria.documents.validation import DocumentError
from terytoria.documents.writers.docx import write_docx
from terytoria.documents.writers.pdf import PdfError, write_pdf
from terytoria.language.dates import date_pl
from terytoria.language.plural import counted
from terytoria.language.text import fold
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.domain.acting import RefusedError, today
from terytoria.portal.partnerships.domain.queries import members_on
from terytoria.portal.procedures.domain.queries import Standing, standing
from terytoria.portal.procedures.models import Procedure
from terytoria.reports.letters import (
    Filled,
    Recipient,
    Template,
    build_letter,
    fill,
    recipients,
)
from terytoria.reports.letters.addressees import area_named, executive
from terytoria.strategy.procedure import Fact


@dataclass(frozen=True)
class Letter:
    """A letter to one recipient, filled, with what makes its document."""

    filled: Filled
    recipient: Recipient
    document: Document

    @property
    def name(self) -> str:
        """The name of its file, without the ending."""
        whom = fold(self.recipient.name).replace(" ", "-")
        plain = "".join(sign for sign in whom if sign.isascii() and (sign.isalnum() or sign == "-"))
        return "-".join(filter(None, (self.filled.template.id.replace("_", "-"), plain)))


def recipients_of(procedure: Procedure, template: Template) -> tuple[Recipient, ...]:
    """To whom a letter goes today, by the members and the map."""
    country = land.current()
    members = members_on(procedure.partnership, today())
    return recipients(template.per, members, country.register, country.neighbours)


def prepare(
    procedure: Procedure, template: Template, recipient: Recipient, typed: Mapping[str, str]
) -> Letter:
    """Fill a letter: what is typed comes before what is known."""
    now = standing(procedure)
    known = {**facts_known(now, template), **recipient.facts}
    known |= {name: text for name, text in typed.items() if text.strip()}
    filled = fill(template, known)
    return Letter(filled, recipient, build_letter(filled, now.day, plan=now.laid))


def facts_known(now: Standing, template: Template) -> dict[str, str]:
    """Facts of a letter that the portal knows: names, members, days told or planned."""
    procedure = now.procedure
    partnership, country = procedure.partnership, land.current()
    known = {
        "strategy": procedure.name,
        "partnership": partnership.name,
        "gminas": area_named(members_on(partnership, now.day), country.register),
        "day": date_pl(now.day),
        **_consultation(now, template),
    }
    leader = partnership.leader
    if leader in country.register and country.register.unit(leader).is_gmina:
        known["sender"] = executive(country.register, leader)
    for name, step in (("evaluated_on", "evaluation"), ("adopted_on", _adopts(template))):
        if day := now.fact(step).end:
            known[name] = date_pl(day)
    return known


def _adopts(template: Template) -> str:
    """The step whose day is that of the resolution a letter speaks of."""
    return "resolution" if template.step == "resolution" else "adoption"


def _consultation(now: Standing, template: Template) -> dict[str, str]:
    """The days told, else those of the plan; a resolution on the procedure knows only a plan."""
    first = template.step == "resolution"
    laid = now.laid if first else now.plan
    planned = {one.step.id: one for one in laid.steps}.get("consultation")
    told = Fact("consultation") if first else now.fact("consultation")
    begin = told.begin or (planned.begin if planned else None)
    end = told.end or (planned.end if planned else None)
    if begin is None or end is None:
        return {}
    return {
        "consultation_begin": date_pl(begin),
        "consultation_end": date_pl(end),
        "consultation_days": counted((end - begin).days, "dzień", "dni", "dni"),
    }


def as_file(letter: Letter, kind: str) -> bytes:
    """A letter as ``pdf`` or ``docx``; ``RefusedError`` for signs no page can carry."""
    write = write_pdf if kind == "pdf" else write_docx
    try:
        return write(letter.document)
    except (PdfError, DocumentError):
        text = "Tekst ma znak, którego nie można wydrukować, na przykład emoji. Usuń go."
        raise RefusedError("", text) from None


def as_archive(letters: list[Letter]) -> bytes:
    """Letters to several recipients as one ZIP of DOCX files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for at, letter in enumerate(letters, 1):
            archive.writestr(f"{at:02}-{letter.name}.docx", as_file(letter, "docx"))
    return stream.getvalue()
