"""Headers that keep every request here, and the styles and type that are served from here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

from terytoria.documents import theme
from terytoria.portal import publishing

# Closing an answer closes idle connections too, which counts as using the database.
pytestmark = pytest.mark.django_db

STYLES = Path(publishing.__file__).parent / "static" / "publishing" / "page.css"
NAMES = {
    "ink": theme.INK,
    "muted": theme.MUTED,
    "axis": theme.AXIS,
    "rule": theme.RULE,
    "paper": theme.PAPER,
    "surface": theme.SURFACE,
    "accent": theme.ACCENT,
    "deep": theme.SEQUENTIAL[-1],
    "pale": theme.SEQUENTIAL[0],
    "better": theme.DIVERGING[-1],
    "worse": theme.DIVERGING[0],
    "caution": theme.DIVERGING[2],
}
TEXT_ON = [
    ("ink", "paper"),
    ("ink", "surface"),
    ("ink", "pale"),
    ("ink", "caution"),
    ("muted", "paper"),
    ("muted", "surface"),
    ("accent", "paper"),
    ("accent", "surface"),
    ("accent", "pale"),
    ("deep", "pale"),
    ("better", "paper"),
    ("worse", "paper"),
    ("paper", "deep"),
    ("paper", "accent"),
]


def directives(policy: str) -> dict[str, list[str]]:
    parts = (part.split() for part in policy.split(";"))
    return {name: values for name, *values in parts}


@pytest.mark.usefixtures("dolina")
@pytest.mark.parametrize(
    "address",
    ["/partnerstwo/dolina/", "/en/", "/nic", "/static/publishing/page.css", "/czcionka/400.woff2"],
)
def test_policy_everywhere(client: Client, address: str) -> None:
    response = client.get(address)
    response.close()
    policy = directives(response["Content-Security-Policy"])
    assert policy["default-src"] == ["'none'"]
    assert "script-src" not in policy
    assert {source for values in policy.values() for source in values} == {"'none'", "'self'"}
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert not response.cookies


@pytest.mark.usefixtures("dolina")
def test_the_report_carries_everything_in_itself(client: Client) -> None:
    response = client.get("/partnerstwo/dolina/pliki/report.html")
    response.close()
    policy = directives(response["Content-Security-Policy"])
    assert policy["style-src"] == ["'unsafe-inline'"]
    assert policy["font-src"] == policy["img-src"] == ["data:"]
    assert policy["default-src"] == ["'none'"]
    assert "'self'" not in {source for values in policy.values() for source in values}


@pytest.mark.parametrize("weight", ["400", "600", "700"])
def test_typeface(client: Client, weight: str) -> None:
    response = client.get(f"/czcionka/{weight}.woff2")
    assert response.status_code == 200
    assert response["Content-Type"] == "font/woff2"
    assert response.content[:4] == b"wOF2"
    assert "max-age=86400" in response["Cache-Control"]


def test_other_weights_are_not_there(client: Client) -> None:
    assert client.get("/czcionka/900.woff2").status_code == 404


def test_colours_are_those_of_the_documents() -> None:
    found = dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", STYLES.read_text(encoding="utf-8")))
    assert found == NAMES


def test_no_colour_is_written_past_the_theme() -> None:
    rules = STYLES.read_text(encoding="utf-8").partition("/* Ground */")[2]
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;\s)])|rgb\(|hsl\(", rules)


@pytest.mark.parametrize(("text", "ground"), TEXT_ON)
def test_text_can_be_read(text: str, ground: str) -> None:
    assert theme.contrast(NAMES[text], NAMES[ground]) >= 4.5


def test_styles_ask_for_nothing_elsewhere() -> None:
    styles = STYLES.read_text(encoding="utf-8")
    assert "@import" not in styles
    assert not re.findall(r'url\("?(?:https?:)?//', styles)
    assert theme.FONT_FAMILY in styles


def test_motion_only_for_those_who_did_not_decline_it() -> None:
    styles = STYLES.read_text(encoding="utf-8")
    wanted = r"@media \(prefers-reduced-motion: no-preference\) \{[^}]*\}[^}]*\}"
    outside = re.sub(wanted, "", styles)
    assert not re.search(r"scroll-behavior|transition:|animation:", outside)
