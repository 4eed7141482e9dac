"""Documents: the list, one with its change log, adding, and handing out files."""

from __future__ import annotations

import logging
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify

from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.domain.content import UnreachableError
from terytoria.portal.partnerships.domain.documents import add_document, add_version, edit_metric
from terytoria.portal.partnerships.interfaces.document_forms import (
    MetricForm,
    NewDocumentForm,
    VersionForm,
)
from terytoria.portal.partnerships.interfaces.tables import documents_table, page, versions_table
from terytoria.portal.partnerships.models import Document, DocumentVersion, Partnership
from terytoria.portal.partnerships.rules import DOCUMENTS
from terytoria.portal.partnerships.views.ground import can, partnership_page, who, words
from terytoria.portal.partnerships.views.sheets import Sheet, forms_of

_log = logging.getLogger(__name__)
_UPLOADS = {"uploads": True}
_documents_form = forms_of("documents")


@partnership_page()
def documents(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Every document with its metric."""
    shown = words(request, partnership, "documents", "Dokumenty")
    shown["table"] = documents_table(partnership) if partnership.documents.exists() else None
    shown["may_change"] = can(request, DOCUMENTS, partnership)
    return render(request, "partnerships/documents.html", shown)


@partnership_page()
def document(request: HttpRequest, partnership: Partnership, record: int) -> HttpResponse:
    """One document: its metric and its change log."""
    one = get_object_or_404(partnership.documents, pk=record)
    shown = words(request, partnership, "documents", one.title)
    shown |= {"document": one, "table": versions_table(partnership, one)}
    shown["may_change"] = can(request, DOCUMENTS, partnership)
    return render(request, "partnerships/document.html", shown)


@partnership_page(DOCUMENTS)
def add(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Add a document."""
    form = NewDocumentForm(
        request.POST or None, request.FILES or None, initial={"created_on": today()}
    )
    back = page("documents", partnership)
    sheet = Sheet("Nowy dokument", "Dodaj dokument", "Dodano.", back, more=_UPLOADS)

    def verb(data: dict[str, Any]) -> object:
        return add_document(who(request), partnership, form.metric(), data["file"])

    return _documents_form(request, partnership, sheet, form, verb)


@partnership_page(DOCUMENTS)
def edit(request: HttpRequest, partnership: Partnership, record: int) -> HttpResponse:
    """Change the metric of a document."""
    one = get_object_or_404(partnership.documents, pk=record)
    stored = {name: getattr(one, name) for name in MetricForm.base_fields}
    form = MetricForm(request.POST or None, initial=stored)
    back = page("documents", partnership)
    sheet = Sheet(f"Metryczka: {one.title}", "Zapisz metryczkę", "Zapisano.", back)

    def verb(_: dict[str, Any]) -> object:
        return edit_metric(who(request), partnership, record, form.metric())

    return _documents_form(request, partnership, sheet, form, verb)


@partnership_page(DOCUMENTS)
def renew(request: HttpRequest, partnership: Partnership, record: int) -> HttpResponse:
    """Add a version of a document."""
    one = get_object_or_404(partnership.documents, pk=record)
    form = VersionForm(request.POST or None, request.FILES or None)
    heading, lead = f"Nowa wersja: {one.title}", "Poprzednie wersje zostają w rejestrze zmian."
    back = page("documents", partnership)
    sheet = Sheet(heading, "Dodaj wersję", "Dodano wersję.", back, lead, more=_UPLOADS)

    def verb(data: dict[str, Any]) -> object:
        return add_version(who(request), partnership, record, data["file"], data["note"])

    return _documents_form(request, partnership, sheet, form, verb)


@partnership_page()
def download(
    request: HttpRequest, partnership: Partnership, record: int, number: int
) -> HttpResponseBase:
    """Hand out a file, always to be saved and never shown by the browser."""
    version = get_object_or_404(
        DocumentVersion.objects.select_related("document"),
        document__in=Document.objects.filter(partnership=partnership),
        document_id=record,
        number=number,
    )
    try:
        opened = version.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    except UnreachableError:
        _log.exception("a file cannot be fetched: %s", version.file.name)
        shown = words(request, partnership, "documents", "Pliku nie da się teraz pobrać")
        return render(request, "partnerships/unreachable.html", shown, status=503)
    stem = slugify(version.document.title.translate(str.maketrans("łŁ", "lL"))) or "dokument"
    name = f"{stem}-v{number}.{str(version.file.name).rpartition('.')[2]}"
    return FileResponse(opened, as_attachment=True, filename=name, content_type=version.media_type)
