"""Frozen versions: the list, one of them, two compared, freezing, files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from terytoria.portal.drafting.domain.checking import check
from terytoria.portal.drafting.domain.companions import written_companions
from terytoria.portal.drafting.domain.comparison import compare as compare_drafts
from terytoria.portal.drafting.domain.content import LABELS
from terytoria.portal.drafting.domain.figures import Figures, figures_for
from terytoria.portal.drafting.domain.freezing import freeze_text
from terytoria.portal.drafting.domain.printing import FORMATS, printing_of, request_files
from terytoria.portal.drafting.domain.queries import draft_of, frozen, signed_evaluation
from terytoria.portal.drafting.enums import CompanionKind
from terytoria.portal.drafting.interfaces.checklist import flaws_of
from terytoria.portal.drafting.interfaces.forms import CompareForm, FreezeForm
from terytoria.portal.drafting.interfaces.reading import Reading
from terytoria.portal.drafting.models import DraftFile, DraftVersion, Text
from terytoria.portal.drafting.rules import FREEZE, VIEW
from terytoria.portal.drafting.views.ground import place, text_of, words
from terytoria.portal.headers import REPORT_POLICY
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.views.ground import partnership_page, who
from terytoria.portal.partnerships.views.sheets import refuse, sent
from terytoria.portal.strategies.chain import Cited
from terytoria.strategy.draft import Draft

_WHAT = {
    "added": ("success", "dodano"),
    "removed": ("error", "usunięto"),
    "changed": ("info", "zmieniono"),
    "moved": ("info", "przeniesiono"),
}


@require_safe
@partnership_page(VIEW)
def listing(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Every frozen version of the text."""
    shown = words(request, partnership, "Wersje tekstu")
    shown["versions"] = frozen(text_of(partnership))
    return render(request, "drafting/versions.html", shown)


@require_safe
@partnership_page(VIEW)
def version(request: HttpRequest, partnership: Partnership, number: int) -> HttpResponse:
    """One version as it was, and its files."""
    return _shown(request, partnership, _version(partnership, number))


@require_safe
@partnership_page(VIEW)
def kept(request: HttpRequest, partnership: Partnership, pk: int) -> HttpResponse:
    """One version of whatever text, at an address that stays; its files are of the current one."""
    found = _versions().filter(text__partnership=partnership)
    return _shown(request, partnership, get_object_or_404(found, pk=pk))


def _shown(request: HttpRequest, partnership: Partnership, one: DraftVersion) -> HttpResponse:
    values, chain = one.values(), one.strategy.chain()
    sources = {
        key: Cited(
            key=key,
            title=told["title"],
            text=told["text"],
            diagnosis=told["diagnosis"],
            snapshot=told["snapshot"],
            values=tuple(told["values"]),
        )
        for key, told in values["sources"].items()
    }
    draft = Draft.from_json(values["draft"])
    figures = figures_for(partnership, draft)
    figures = Figures(one.diagnosis, figures.by_snapshot, figures.drawn)
    reading = Reading(partnership.slug, draft, chain, sources, figures)
    written = {each.ending for each in one.files.all()}
    shown = words(request, partnership, f"{draft.title}, wersja {one.number}") | {
        "version": one,
        "parts": reading.parts(),
        "outline": reading.outline,
        "sources": reading.numbered(),
        "is_frozen": True,
        "files": [(end, label) for end, (label, _type) in FORMATS.items() if end in written],
        "job": printing_of(one),
        "beside": _beside(values),
        "wide": True,
    }
    return render(request, "drafting/version.html", shown)


def _version(partnership: Partnership, number: int) -> DraftVersion:
    return get_object_or_404(_versions(), text=text_of(partnership), number=number)


def _beside(values: Mapping[str, Any]) -> list[tuple[str, list[tuple[str, str]]]]:
    """What was frozen beside a text: by kind, its written parts with their names."""
    return [
        (kind.label, [(LABELS[name], said) for name, said in values[kind].items() if said])
        for kind in CompanionKind
        if kind in values
    ]


def _versions() -> QuerySet[DraftVersion]:
    return DraftVersion.objects.select_related(
        "strategy", "text__partnership", "diagnosis__partnership"
    )


@require_POST
@partnership_page(VIEW)
def order(request: HttpRequest, partnership: Partnership, number: int) -> HttpResponse:
    """Order the files of a version."""
    request_files(who(request), _version(partnership, number))
    messages.success(request, "Pliki są zlecone. Odśwież stronę za chwilę.")
    return redirect("drafting:version", partnership.slug, number)


@require_safe
@partnership_page(VIEW)
def file(
    request: HttpRequest, partnership: Partnership, number: int, ending: str
) -> HttpResponseBase:
    """A file of a version."""
    del request
    kept = DraftFile.objects.filter(version__text=text_of(partnership), version__number=number)
    found = kept.filter(ending=ending).first()
    if found is None or ending not in FORMATS:
        raise Http404
    name = f"strategia-{partnership.slug}-wersja-{number}.{ending}"
    response = FileResponse(
        found.file.open("rb"),
        as_attachment=True,
        filename=name,
        content_type=FORMATS[ending][1],
    )
    response["Content-Security-Policy"] = REPORT_POLICY
    return response


@require_safe
@partnership_page(VIEW)
def compare(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """What changed between two versions, as people read it."""
    text = text_of(partnership)
    form = CompareForm(list(frozen(text)), request.GET or None)
    shown = words(request, partnership, "Porównanie wersji tekstu") | {"form": form}
    if form.is_valid():
        old, new = (_draft(text, int(form.cleaned_data[name])) for name in form.LABELS)
        shown["changes"] = [(*_WHAT[one.what], one) for one in compare_drafts(old, new)]
        shown["is_compared"] = True
    return render(request, "drafting/compare.html", shown)


def _draft(text: Text, number: int) -> Draft:
    """A version by number; 0 is the text as it is now."""
    if number == 0:
        return draft_of(text)
    return frozen(text).defer(None).get(number=number).draft()


@partnership_page(FREEZE)
def freeze(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Say what will be frozen and what stands in the way; freeze."""
    text = text_of(partnership)
    form = FreezeForm(sent(request))
    newest = frozen(text).first()
    if form.is_valid():
        try:
            made = freeze_text(who(request), text, form.cleaned_data["note"])
        except RefusedError as refusal:
            refuse(form, refusal)
        else:
            said = f"Zamrożono wersję {made.number}."
            if newest is not None and made.pk == newest.pk:
                said = f"Nic się nie zmieniło od wersji {made.number}, więc nie ma nowej."
            messages.success(request, said)
            return redirect("drafting:version", partnership.slug, made.number)
    flaws = flaws_of(partnership.slug, place(partnership), check(text))
    shown = words(request, partnership, "Zamroź wersję tekstu") | {
        "form": form,
        "flaws": [one for one in flaws if one.look == "error"],
        "evaluation": signed_evaluation(text),
        "lacking": [one.label for one in CompanionKind if one not in written_companions(text)],
    }
    return render(request, "drafting/freeze.html", shown, status=422 if form.errors else 200)
