"""What anybody reads: consultations, the text, the report, what changed. No account, no cookie."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from terytoria.language.dates import date_pl
from terytoria.portal.consultations.domain.places import Aim, draft_of, gminas_of
from terytoria.portal.consultations.domain.queries import public_ones
from terytoria.portal.consultations.domain.reporting import account_of
from terytoria.portal.consultations.enums import Spot, State
from terytoria.portal.consultations.interfaces.map import linked, picture, sheet_of
from terytoria.portal.consultations.interfaces.public_forms import hidden_of
from terytoria.portal.consultations.interfaces.text import picture_of, place_of, sections_of
from terytoria.portal.consultations.models import Consultation, Report
from terytoria.portal.headers import REPORT_POLICY
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.domain.content import UnreachableError
from terytoria.portal.partnerships.models import DocumentVersion, Partnership
from terytoria.strategy.draft import Figure

View = Callable[..., HttpResponseBase]


def open_page(view: View) -> View:
    """A page of one consultation that the public sees; 404 for every other one."""

    @wraps(view)
    def shown(request: HttpRequest, slug: str, number: int, **more: Any) -> HttpResponseBase:
        kept = Consultation.objects.select_related(
            "partnership", "draft__diagnosis", "draft__strategy", "document__document"
        )
        found = get_object_or_404(kept, partnership__slug=slug, number=number)
        if not found.shown(today()):
            raise Http404
        return view(request, found, **more)

    return shown


def words(consultation: Consultation, heading: str, lead: str = "") -> dict[str, Any]:
    """What every page of a consultation shows."""
    at = place_of(consultation)
    return {
        "consultation": consultation,
        "heading": heading,
        "lead": lead,
        "collecting": consultation.collecting(today()),
        "days": f"{date_pl(consultation.notice_on)} – {date_pl(consultation.ends_on)}",
        "home": reverse("public_consultation:page", args=at),
        "all": reverse("public_consultation:listing", args=at[:1]),
    }


@require_safe
def listing(request: HttpRequest, slug: str) -> HttpResponse:
    """Consultations of a partnership."""
    partnership = get_object_or_404(Partnership, slug=slug)
    found = public_ones(partnership)
    if not found:
        raise Http404
    rows = [
        (
            one,
            reverse("public_consultation:page", args=place_of(one)),
            "Trwają" if one.collecting(today()) else "Zakończone",
        )
        for one in found
    ]
    shown = {"heading": f"Konsultacje: {partnership.short_name}", "rows": rows}
    return render(request, "consultations/public/listing.html", shown)


@require_safe
@open_page
def page(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """The consultation: how to take part, and the text to remark on."""
    shown = words(consultation, consultation.title)
    shown |= {
        "sections": sections_of(consultation),
        "ways": consultation.ways.splitlines(),
        "meetings": consultation.meetings.splitlines(),
        "remark": reverse("public_consultation:remark", args=place_of(consultation)),
        "reported": consultation.state == State.REPORTED,
        "mapped": bool(gminas_of(consultation)),
        "here_is_home": True,
    }
    return render(request, "consultations/public/page.html", shown)


@require_safe
@open_page
def chart(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Gminas on a map and in a list; one chosen, a point in it may be pressed."""
    address = reverse("public_consultation:map", args=place_of(consultation))
    remark = reverse("public_consultation:remark", args=place_of(consultation))
    gminas, sheet = gminas_of(consultation), sheet_of(consultation)
    code = request.GET.get("gmina", "")
    chosen = dict(gminas).get(code)
    shown = words(consultation, "Uwaga o miejscu na mapie")
    shown |= {"gminas": gminas, "address": f"{address}?gmina=", "code": code, "chosen": chosen}
    shown["remark"] = remark
    if sheet is not None and "punkt.x" in request.GET:
        shown |= _pressed(request, sheet, code)
    if sheet is not None:
        shown["svg"] = linked(sheet, f"{address}?gmina=")
        shown["picture"] = reverse("public_consultation:picture", args=place_of(consultation))
    return render(request, "consultations/public/map.html", shown)


