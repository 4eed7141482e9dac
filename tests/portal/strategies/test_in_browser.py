"""The pages in a real browser: accessible at both widths, and a chain built on a phone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.portal.looking import Browsers, Desk, press

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.strategies.domain.editing import create, edit, frame_of
from terytoria.portal.strategies.domain.freezing import freeze
from terytoria.portal.strategies.domain.queries import chain_of
from terytoria.portal.strategies.domain.removing import citing, fingerprint, remove
from terytoria.portal.strategies.enums import Kind
from terytoria.portal.strategies.models import Challenge

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=[1000, 390])
def desk(request: pytest.FixtureRequest, jan: User, browsers: Browsers) -> Desk:
    """The expert's browser, on a desk and on a phone; of an expert no second factor is demanded."""
    return Desk(browsers.open(jan, request.param, factor=False), "strategies")


def test_pages_of_a_strategy_at_work(desk: Desk, made: Any, ola: User, jan: User) -> None:
    edit(ola, frame_of(made.partnership), {"vision": "Razem dalej.", "horizon": 2028}, 0)
    made.project.lead = "0201042"
    made.project.links = ["https://example.org/" + "bardzo-dlugi-adres-" * 6]
    made.project.save()
    create(jan, made.partnership, Kind.CHALLENGE, {"title": "Starzejący się mieszkańcy"})
    second = create(jan, made.partnership, Kind.DIRECTION, {"title": "Staże", "goal": made.goal.pk})
    made.project.serves.add(second.pk)
    desk.open("outline")
    desk.sound("outline")
    desk.open("outline", query="?tylko=problemy")
    desk.sound("only-problems")
    press(desk.page.get_by_role("link", name="Wskaż lidera spośród członków."))
    expect(desk.page).to_have_url(re.compile("#id_lead$"))
    desk.sound("project")
    for kind, item in (("wyzwanie", made.challenge), ("miernik", made.target)):
        desk.open("edit", kind, item.pk)
        desk.sound(kind)
    desk.open("freeze")
    desk.sound("freeze-errors")
    desk.open("delete", "cel", made.goal.pk)
    desk.sound("delete")
    desk.open("frame_edit")
    desk.sound("frame")


def test_simultaneous_edits_and_history(desk: Desk, made: Any, ola: User) -> None:
    page = desk.page
    desk.open("edit", "cel", made.goal.pk)
    edit(ola, made.goal, {"text": "Młodzi znajdują w gminie pierwszą pracę."}, 1)
    page.get_by_label("Opis").fill("Młodzi znajdują w powiecie dobrą pracę.")
    page.get_by_role("button", name="Zapisz").click()
    page.get_by_text("Zapis wstrzymany").wait_for()
    desk.sound("clash")
    expect(page.get_by_label("Opis")).to_have_value(re.compile("dobrą"))
    page.get_by_role("button", name="Zapisz moją wersję").click()
    page.get_by_text("Zapisano: Praca na miejscu.").wait_for()
    desk.open("history", "cel", made.goal.pk)
    desk.sound("history")
    project = made.project
    remove(ola, project, fingerprint(project, citing(project)))
    desk.open("history", "projekt", project.pk)
    desk.sound("history-deleted")
    desk.open("deleted")
    desk.sound("deleted")


def test_versions(desk: Desk, made: Any, ola: User) -> None:
    desk.open("versions")
    desk.sound("no-version")
    desk.open("freeze")
    desk.sound("freeze")
    desk.page.get_by_label("Opis").fill("Na posiedzenie Rady.")
    desk.page.get_by_role("button", name="Zamroź wersję").click()
    desk.page.get_by_text("Zamrożono wersję 1.").wait_for()
    desk.sound("version")
    edit(ola, made.goal, {"title": "Dobra praca na miejscu", "text": "Nowy opis."}, 1)
    create(ola, made.partnership, Kind.DIRECTION, {"title": "Staże", "goal": made.goal.pk})
    freeze(ola, made.partnership, "Po uwagach.")
    desk.open("versions")
    desk.sound("versions")
    desk.open("compare", query="?stara=1&nowa=2")
    desk.sound("compare")


def test_a_chain_is_begun_from_findings(
    desk: Desk, dolina: Partnership, accepted: Any, jan: User
) -> None:
    page = desk.page
    desk.open("outline")
    desk.sound("empty")
    press(page.get_by_role("link", name="Utwórz wyzwanie z ustaleń").first)
    desk.sound("suggestions")
    page.get_by_role("link", name="Utwórz wyzwanie z ustaleń na temat: Jak").click()
    expect(page.get_by_label("Słabe strony: Ustalenie p1 (Dolina)")).to_be_checked()
    page.get_by_label("Tytuł").fill("")
    page.get_by_role("button", name="Dodaj").click()
    page.get_by_text("Popraw i wyślij jeszcze raz").wait_for()
    desk.sound("form-error")
    page.get_by_label("Tytuł").fill("Młodzi wyjeżdżają")
    page.keyboard.press("Enter")
    page.get_by_text("Dodano: Młodzi wyjeżdżają.").wait_for()
    page.get_by_role("link", name="Dodaj cel do wyzwania: Młodzi wyjeżdżają").press("Enter")
    expect(page.get_by_label("Młodzi wyjeżdżają")).to_be_checked()
    page.get_by_label("Tytuł").fill("Praca na miejscu")
    page.get_by_role("button", name="Dodaj").press("Enter")
    page.get_by_text("Dodano: Praca na miejscu.").wait_for()
    assert chain_of(dolina).goals[0].answers == (Challenge.objects.get().pk,)
    create(jan, dolina, Kind.CHALLENGE, {"title": "Starość"})
    page.reload()
    page.get_by_role("button", name=re.compile("Niżej.*Młodzi")).press("Enter")
    page.get_by_role("button", name=re.compile("Wyżej.*Młodzi")).wait_for()
    assert [one.title for one in chain_of(dolina).challenges] == ["Starość", "Młodzi wyjeżdżają"]
