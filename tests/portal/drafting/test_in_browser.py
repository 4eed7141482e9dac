"""The pages in a real browser: accessible at both widths, and a text written on a phone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.portal.looking import Browsers, Desk, press

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
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 240" width="640" height="240">'
    '<rect width="640" height="240" fill="#93c3d2"/></svg>'
)
DATA = model.Table("x", "Dane", (model.Column("Gmina"),), (("Leśniów",),))
PICTURE = model.Figure("ludnosc", SVG, "Słupki maleją.", "Ludność", "GUS", DATA)


@pytest.fixture(params=[1000, 390])
def desk(request: pytest.FixtureRequest, jan: User, browsers: Browsers) -> Desk:
    """The expert's browser, on a desk and on a phone; of an expert no second factor is demanded."""
    return Desk(browsers.open(jan, request.param, factor=False), "drafting")


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
    for name in (
        *("text", "checklist", "comments", "texts", "settings", "deleted", "freeze"),
        *("layers", "layer_file", "layer_area"),
    ):
        desk.open(name)
        desk.sound(name)
    desk.open("block_edit", block.key)
    desk.sound("editor")
    desk.page.get_by_label("Treść").fill("Nowy **tekst** i [] liczba.")
    desk.page.get_by_role("button", name="Podgląd").click()
    desk.page.get_by_role("heading", name="Podgląd").wait_for()
    desk.sound("preview")
    desk.page.get_by_label("Dowód").select_option(index=1)
    desk.page.get_by_role("button", name="Wstaw przytoczenie").click()
    expect(desk.page.get_by_label("Treść")).to_have_value(re.compile("dowod:finding"))
    change_block(ola, block, 1, "Tekst drugiej osoby.")
    desk.page.get_by_role("button", name="Zapisz").click()
    desk.page.get_by_text("Zapis wstrzymany").wait_for()
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
        desk.page.get_by_text("Zapis wstrzymany").wait_for()
        desk.sound(f"{slug}-clash")
        desk.open("companion_history", slug)
        desk.sound(f"{slug}-history")


def test_a_paragraph_is_written_from_the_text(desk: Desk, chapter: Chapter) -> None:
    page = desk.page
    desk.open("text")
    page.locator(".chapter .block-deeds summary").first.click()
    press(page.get_by_role("link", name="Dodaj fragment"))
    press(page.get_by_role("link", name="Akapit"))
    page.get_by_label("Treść").fill("Pierwszy akapit.\n- punkt listy")
    page.get_by_role("button", name="Dodaj", exact=True).click()
    expect(page.locator(".block li")).to_have_text("punkt listy")
    block = Block.objects.get()
    expect(page).to_have_url(re.compile(f"#{block.key}$"))
