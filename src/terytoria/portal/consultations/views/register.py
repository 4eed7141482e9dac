"""The register: the table, one remark, entering, grouping, screening, positions."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from terytoria.portal.consultations.domain.deciding import (
    confirm_verdict,
    decide,
    revisions_for,
    words_of,
)
from terytoria.portal.consultations.domain.queries import (
    Sought,
    counting,
    register,
    verdict_of,
    verdicts_on,
)
from terytoria.portal.consultations.domain.receiving import enter
from terytoria.portal.consultations.domain.screening import flags
from terytoria.portal.consultations.domain.similar import alike, clusters
from terytoria.portal.consultations.domain.sorting import (
    blank,
    group,
    open_scan,
    original_of,
    reject_spam,
    take_back,
    ungroup,
)
from terytoria.portal.consultations.enums import Standing, State
from terytoria.portal.consultations.interfaces.forms import (
    EnterForm,
    FilterForm,
    GroupForm,
    OpinionForm,
    ScreenForm,
)
from terytoria.portal.consultations.interfaces.tables import (
    place_of,
    register_csv,
    register_table,
)
from terytoria.portal.consultations.models import Consultation, Remark
from terytoria.portal.consultations.rules import CONFIRM, PERSONAL, PROPOSE, REGISTER
from terytoria.portal.consultations.views.ground import (
    consultation_page,
    form_page,
    remark_page,
    words,
)
from terytoria.portal.partnerships.views.ground import can, who
from terytoria.portal.partnerships.views.sheets import Sheet, press, pressed, sent

ON_A_PAGE = 50
_NEAREST, _MOST_SETS = 8, 40


@require_safe
@consultation_page()
def table(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """The register, filtered and in pages."""
    form = FilterForm(consultation, request.GET)
    form.is_valid()
    asked = {name: form.cleaned_data.get(name) or "" for name in form.fields}
    found = register(consultation, Sought(**asked, sort=request.GET.get("sort", "number")))
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = words(request, consultation.partnership, "Rejestr uwag")
    shown |= {
        "consultation": consultation,
        "form": form,
        "page": page,
        "asked": any(asked.values()),
    }
    shown["table"] = register_table(consultation, page.object_list) if page.object_list else None
    shown["may_register"] = can(request, REGISTER, consultation.partnership)
    shown["open"] = consultation.state == State.OPEN
    return render(request, "consultations/register.html", shown)


@require_safe
@consultation_page()
def as_csv(request: HttpRequest, consultation: Consultation) -> StreamingHttpResponse:
    """The register for a spreadsheet."""
    lines = register_csv(consultation)
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="rejestr-uwag.csv"'
    return answer


@require_safe
@remark_page()
def one(request: HttpRequest, remark: Remark) -> HttpResponse:
    """A remark: its words, what may be personal in them, positions, what says the same."""
    consultation, partnership = remark.consultation, remark.consultation.partnership
    shown = words(request, partnership, f"Uwaga nr {remark.number}")
    verdicts = list(verdicts_on(remark))
    newest = verdicts[0] if verdicts else None
    rights = {"register": REGISTER, "propose": PROPOSE, "confirm": CONFIRM, "personal": PERSONAL}
    may = {name: can(request, action, partnership) for name, action in rights.items()}
    shown |= {
        "consultation": consultation,
        "remark": remark,
        "may": may,
        "open": consultation.state == State.OPEN,
        "counts": remark.standing == Standing.CONFIRMED,
        "verdict": verdict_of(remark),
        "waiting": newest if newest and newest.confirmed_at is None else None,
        "history": verdicts,
        "flags": flags(remark.text),
        "together": list(remark.group.remarks.all()[:50]) if remark.group else [],
        "alike": _alike(remark) if may["register"] else [],
        "scan": hasattr(remark, "scan"),
        "original": hasattr(remark, "original"),
    }
    return render(request, "consultations/remark.html", shown)


def _alike(remark: Remark) -> list[Remark]:
    others = counting(remark.consultation).exclude(pk=remark.pk)
    if remark.group_id:
        others = others.exclude(group=remark.group_id)
    texts = dict(others.values_list("pk", "text"))
    nearest = [pk for pk, _share in alike(remark.text, texts)[:_NEAREST]]
    found = Remark.objects.in_bulk(nearest)
    return [found[pk] for pk in nearest]


@consultation_page(REGISTER)
def add(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Enter a remark from a meeting, a letter or the mail."""
    files = request.FILES if request.method == "POST" else None
    form = EnterForm(consultation, sent(request), files)
    back = place_of(consultation, "register")
    lead = "Numer nada portal. Imię i adres są przechowywane osobno i nie trafiają do rejestru."
    more = {"uploads": True}
    sheet = Sheet("Wpisz uwagę", "Wpisz uwagę", "Wpisano uwagę.", back, lead, more=more)

    def verb(_: dict[str, Any]) -> object:
        return enter(who(request), consultation, form.said(), form.came(), form.person())

    return form_page(request, consultation.partnership, sheet, form, verb)


