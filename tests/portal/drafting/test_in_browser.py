"""The pages in a real browser: accessible at both widths, and a text written on a phone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page

from terytoria.documents import model
from terytoria.portal.accounts.models import User
from terytoria.portal.drafting.domain.commenting import comment, decline
from terytoria.portal.drafting.domain.companions import change_companion
from terytoria.portal.drafting.domain.drawing import keep_figures
from terytoria.portal.drafting.domain.evaluating import judge, sign
from terytoria.portal.drafting.domain.freezing import freeze_text
from terytoria.portal.drafting.domain.presence import arrive
from terytoria.portal.drafting.domain.removing import loss, remove
from terytoria.portal.drafting.domain.starting import create_text
from terytoria.portal.drafting.domain.writing import add_block, change_block
from terytoria.portal.drafting.models import Block, Chapter, Text
from terytoria.portal.drafting.views.companions import SLUGS
from terytoria.portal.partnerships.models import Partnership

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PICTURES = os.environ.get("TERYTORIA_TEST_PICTURES")
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 240" width="640" height="240">'
    '<rect width="640" height="240" fill="#93c3d2"/></svg>'
)
DATA = model.Table("x", "Dane", (model.Column("Gmina"),), (("Leśniów",),))
PICTURE = model.Figure("ludnosc", SVG, "Słupki maleją.", "Ludność", "GUS", DATA)


class Desk:
    """The expert's browser."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base

    def open(self, name: str, *more: Any, query: str = "") -> None:
        self.page.goto(self.base + reverse(f"drafting:{name}", args=["dolina", *more]) + query)

    def sound(self, name: str) -> None:
        """Nothing scrolls sideways, nothing is inaccessible."""
        page = self.page
        if PICTURES:
            width = page.viewport_size["width"] if page.viewport_size else 0
            page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        found = Axe().run(page).response["violations"]
        assert found == [], (name, [(one["id"], one["nodes"][0]["html"]) for one in found])


@pytest.fixture(params=[1000, 390])
def desk(
    request: pytest.FixtureRequest,
    transactional_db: None,
    jan: User,
    live_server: Any,
    browser: Browser,
) -> Iterator[Desk]:
    """The expert's browser, on a desk and on a phone."""
    client = Client()
    client.force_login(jan)  # of an expert no second factor is demanded
    context = browser.new_context(viewport={"width": request.param, "height": 800})
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    context.add_cookies([{**cookie, "url": live_server.url}])
    context.set_default_timeout(20000)
    yield Desk(context.new_page(), live_server.url)
    context.close()


@pytest.fixture
def started(made: Any, ola: User, dolina: Partnership, accepted: Any) -> Text:
    """A text from the template with a table, a figure and a mistake."""
    keep_figures(accepted.version.pk, (PICTURE,))
    frame = {"title": "Strategia Doliny", "profiles": ["cwd", "supralocal_10g"], "horizon": 2030}
    text = create_text(ola, dolina, frame)
    chapter = text.chapters.get(title="Wnioski z diagnozy")
    wrong = f"Ubyło [7](dowod:finding:{accepted.pk}) osób."
    block = add_block(ola, chapter, "paragraph", {"text": wrong})
    table = {"caption": "Gminy w liczbach", "table": "Gmina | Osoby\nLeśniów | 4871\nBorowa | 5352"}
    add_block(ola, chapter, "table", table, block)
    figure = {"figure": "ludnosc", "caption": "Mieszkańców ubywa", "pinned": ""}
    add_block(ola, chapter, "figure", figure, block)
    return text


def paragraph(text: Text) -> Block:
    found = Block.objects.filter(chapter__text=text, kind="paragraph").first()
    assert found is not None
    return found


def test_pages_before_a_text(desk: Desk, made: Any) -> None:
    desk.open("text")
    desk.sound("empty")
    desk.open("start")
    desk.sound("start")


