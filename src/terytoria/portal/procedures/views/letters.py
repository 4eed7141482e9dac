"""Letters and resolutions: the list, one letter filled in, its files. Nothing is stored."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from terytoria.portal.design.tables import Cell, Column, Table
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.views.sheets import sent
from terytoria.portal.procedures.domain.paperwork import (
    as_archive,
    as_file,
    facts_known,
    prepare,
    recipients_of,
)
from terytoria.portal.procedures.domain.queries import standing
from terytoria.portal.procedures.interfaces.course import basis_of
from terytoria.portal.procedures.interfaces.letter_form import LetterForm
from terytoria.portal.procedures.models import Procedure
from terytoria.portal.procedures.rules import WRITE
from terytoria.portal.procedures.views.ground import place, procedure_page, words
from terytoria.reports.letters import Template, UnknownLetterError, as_of, letters_of, template
from terytoria.strategy.procedure import steps

_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "zip": "application/zip",
}


@require_safe
@procedure_page(WRITE)
def listing(request: HttpRequest, procedure: Procedure) -> HttpResponse:
    """Every letter of the procedure, by step."""
    shown = words(request, procedure.partnership, "Pisma i uchwały")
    shown |= {"procedure": procedure, "table": _table(procedure), "as_of": as_of()}
    return render(request, "procedures/letters.html", shown)


def _table(procedure: Procedure) -> Table:
    names = {one.id: one.name for one in steps(procedure.profile)}
    heads = (
        Column("letter", "Pismo"),
        Column("step", "Krok"),
        Column("copies", "Adresaci", figure=True),
        Column("basis", "Podstawa"),
    )
    rows = tuple(
        (
            Cell(one.name, place(procedure, "letter", one.id)),
            Cell(names[one.step]),
            Cell(str(len(recipients_of(procedure, one)))),
            Cell(basis_of(one.basis, confirmed=one.confirmed)),
        )
        for one in letters_of(procedure.profile)
    )
    return Table("Wzory pism", heads, rows)


@require_http_methods(["GET", "HEAD", "POST"])
@procedure_page(WRITE)
def letter(request: HttpRequest, procedure: Procedure, letter: str) -> HttpResponse:
    """One letter: what it says, what is missing, its files."""
    found = _template(procedure, letter)
    copies = recipients_of(procedure, found)
    shown = words(request, procedure.partnership, found.name)
    shown |= {"procedure": procedure, "template": found, "as_of": as_of()}
    shown["back"] = reverse("procedures:letters", args=[procedure.partnership.slug, procedure.pk])
    if not copies:
        return render(request, "procedures/letter.html", shown)
    form = LetterForm(found, copies, sent(request), initial=facts_known(standing(procedure), found))
    status = 200
    if form.is_bound:
        try:
            if form.is_valid():
                return _answer(request, procedure, found, form, shown)
        except RefusedError as refusal:
            form.add_error(None, refusal.message)
        status = 422
    else:
        shown["letter"] = prepare(procedure, found, copies[0], {})
    shown |= {"form": form, "many": len(copies) > 1}
    return render(request, "procedures/letter.html", shown, status=status)


def _answer(
    request: HttpRequest,
    procedure: Procedure,
    found: Template,
    form: LetterForm,
    shown: dict[str, object],
) -> HttpResponse:
    """What the pressed button asks for: the page with the letter, or a file."""
    kind, typed = request.POST.get("what", ""), form.typed()
    made = prepare(procedure, found, form.recipient(), typed)
    if kind in ("pdf", "docx"):
        return _file(as_file(made, kind), made.name, kind)
    if kind == "zip":
        every = [prepare(procedure, found, one, typed) for one in form.copies.values()]
        return _file(as_archive(every), found.id.replace("_", "-"), kind)
    shown |= {"form": form, "many": len(form.copies) > 1, "letter": made}
    return render(request, "procedures/letter.html", shown)


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=_TYPES[kind])
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{kind}")
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _template(procedure: Procedure, name: str) -> Template:
    try:
        found = template(name)
    except UnknownLetterError:
        raise Http404 from None
    if found not in letters_of(procedure.profile):
        raise Http404
    return found
