"""Every action by every role and stage; another partnership's people see nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils.timezone import localdate
from tests.portal.people import browser_of

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.drafting import urls
from terytoria.portal.drafting.domain.commenting import accept, comment, decline, resolve
from terytoria.portal.drafting.domain.companions import change_companion
from terytoria.portal.drafting.domain.drawing import request_figures
from terytoria.portal.drafting.domain.evaluating import begin_again, judge, sign
from terytoria.portal.drafting.domain.freezing import freeze_text
from terytoria.portal.drafting.domain.layers import add_area
from terytoria.portal.drafting.domain.ordering import move_block, move_chapter
from terytoria.portal.drafting.domain.printing import request_files
from terytoria.portal.drafting.domain.queries import frozen
from terytoria.portal.drafting.domain.removing import loss, remove, restore
from terytoria.portal.drafting.domain.starting import change_text, create_text, make_current
from terytoria.portal.drafting.domain.waiving import waive
from terytoria.portal.drafting.domain.writing import (
    add_block,
    add_chapter,
    change_block,
    change_chapter,
)
from terytoria.portal.drafting.enums import CompanionKind
from terytoria.portal.drafting.models import Block, Comment, Text
from terytoria.portal.drafting.rules import ACTIONS, COMMENT, EDIT, FREEZE, SIGN, VIEW
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import AnyRole, ForbiddenError, may

pytestmark = pytest.mark.django_db

EVERYBODY: tuple[AnyRole | None, ...] = (*Role, *ProgrammeRole, None)
LEAD = ProgrammeRole.LEAD_ADVISER
ALL: set[Any] = {*Role, *ProgrammeRole}
EDITORS: set[Any] = {Role.COORDINATOR, Role.EXPERT, Role.WORKING_GROUP, LEAD}
COMMENTERS = EDITORS | {Role.CHAIR, Role.REPRESENTATIVE}
FREEZERS: set[Any] = {Role.COORDINATOR, LEAD}
SIGNERS: set[Any] = {Role.EXPERT, LEAD}
TABLE: dict[Any, set[Any]] = {
    VIEW: ALL,
    EDIT: EDITORS,
    COMMENT: COMMENTERS,
    FREEZE: FREEZERS,
    SIGN: SIGNERS,
}
FRAME = {"title": "T", "profiles": ["gmina_10e"], "horizon": 2031}
SUMMARY = CompanionKind.SUMMARY
CHAPTER = {"title": "T", "level": 1, "elements": []}


class Ground:
    """A text that can be frozen, with a comment, a suggestion and a written evaluation."""

    def __init__(self, text: Text, block: Block, ola: User, finding: Any) -> None:
        self.text, self.block, self.chapter = text, block, block.chapter
        self.diagnosis = finding.version
        add_block(ola, self.chapter, "inserted", {"what": "goals"})
        self.comment = comment(ola, block, "Uwaga.")
        self.suggestion = comment(ola, block, "", "Inny tekst.", 1)
        said = dict.fromkeys(("relevance", "effectiveness", "efficiency"), "Ocena.")
        judge(ola, text, 0, said)
        self.layer = add_area(ola, text.partnership, "Południe", ["0201011"])
        self.version = freeze_text(ola, text)


@pytest.fixture(name="ready")
def _ready(text: Text, block: Block, made: Any, ola: User, accepted: Any) -> Ground:
    return Ground(text, block, ola, accepted)


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.name)
@pytest.mark.parametrize("role", EVERYBODY, ids=str)
def test_an_action_is_for_those_it_is_for(
    action: Any, role: AnyRole | None, dolina: Partnership, person: Any
) -> None:
    actor = person(role)
    assert may(actor, action, dolina, localdate()) == (role in TABLE[action])
    dolina.stage = Stage.CLOSED
    closed = role in TABLE[action] and action is VIEW
    assert may(actor, action, dolina, localdate()) == closed


VERBS: dict[str, tuple[Callable[[User, Ground], object], set[Any]]] = {
    "start": (lambda a, g: create_text(a, g.text.partnership, FRAME), EDITORS),
    "settings": (lambda a, g: change_text(a, g.text, 1, FRAME), EDITORS),
    "choose": (lambda a, g: make_current(a, g.text), EDITORS),
    "add chapter": (lambda a, g: add_chapter(a, g.text, CHAPTER), EDITORS),
    "add block": (lambda a, g: add_block(a, g.chapter, "paragraph", {"text": "x"}), EDITORS),
    "change chapter": (lambda a, g: change_chapter(a, g.chapter, 1, CHAPTER), EDITORS),
    "change block": (lambda a, g: change_block(a, g.block, 1, "x"), EDITORS),
    "move chapter": (lambda a, g: move_chapter(a, g.chapter, up=True), EDITORS),
    "move block": (lambda a, g: move_block(a, g.block, up=True), EDITORS),
    "remove": (lambda a, g: remove(a, g.block, loss(g.block).shown), EDITORS),
    "waive": (lambda a, g: waive(a, change_text(a, g.text, 1, FRAME), "G7", "x"), EDITORS),
    "comment": (lambda a, g: comment(a, g.block, "x"), COMMENTERS),
    "accept": (lambda a, g: accept(a, g.suggestion), EDITORS),
    "decline": (lambda a, g: decline(a, g.suggestion, "x"), EDITORS),
    "resolve": (lambda a, g: resolve(a, g.comment), EDITORS),
    "summary": (lambda a, g: change_companion(a, g.text, SUMMARY, 0, {"area": "x"}), EDITORS),
    "judge": (lambda a, g: judge(a, g.text, 1, {"relevance": "x"}), EDITORS),
    "sign": (lambda a, g: sign(a, g.text, 1), SIGNERS),
    "freeze": (lambda a, g: freeze_text(a, g.text, "x"), FREEZERS),
    "layer": (lambda a, g: add_area(a, g.text.partnership, "A", ["0201011"]), EDITORS),
    "draw": (lambda a, g: request_figures(a, g.diagnosis), EDITORS),
    "print": (lambda a, g: request_files(a, g.version), ALL),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("role", EVERYBODY, ids=str)
def test_a_verb_is_for_those_it_is_for(
    verb: str, role: AnyRole | None, ready: Ground, person: Any
) -> None:
    done, roles = VERBS[verb]
    actor = person(role)
    if role in roles:
        done(actor, ready)
        return
    refused: Any = (ForbiddenError, ValueError) if verb == "resolve" else ForbiddenError
    with pytest.raises(refused, match=r"Nie możesz|zamyka jego autor"):
        done(actor, ready)
    assert not Entry.objects.filter(actor=actor.pk).exists()


def test_whoever_wrote_a_comment_may_close_it(ready: Ground, person: Any) -> None:
    chair = person(Role.CHAIR)
    one = comment(chair, ready.block, "Moja uwaga.")
    resolve(chair, one)
    assert Comment.objects.get(pk=one.pk).resolved_by == chair


def test_restoring_and_evaluating_again_are_edits(ready: Ground, jan: User, person: Any) -> None:
    remove(jan, ready.block, loss(ready.block).shown)
    sign(jan, ready.text, 1)
    for done in (lambda a: restore(a, ready.block), lambda a: begin_again(a, ready.text)):
        with pytest.raises(ForbiddenError):
            done(person(Role.CHAIR))
        done(person(Role.WORKING_GROUP))


def addresses(ready: Ground, slug: str = "dolina") -> dict[str, str]:
    """Every page of the text, by name."""
    told: dict[str, Any] = {
        "key": ready.block.key,
        "number": 1,
        "name": "ludnosc",
        "ending": "pdf",
        "element": "C1",
        "kind": "latwy",
        "record": ready.layer.pk,
    }
    found = {}
    for pattern in urls.urlpatterns:
        names = pattern.pattern.converters
        given = {name: told[name] for name in names if name in told}
        if "pk" in names:
            given["pk"] = {"choose": ready.text.pk, "kept": ready.version.pk}.get(
                str(pattern.name), ready.suggestion.pk
            )
        if pattern.name == "chapter_edit":
            given["key"] = ready.chapter.key
        found[str(pattern.name)] = reverse(
            f"drafting:{pattern.name}", kwargs={"slug": slug, **given}
        )
    found["block_add"] += f"?po={ready.block.key}"
    return found


def test_people_of_another_partnership_find_no_such_page(
    ready: Ground, person: Any, other: Partnership
) -> None:
    assert get_resolver()
    stranger = browser_of(person(Role.COORDINATOR, other))
    for name, address in addresses(ready).items():
        answers = (stranger.get(address), stranger.post(address, {"version": 1}))
        assert {one.status_code for one in answers} - {405} == {404}, name
        assert all("Ubyło osób" not in one.content.decode() for one in answers)


def test_parts_of_another_partnership_are_not_found_under_ones_own(
    ready: Ground, person: Any, other: Partnership, ola: User
) -> None:
    stranger = person(Role.COORDINATOR, other)
    create_text(stranger, other, FRAME)
    browser, mine = browser_of(stranger), addresses(ready, "gora")
    parts = ("chapter_edit", "block_edit", "block_add", "history", "delete", "restore", "move")
    more = ("comment", "resolve", "accept", "decline", "choose", "version", "file", "files", "draw")
    more += ("kept", "layer_remove")
    for name in (*parts, *more):
        answers = (browser.get(mine[name]), browser.post(mine[name], {"version": 1}))
        assert {one.status_code for one in answers} - {405} == {404}, name
    assert frozen(ready.text).count() == 1


def test_evidence_of_another_partnership_cannot_be_cited(
    ready: Ground, person: Any, other: Partnership, cited: str
) -> None:
    from terytoria.portal.drafting.domain.checking import check

    stranger = person(Role.COORDINATOR, other)
    text = create_text(stranger, other, FRAME)
    chapter = text.chapters.first()
    assert chapter is not None
    add_block(stranger, chapter, "paragraph", {"text": f"Jest {cited}."})
    page = browser_of(stranger).get(reverse("drafting:text", args=["gora"])).content.decode()
    assert "Ustalenie p1" not in page
    assert "brak dowodu" in page
    assert any("Nie ma źródła" in one.text for one in check(text).errors)


def test_nobody_sees_a_text_without_signing_in(ready: Ground) -> None:
    for name, address in addresses(ready).items():
        client = Client(HTTP_HOST="127.0.0.1")
        answers = {client.get(address).status_code, client.post(address).status_code}
        assert answers - {405} == {302}, name


@pytest.mark.parametrize("role", [Role.OBSERVER, ProgrammeRole.NATIONAL_OFFICER])
def test_readers_read_and_are_told_that_they_may_not_edit(
    role: AnyRole, ready: Ground, person: Any
) -> None:
    client, pages = browser_of(person(role)), addresses(ready)
    changing = ("start", "settings", "chapter_add", "block_add", "block_edit", "delete", "freeze")
    for name in (*changing, "layer_file", "layer_area", "layer_remove"):
        assert client.get(pages[name]).status_code == 403, name
    for name in ("evaluation", "comment", "companion"):
        assert client.post(pages[name], {"body": "x", "version": 1}).status_code == 403, name
    reading = ("text", "checklist", "comments", "evaluation", "versions", "version", "deleted")
    for name in (*reading, "layers"):
        answer = client.get(pages[name])
        assert answer.status_code == 200, name
        assert "Zmień</a>" not in answer.content.decode()


def test_the_chair_comments_and_changes_nothing(ready: Ground, person: Any) -> None:
    client, pages = browser_of(person(Role.CHAIR)), addresses(ready)
    assert client.post(pages["comment"], {"body": "Uwaga", "version": 1}).status_code == 302
    assert client.post(pages["block_edit"], {"text": "x", "version": 1}).status_code == 403
    assert Comment.objects.filter(body="Uwaga").exists()