def test_pages_of_a_text_at_work(desk: Desk, started: Text, ola: User, jan: User) -> None:
    block = paragraph(started)
    arrive(ola, block.key)
    comment(ola, block, "Za krótko.", "Zupełnie inny tekst akapitu.", 1)
    decline(jan, comment(ola, block, "", "Jeszcze inny.", 1), "Bez dowodu.")
    for name in ("text", "checklist", "comments", "texts", "settings", "deleted", "freeze"):
        desk.open(name)
        desk.sound(name)
    desk.open("block_edit", block.key)
    desk.sound("editor")
    desk.page.get_by_label("Treść").fill("Nowy **tekst** i [] liczba.")
    desk.page.get_by_role("button", name="Podgląd").click()
    desk.sound("preview")
    desk.page.get_by_label("Dowód").select_option(index=1)
    desk.page.get_by_role("button", name="Wstaw przytoczenie").click()
    assert "dowod:finding" in desk.page.get_by_label("Treść").input_value()
    change_block(ola, block, 1, "Tekst drugiej osoby.")
    desk.page.get_by_role("button", name="Zapisz").click()
    desk.sound("clash")
    for name in ("history", "comment", "delete"):
        desk.open(name, block.key)
        desk.sound(name)
    for kind in ("table", "figure", "inserted"):
        desk.open("block_add", query=f"?po={block.key}&rodzaj={kind}")
        desk.sound(f"add-{kind}")
    desk.open("block_add", query=f"?po={block.key}")
    desk.sound("kinds")
    desk.open("chapter_add")
    desk.sound("chapter")
    desk.open("waive", "G7")
    desk.sound("waive")
    block.refresh_from_db()
    remove(ola, block, loss(block).shown)
    desk.open("history", block.key)
    desk.sound("history-deleted")


def test_pages_of_evaluation_and_versions(
    desk: Desk, started: Text, ola: User, jan: User, accepted: Any
) -> None:
    desk.open("evaluation")
    desk.sound("evaluation")
    said = dict.fromkeys(("relevance", "effectiveness", "efficiency"), "Ocena eksperta.")
    judge(jan, started, 0, said)
    sign(jan, started, 1)
    desk.open("evaluation")
    desk.sound("evaluation-signed")
    written = Block.objects.filter(chapter__text=started, kind="paragraph")
    (wrong,) = (one for one in written if "[7]" in one.content["text"])
    change_block(ola, wrong, 1, f"Ubyło [1](dowod:finding:{accepted.pk}) osób.")
    desk.open("evaluation")
    desk.sound("evaluation-old")
    freeze_text(ola, started, "do konsultacji")
    change_block(ola, wrong, 2, f"Ubywa [1](dowod:finding:{accepted.pk}) osób co roku.")
    desk.open("versions")
    desk.sound("versions")
    desk.open("version", 1)
    desk.sound("version")
    desk.open("compare", query="?old=1&new=0")
    desk.sound("compare")


def test_pages_of_what_goes_with_a_text(desk: Desk, started: Text, ola: User) -> None:
    for slug, kind in SLUGS.items():
        desk.open("companion", slug)
        desk.sound(f"{slug}-empty")
        bad = {"text": "UE da środki.\nRaz. Dwa.", "words": "budżet", "area": "Długie. " * 360}
        change_companion(ola, started, kind, 0, bad)
        desk.open("companion", slug)
        desk.sound(slug)
        change_companion(ola, started, kind, 1, {**bad, "text": "Inny.", "area": "Inny obszar."})
        desk.page.get_by_label("Treść" if slug == "latwy" else "Obszar").fill("Mój tekst.")
        desk.page.get_by_role("button", name="Zapisz").click()
        desk.sound(f"{slug}-clash")
        desk.open("companion_history", slug)
        desk.sound(f"{slug}-history")


def test_a_paragraph_is_written_from_the_text(desk: Desk, chapter: Chapter) -> None:
    page = desk.page
    desk.open("text")
    page.locator(".chapter .block-deeds summary").first.click()
    page.get_by_role("link", name="Dodaj fragment").click()
    page.get_by_role("link", name="Akapit").click()
    page.get_by_label("Treść").fill("Pierwszy akapit.\n- punkt listy")
    page.get_by_role("button", name="Dodaj", exact=True).click()
    assert page.locator(".block li").inner_text() == "punkt listy"
    block = Block.objects.get()
    assert page.url.endswith(f"#{block.key}")