def _pressed(request: HttpRequest, sheet: Any, code: str) -> dict[str, Any]:
    """The point that was pressed, when it lies in a gmina of the map."""
    try:
        x, y = float(request.GET["punkt.x"]), float(request.GET["punkt.y"])
    except (KeyError, ValueError):
        return {"outside": True}
    there = sheet.gmina_at(x, y)
    if not there:
        return {"outside": True}
    name = dict(zip(sheet.codes, sheet.names, strict=True))[there]
    aim = Aim(Spot.MAP, gmina=there, point=sheet.degrees(x, y))
    return {"code": there, "chosen": name, "pressed": True, "hidden": hidden_of(aim)}


@require_safe
@open_page
def chart_picture(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """The map as a picture to press."""
    sheet = sheet_of(consultation)
    if sheet is None:
        raise Http404
    drawn = picture(sheet, request.GET.get("gmina", ""))
    return HttpResponse(drawn, content_type="image/svg+xml")


@require_safe
@open_page
def figure(request: HttpRequest, consultation: Consultation, block: str) -> HttpResponse:
    """A figure of the text."""
    draft = draft_of(consultation)
    for _chapter, one in draft.blocks() if draft else ():
        if isinstance(one, Figure) and one.id == block:
            found = picture_of(consultation, one.figure)
            if found:
                answer = HttpResponse(found["svg"], content_type="image/svg+xml")
                answer["Content-Security-Policy"] = REPORT_POLICY
                return answer
    raise Http404


@require_safe
@open_page
def file(request: HttpRequest, consultation: Consultation) -> HttpResponseBase:
    """The text when it is a file."""
    if consultation.document is None:
        raise Http404
    return _handed(consultation.document, consultation.title)


@require_safe
@open_page
def report(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """The report as a page."""
    answer = HttpResponse(_report(consultation).page())
    answer["Content-Security-Policy"] = REPORT_POLICY
    return answer


@require_safe
@open_page
def report_file(request: HttpRequest, consultation: Consultation, ending: str) -> HttpResponseBase:
    """The report as a file."""
    kept = _report(consultation)
    found = kept.pdf if ending == "pdf" else kept.docx
    return _handed(found, f"sprawozdanie {consultation.title}")


@require_safe
@open_page
def changes(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """What changed because of those who took part."""
    kept = _report(consultation)
    account = account_of(consultation, kept.released_on)
    found: dict[Any, list[Any]] = {}
    for one in account.remarks:
        if one.change:
            found.setdefault(one.change, []).append(one)
    heard = sum(one.position in ("accepted", "partly") for one in account.remarks)
    shown = words(consultation, "Co się zmieniło dzięki Wam")
    shown |= {
        "changes": [(change, remarks, remarks[0].place) for change, remarks in found.items()],
        "tiles": (
            (len(account.remarks), "zgłoszone uwagi", ""),
            (heard, "uwzględnione w całości lub części", ""),
            (len(found), "zmienione fragmenty", ""),
        ),
    }
    return render(request, "consultations/public/changes.html", shown)


def _report(consultation: Consultation) -> Report:
    kept = Report.objects.select_related("pdf", "docx")
    return get_object_or_404(kept, consultation=consultation)


def _handed(version: DocumentVersion, title: str) -> HttpResponseBase:
    """A file, always to be saved and never shown by the browser."""
    try:
        opened = version.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    except UnreachableError:
        text = "Magazyn plików nie odpowiada. Spróbuj ponownie za kilka minut."
        return HttpResponse(text, status=503, content_type="text/plain; charset=utf-8")
    stem = slugify(title.translate(str.maketrans("łŁ", "lL")))[:80] or "dokument"
    name = f"{stem}.{str(version.file.name).rpartition('.')[2]}"
    return FileResponse(opened, as_attachment=True, filename=name, content_type=version.media_type)
