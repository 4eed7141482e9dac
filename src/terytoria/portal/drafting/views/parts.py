"""Adding and changing chapters and blocks; a simultaneous edit shows both texts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from terytoria.portal.drafting.domain.checking import check
from terytoria.portal.drafting.domain.citing import citable
from terytoria.portal.drafting.domain.content import LABELS, in_words, read
from terytoria.portal.drafting.domain.figures import figures_for
from terytoria.portal.drafting.domain.history import Part
from terytoria.portal.drafting.domain.presence import arrive
from terytoria.portal.drafting.domain.queries import draft_of
from terytoria.portal.drafting.domain.writing import (
    DeletedMeanwhileError,
    EditedMeanwhileError,
    Saved,
    add_block,
    add_chapter,
    change_block,
    change_chapter,
)
from terytoria.portal.drafting.enums import BlockKind
from terytoria.portal.drafting.interfaces.editor import cited, previewed
from terytoria.portal.drafting.interfaces.forms import (
    FORMS,
    BlockForm,
    ChapterForm,
    CiteForm,
    FigureForm,
    initial,
)
from terytoria.portal.drafting.models import Block, Chapter
from terytoria.portal.drafting.rules import EDIT
from terytoria.portal.drafting.views.ground import (
    block_of,
    chapter_of,
    part_of,
    place,
    text_of,
    to_place,
    words,
)
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.views.ground import partnership_page, who
from terytoria.portal.partnerships.views.sheets import refuse, sent

_ALL = {"table": "Tabela", **LABELS}


@partnership_page(EDIT)
def chapter_add(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """A new chapter, after the one the address names or at the end."""
    text = text_of(partnership)
    asked = request.GET.get("po", "")
    after = chapter_of(partnership, asked) if asked else None
    level = {"level": str(after.level)} if after else {}
    form = ChapterForm(sent(request), text=text, initial={"version": 0, **level})
    if form.is_valid():
        try:
            made = add_chapter(who(request), text, form.cleaned_data, after)
        except RefusedError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, f"Dodano rozdział „{made}”.")
            return to_place(partnership, made.key)
    shown = words(request, partnership, "Nowy rozdział") | {"form": form, "action": "Dodaj"}
    shown["back"] = place(partnership, asked)
    return render(request, "drafting/editor.html", shown, status=422 if form.errors else 200)


@partnership_page(EDIT)
def chapter_edit(request: HttpRequest, partnership: Partnership, key: str) -> HttpResponse:
    """Change a chapter."""
    chapter = chapter_of(partnership, key)
    start = {**read(chapter), "version": chapter.version}
    form = ChapterForm(sent(request), text=chapter.text, initial=start)
    shown = words(request, partnership, f"Rozdział: {chapter}")

    def again(values: dict[str, Any], version: int) -> ChapterForm:
        return ChapterForm(text=chapter.text, initial={**values, "version": version})

    return _change(request, partnership, chapter, form, shown | {"again": again})


@partnership_page(EDIT)
def block_add(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """A new block after another one, or at the beginning of a chapter."""
    asked = request.GET.get("po") or request.GET.get("w") or ""
    beside = part_of(partnership, asked)
    chapter = beside if isinstance(beside, Chapter) else beside.chapter
    kind = request.GET.get("rodzaj", "")
    shown = words(request, partnership, "Nowy fragment") | {"back": place(partnership, asked)}
    if kind not in BlockKind.values:
        shown |= {"kinds": BlockKind.choices, "beside": asked, "in_chapter": chapter is beside}
        return render(request, "drafting/kinds.html", shown)
    form = _block_form(request, chapter, kind, {"version": 0})
    shown |= {"heading": f"Nowy fragment: {BlockKind(kind).label}", "action": "Dodaj"}
    if special := _special(request, form, chapter, kind):
        return render(request, "drafting/editor.html", shown | special)
    if form.is_valid():
        try:
            after = beside if isinstance(beside, Block) else None
            made = add_block(who(request), chapter, kind, form.content(), after)
        except RefusedError as refusal:
            refuse(form, refusal)
        else:
            _say(request, Saved(made, changed=True))
            return to_place(partnership, made.key)
    shown |= {"form": form, **_beside(request, chapter, kind)}
    return render(request, "drafting/editor.html", shown, status=422 if form.errors else 200)


@partnership_page(EDIT)
def block_edit(request: HttpRequest, partnership: Partnership, key: str) -> HttpResponse:
    """Change a block; say who else has it open."""
    block = block_of(partnership, key)
    others = arrive(who(request), block.key)
    start = {**initial(block.kind, block.content), "version": block.version}
    form = _block_form(request, block.chapter, block.kind, start)
    heading = f"{block.get_kind_display().capitalize()}: {block.chapter}"
    shown = words(request, partnership, heading)
    shown["others"] = f"Edytuje też {', '.join(others)}" if others else ""
    shown |= _beside(request, block.chapter, block.kind)
    shown |= {"action": "Zapisz", "back": place(partnership, key), "part": block}
    if special := _special(request, form, block.chapter, block.kind):
        return render(request, "drafting/editor.html", shown | special)

    def again(values: dict[str, Any], version: int) -> BlockForm:
        stale = {**initial(block.kind, values), "version": version}
        return _block_form(None, block.chapter, block.kind, stale)

    return _change(request, partnership, block, form, shown | {"again": again})


def _block_form(
    request: HttpRequest | None, chapter: Chapter, kind: str, start: dict[str, Any]
) -> BlockForm:
    form = FORMS[BlockKind(kind)](sent(request) if request else None, initial=start)
    if isinstance(form, FigureForm):
        form.offer(figures_for(chapter.text.partnership, draft_of(chapter.text)))
    return form


def _beside(request: HttpRequest, chapter: Chapter, kind: str) -> dict[str, Any]:
    """What stands beside the field of a text: evidence to cite."""
    if kind not in (BlockKind.PARAGRAPH, BlockKind.TABLE):
        newest = figures_for(chapter.text.partnership).newest if kind == BlockKind.FIGURE else None
        return {"figures_of": newest}
    sources = citable(chapter.text.partnership)
    return {"citable": sources, "cite_form": CiteForm(sent(request), sources=sources)}


def _special(request: HttpRequest, form: BlockForm, chapter: Chapter, kind: str) -> dict[str, Any]:
    """The editor again with a citation put in, or with a preview; nothing for a save."""
    wanted = request.POST.get("zrob", "")
    if wanted not in ("wstaw", "podglad"):
        return {}
    beside = _beside(request, chapter, kind)
    typed = {name: request.POST.get(name, "") for name in form.fields}
    if wanted == "wstaw":
        field = "table" if kind == BlockKind.TABLE else "text"
        key = request.POST.get("cite", "")
        found = next((one for one in beside.get("citable", ()) if one.key == key), None)
        typed[field] = cited(typed[field], found) if found else typed[field]
        again = _block_form(None, chapter, kind, typed)
        return {"form": again, **beside, "no_choice": found is None}
    again = _block_form(None, chapter, kind, typed)
    return {"form": again, **beside, **previewed(chapter.text, kind, typed)}


def _change(
    request: HttpRequest,
    partnership: Partnership,
    part: Part,
    form: BlockForm | ChapterForm,
    shown: dict[str, Any],
) -> HttpResponse:
    if part.deleted_at and request.method != "POST":
        return to_place(partnership)
    status, again = 200, shown.pop("again")
    if request.method == "POST":
        status = 422
        try:
            if form.is_valid():
                saved = _save(request, part, form)
                _say(request, saved)
                return to_place(partnership, part.key)
        except EditedMeanwhileError as clash:
            shown |= _compared(clash)
            form, status = again(clash.values, clash.version), 409
        except RefusedError as refusal:
            shown["is_gone"] = isinstance(refusal, DeletedMeanwhileError)
            refuse(form, refusal)
    shown |= {"form": form, "action": "Zapisz", "part": part}
    shown["back"] = place(partnership, part.key)
    return render(request, "drafting/editor.html", shown, status=status)


def _save(request: HttpRequest, part: Part, form: BlockForm | ChapterForm) -> Saved:
    version = form.cleaned_data["version"]
    if isinstance(part, Chapter):
        return change_chapter(who(request), part, version, form.cleaned_data)
    assert isinstance(form, BlockForm)  # noqa: S101 - a block has its form
    return change_block(who(request), part, version, form.content())


def _say(request: HttpRequest, saved: Saved) -> None:
    """Say what was saved, what others changed meanwhile, and what the checks say now."""
    if not saved.changed:
        messages.info(request, "Nic się nie zmieniło.")
        return
    said = "Zapisano."
    if saved.merged:
        said = "Zapisano razem ze zmianami, które w tym czasie zrobił ktoś inny w innych zdaniach."
    messages.success(request, said)
    text = saved.part.text if isinstance(saved.part, Chapter) else saved.part.chapter.text
    for one in check(text).of(saved.part.key)[:3]:
        messages.warning(request, one.text)


def _compared(clash: EditedMeanwhileError) -> dict[str, Any]:
    theirs, mine = in_words(clash.theirs), in_words(clash.values)
    both = [(_ALL[one], theirs.get(one, ""), mine.get(one, "")) for one in clash.conflicts]
    return {"clash": both, "reason": clash.message}
