"""The picture in a real browser: words inside their boxes, light and dark, desk and phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from tests.portal.looking import Browsers, settled, sound

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.strategies.models import Challenge, Direction, Goal, Project, Target

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDE, PHONE = 1280, 390
NAMES = (
    "Odpływ młodych po szkole średniej",
    "Utrzymanie dostępności usług publicznych w najmniejszych miejscowościach partnerstwa",
    "Brak połączeń autobusowych",
    "Konstantynopolitańczykowianeczkówna",
    "Mało miejsc w żłobkach",
)
CHECKED = {
    "verdict": "ambitious",
    "label": "ambitny",
    "sentences": ["Cel 30,0 wobec 40,0.", "Ocena: cel ambitny – udaje się to nielicznym."],
    "evidence": [{"source": "przykład syntetyczny"}],
    "vintage": "2026-01-01",
}
OUTSIDE = """() => [...document.querySelectorAll('svg.tree')]
  .filter(svg => svg.getBoundingClientRect().width > 0)
  .flatMap(svg => [...svg.querySelectorAll('a')].flatMap(node => {
    const box = node.querySelector('rect').getBBox();
    return [...node.querySelectorAll('text')].filter(text => {
      const at = text.getBBox();
      return at.x < box.x || at.y < box.y || at.x + at.width > box.x + box.width ||
        at.y + at.height > box.y + box.height;
    }).map(text => text.textContent);
  }))"""


def fill(partnership: Partnership) -> None:
    """8 challenges, 5 goals with a target each, 12 directions, 30 projects."""
    mine = {"partnership": partnership}

    def name(number: int) -> str:
        return f"{NAMES[number % len(NAMES)]} {number + 1}"

    challenges = [Challenge.objects.create(title=name(n), position=n, **mine) for n in range(8)]
    goals = [Goal.objects.create(title=name(n + 1), position=n, **mine) for n in range(5)]
    for at, goal in enumerate(goals):
        goal.answers.set([challenges[at], challenges[(at + 4) % 8]])
        Target.objects.create(
            goal=goal,
            indicator="R-01",
            wanted="down",
            base_year=2024,
            base_value=40,
            target_year=2030,
            target_value=30,
            realism=None if at else CHECKED,
            **mine,
        )
    directions = [
        Direction.objects.create(title=name(n + 2), goal=goals[n * 5 // 12], position=n, **mine)
        for n in range(12)
    ]
    for at in range(30):
        project = Project.objects.create(title=name(at + 3), position=at, **mine)
        project.serves.set([directions[at * 12 // 30], *directions[at % 12 : at % 12 + at % 2]])


@pytest.fixture
def opened(
    dolina: Partnership, person: Callable[..., User], browsers: Browsers
) -> Callable[..., Page]:
    """Opens the picture of a partnership, signed in."""
    reader, address = person(Role.OBSERVER), reverse("strategies:tree", args=[dolina.slug])

    def page(width: int, scheme: str = "light") -> Page:
        tastes = {"color_scheme": scheme, "reduced_motion": "reduce"}
        return settled(browsers.open(reader, width, address, height=900, factor=False, **tastes))

    return page


@pytest.mark.parametrize(
    ("width", "scheme"), [(WIDE, "light"), (1000, "dark"), (PHONE, "dark"), (320, "light")]
)
def test_words_are_inside_their_boxes_and_the_page_is_accessible(
    opened: Callable[..., Page], dolina: Partnership, width: int, scheme: str
) -> None:
    fill(dolina)
    page = opened(width, scheme)
    shown = page.locator("svg.tree:visible")
    assert shown.count() == 1
    assert shown.locator("a").count() == 8 + 5 + 5 + 12 + 30
    assert page.evaluate(OUTSIDE) == []
    page.get_by_text("Skąd ta ocena").click()
    page.get_by_text("Cel 30,0 wobec 40,0.").wait_for()
    sound(page)


def test_an_empty_strategy_says_where_to_start(opened: Callable[..., Page]) -> None:
    page = opened(PHONE)
    page.get_by_text("Drzewo jest jeszcze puste").wait_for()
    assert page.locator("svg.tree").count() == 0
    sound(page)


def test_a_node_leads_by_keyboard_to_its_place_in_the_outline(
    opened: Callable[..., Page], dolina: Partnership
) -> None:
    fill(dolina)
    page = opened(WIDE)
    node = page.locator("svg.tree-wide a").first
    key = node.get_attribute("data-key")
    node.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/strategia/#{key}")
    expect(page.locator(":target")).to_have_count(1)
