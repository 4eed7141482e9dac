"""The log: of a partnership, and of the whole programme; as a page and as files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse

from terytoria.portal.accounts.rules import require_officer
from terytoria.portal.audit.choosing import LogForm, chosen
from terytoria.portal.audit.export import as_csv, as_json_lines
from terytoria.portal.audit.models import Entry
from terytoria.portal.audit.phrasebook import told
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import LOG
from terytoria.portal.partnerships.views.ground import partnership_page, signed_in, who, words

_PER_PAGE = 50
_ALL = "czytać dziennika całego programu"
_Writer = Callable[[Iterable[Entry]], Iterator[str]]
_FILES: dict[str, tuple[str, str, _Writer]] = {
    "csv": ("CSV (arkusz)", "text/csv; charset=utf-8", as_csv),
    "jsonl": ("JSON (wiersze)", "application/jsonl; charset=utf-8", as_json_lines),
}


@partnership_page(LOG)
def log(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Who did what in the partnership, when, and what it changed."""
    form = LogForm(request.GET, Entry.objects.filter(partnership=partnership.slug))
    here = reverse("partnerships:log", args=[partnership.slug])
    shown = words(request, partnership, "log", "Dziennik działań")
    shown |= _read(request, form, chosen(form, partnership.slug), here)
    return render(request, "partnerships/log.html", shown, status=422 if form.errors else 200)


@partnership_page(LOG)
def log_file(request: HttpRequest, partnership: Partnership, ending: str) -> HttpResponseBase:
    """The chosen entries of the partnership as a file."""
    form = LogForm(request.GET, Entry.objects.filter(partnership=partnership.slug))
    return _file(chosen(form, partnership.slug), f"dziennik-{partnership.slug}", ending)


@signed_in
def programme_log(request: HttpRequest) -> HttpResponse:
    """Who did what in the whole programme; for national officers."""
    if refused := _refused(request):
        return refused
    form = LogForm(request.GET, Entry.objects.all())
    here = reverse("partnerships:programme_log")
    shown = {"heading": "Dziennik programu"} | _read(request, form, chosen(form), here)
    status = 422 if form.errors else 200
    return render(request, "partnerships/programme_log.html", shown, status=status)


@signed_in
def programme_log_file(request: HttpRequest, ending: str) -> HttpResponseBase:
    """The chosen entries of the whole programme as a file."""
    if refused := _refused(request):
        return refused
    return _file(chosen(LogForm(request.GET, Entry.objects.all())), "dziennik-programu", ending)


def _refused(request: HttpRequest) -> HttpResponse | None:
    try:
        require_officer(who(request), _ALL, today())
    except PermissionError as refusal:
        return render(request, "partnerships/forbidden.html", {"text": refusal}, status=403)
    return None


def _read(request: HttpRequest, form: LogForm, found: QuerySet[Entry], here: str) -> dict[str, Any]:
    """What the page shows: the newest first, with links to the same choice as files."""
    page = Paginator(found.reverse(), _PER_PAGE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    query = f"?{asked.urlencode()}" if asked else ""
    files = [(f"{here}plik.{ending}{query}", label) for ending, (label, *_) in _FILES.items()]
    events = [told(entry) for entry in page]
    return {"form": form, "events": events, "page": page, "files": files, "whole_log": here}


def _file(found: QuerySet[Entry], stem: str, ending: str) -> HttpResponseBase:
    if ending not in _FILES:
        raise Http404
    _, media_type, write = _FILES[ending]
    name = f"{stem}-{today().isoformat()}.{ending}"
    return StreamingHttpResponse(
        write(found.iterator(chunk_size=500)),
        content_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
