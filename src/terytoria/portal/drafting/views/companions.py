"""The summary and the easy-to-read version: what people write, what the checks say."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from terytoria.portal.drafting.domain.companions import (
    LONGEST,
    change_companion,
    companion_of,
    empty_sections,
    flaws_of_easy,
    length_of,
)
from terytoria.portal.drafting.domain.content import LABELS
from terytoria.portal.drafting.domain.history import history_of
from terytoria.portal.drafting.domain.writing import EditedMeanwhileError
from terytoria.portal.drafting.enums import CompanionKind
from terytoria.portal.drafting.interfaces.forms import COMPANIONS
from terytoria.portal.drafting.models import Companion
from terytoria.portal.drafting.rules import EDIT, VIEW
from terytoria.portal.drafting.views.ground import text_of, words
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import require
from terytoria.portal.partnerships.views.ground import partnership_page, who
from terytoria.portal.partnerships.views.sheets import refuse, sent
from terytoria.reports.strategy import MOST_PAGES

SLUGS = {"streszczenie": CompanionKind.SUMMARY, "latwy": CompanionKind.EASY}


@partnership_page(VIEW)
def companion(request: HttpRequest, partnership: Partnership, kind: str) -> HttpResponse:
    """Read and change one; a simultaneous edit shows both texts."""
    found = _companion(partnership, kind)
    which = SLUGS[kind]
    form = COMPANIONS[which](sent(request), initial={**found.content, "version": found.version})
    shown, status = words(request, partnership, str(found).capitalize()), 200
    if request.method == "POST":
        require(who(request), EDIT, partnership, localdate())
        status = 422
        try:
            if form.is_valid():
                given = dict(form.cleaned_data)
                changed = change_companion(
                    who(request), found.text, which, given.pop("version"), given
                )
                messages.success(request, "Zapisano." if changed else "Nic się nie zmieniło.")
                return redirect("drafting:companion", partnership.slug, kind)
        except EditedMeanwhileError as clash:
            shown |= _compared(clash)
            form = COMPANIONS[which](initial={**clash.values, "version": clash.version})
            status = 409
        except RefusedError as refusal:
            refuse(form, refusal)
    shown |= {"companion": found, "form": form, "slug": kind, **_checked(found)}
    return render(request, "drafting/companion.html", shown, status=status)


@require_safe
@partnership_page(VIEW)
def history(request: HttpRequest, partnership: Partnership, kind: str) -> HttpResponse:
    """Every saved change of one."""
    found = _companion(partnership, kind)
    shown = words(request, partnership, f"Historia: {found}") | {
        "part": found,
        "changes": history_of(found),
        "back": reverse("drafting:companion", args=[partnership.slug, kind]),
    }
    return render(request, "drafting/history.html", shown)


def _companion(partnership: Partnership, kind: str) -> Companion:
    if kind not in SLUGS:
        raise Http404
    return companion_of(text_of(partnership), SLUGS[kind])


def _checked(found: Companion) -> dict[str, Any]:
    """What the checks say of what is stored."""
    content = found.content
    told = {
        "parts": [(LABELS[name], content.get(name, "")) for name in LONGEST[_kind(found)]],
        "is_written": any(content.values()),
        "is_summary": _kind(found) is CompanionKind.SUMMARY,
        "most_pages": MOST_PAGES,
    }
    if not told["is_written"]:
        return told
    if told["is_summary"]:
        return told | {
            "length": length_of(found.text, content),
            "empty": empty_sections(content),
        }
    return told | {"flaws": flaws_of_easy(content)}


def _kind(found: Companion) -> CompanionKind:
    return CompanionKind(found.kind)


def _compared(clash: EditedMeanwhileError) -> dict[str, Any]:
    both = [
        (LABELS[name], clash.theirs.get(name, ""), clash.values.get(name, ""))
        for name in clash.conflicts
    ]
    return {"clash": both, "reason": clash.message}