@remark_page(PROPOSE)
def position(request: HttpRequest, remark: Remark) -> HttpResponse:
    """Take a position on a remark and on its group."""
    consultation = remark.consultation
    revisions = [(each, _change(each)) for each in revisions_for(consultation, remark)]
    form = OpinionForm(revisions, sent(request))
    confirms = can(request, CONFIRM, consultation.partnership)
    lead = "Stanowisko obejmie całą grupę. " if remark.group else ""
    lead += "" if confirms else "Stanowisko zatwierdzi koordynator."
    more = {"quoted": remark.text, "consultation": consultation}
    sheet = Sheet(
        f"Stanowisko wobec uwagi nr {remark.number}",
        "Zajmij stanowisko" if confirms else "Zaproponuj stanowisko",
        "Zapisano stanowisko.",
        place_of(consultation, "remark", remark.number),
        lead.strip(),
        more=more,
    )
    return form_page(
        request,
        consultation.partnership,
        sheet,
        form,
        lambda _: decide(who(request), remark, form.opinion()),
    )


def _change(revision: Any) -> str:
    before, after = (" ".join(text.split()) for text in words_of(revision))
    return f"{revision.at:%d.%m.%Y}: „{before[:50]}” → „{after[:50]}”"


@pressed(remark_page(CONFIRM))
def approve(request: HttpRequest, remark: Remark, verdict: int) -> HttpResponse:
    """Let a proposed position hold."""
    found = get_object_or_404(verdicts_on(remark), pk=verdict)
    back = place_of(remark.consultation, "remark", remark.number)
    return press(
        request,
        lambda: confirm_verdict(who(request), found, remark.consultation),
        "Zatwierdzono stanowisko.",
        back,
    )


@remark_page(REGISTER)
def screen(request: HttpRequest, remark: Remark) -> HttpResponse:
    """Blank personal data in a remark, or say that there are none."""
    found = flags(remark.text)
    form = ScreenForm(sent(request), initial={"pieces": "\n".join(one.piece for one in found)})
    lead = "Pierwotna treść zostanie zaszyfrowana do dnia usunięcia danych osobowych."
    if found:
        lead = f"Wykryto: {', '.join(sorted({one.kind for one in found}))}. {lead}"
    sheet = Sheet(
        f"Dane osobowe w uwadze nr {remark.number}",
        "Zapisz sprawdzenie",
        "Sprawdzono.",
        place_of(remark.consultation, "remark", remark.number),
        lead,
        more={"quoted": remark.text, "consultation": remark.consultation},
    )
    return form_page(
        request,
        remark.consultation.partnership,
        sheet,
        form,
        lambda data: blank(who(request), remark, data["pieces"].splitlines()),
    )


@pressed(remark_page(REGISTER))
def spam(request: HttpRequest, remark: Remark) -> HttpResponse:
    """Say that a remark is spam."""
    back = place_of(remark.consultation, "remark", remark.number)
    said = "Uwaga się nie liczy. Można to cofnąć."
    return press(request, lambda: reject_spam(who(request), remark), said, back)


@pressed(remark_page(REGISTER))
def restore(request: HttpRequest, remark: Remark) -> HttpResponse:
    """Let a remark count."""
    back = place_of(remark.consultation, "remark", remark.number)
    return press(request, lambda: take_back(who(request), remark), "Uwaga się liczy.", back)


@pressed(remark_page(REGISTER))
def part(request: HttpRequest, remark: Remark) -> HttpResponse:
    """Take a remark out of its group."""
    back = place_of(remark.consultation, "remark", remark.number)
    return press(request, lambda: ungroup(who(request), remark), "Wyjęto uwagę z grupy.", back)


@consultation_page(REGISTER)
def groups(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Put remarks together: by numbers, or as the machine suggests."""
    begun = {"numbers": request.GET.get("uwagi", "")[:2000]}
    form = GroupForm(sent(request), initial=begun)
    free = counting(consultation).filter(group=None)
    found = {one.pk: one for one in free.only("pk", "number", "text", "consultation")}
    sets = clusters({pk: one.text for pk, one in found.items()})[:_MOST_SETS]
    more = {
        "suggested": [[found[pk] for pk in one] for one in sets],
        "groups": consultation.groups.prefetch_related("remarks"),
        "consultation": consultation,
    }
    lead = "Uwagi w grupie mają wspólne stanowisko. Portal podpowiada podobne; decyduje człowiek."
    back = place_of(consultation, "groups")
    sheet = Sheet("Grupy uwag", "Połącz w grupę", "Połączono uwagi.", back, lead, more=more)
    return form_page(
        request,
        consultation.partnership,
        sheet,
        form,
        lambda data: group(who(request), consultation, data["numbers"], data["title"]),
    )


@require_POST
@remark_page(PERSONAL)
def original(request: HttpRequest, remark: Remark) -> HttpResponse:
    """The text of a remark as it came; reading it is logged."""
    shown = words(request, remark.consultation.partnership, f"Uwaga nr {remark.number}: pierwotnie")
    shown |= {"text": original_of(who(request), remark), "remark": remark}
    shown["consultation"] = remark.consultation
    return render(request, "consultations/original.html", shown)


@require_POST
@remark_page(PERSONAL)
def scan(request: HttpRequest, remark: Remark) -> HttpResponseBase:
    """The scan of a letter, always to be saved; opening it is logged."""
    found = open_scan(who(request), remark)
    if found is None:
        raise Http404
    try:
        content = found.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    name = f"uwaga-{remark.number}.{str(found.file.name).rpartition('.')[2]}"
    return FileResponse(content, as_attachment=True, filename=name, content_type=found.media_type)
