"""Pictures made ready for a document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.documents.svg import SvgError, check, opened, prepared, view_box
from terytoria.documents.theme import FONT_FAMILY


def test_size_from_view_box_or_lengths() -> None:
    assert view_box('<svg viewBox="0,0, 40.5 20"></svg>') == (40.5, 20)
    assert view_box('<?xml version="1.0"?><svg width="30px" height="10"></svg>') == (30, 10)


@given(st.floats(0.1, 1e5), st.floats(0.1, 1e5))
def test_view_box_is_read_exactly(width: float, height: float) -> None:
    assert view_box(f'<svg viewBox="-1 0 {width} {height}"></svg>') == (width, height)


@pytest.mark.parametrize(
    "svg",
    ["", "<p></p>", "<svg></svg>", '<svg viewBox="0 0 0 4"></svg>', '<svg width="3"></svg>'],
)
def test_no_size_is_an_error(svg: str) -> None:
    with pytest.raises(SvgError):
        view_box(svg)


@pytest.mark.parametrize(
    "inside",
    [
        '<image href="https://example.org/a.png"/>',
        '<image xlink:href="a.png"/>',
        "<style>@import 'a.css';</style>",
        "<style>a{fill:url(https://example.org/#a)}</style>",
        "<script>1</script>",
    ],
)
def test_pictures_stand_alone(inside: str) -> None:
    with pytest.raises(SvgError, match="reaches outside"):
        check(f'<svg viewBox="0 0 1 1">{inside}</svg>')


def test_inner_references_are_allowed() -> None:
    check('<svg viewBox="0 0 1 1"><use href="#a"/><path fill="url(#b)"/></svg>')


def test_ids_and_their_uses_get_the_prefix() -> None:
    svg = (
        '<svg viewBox="0 0 1 1"><defs><clipPath id="c"/></defs><g clip-path="url(#c)"/>'
        "<use xlink:href='#c'/><path style=\"fill: url('#c')\"/></svg>"
    )
    text = prepared(svg, "r1")
    assert 'id="r1-c"' in text
    assert text.count("#r1-c") == 3
    assert "#c" not in text.replace("#r1-c", "")


def test_one_typeface_and_no_inner_roles() -> None:
    svg = (
        '<?xml version="1.0"?>\n<svg viewBox="0 0 1 1" aria-label="x" role="graphics-document">'
        '<title>t</title><text font-family="Arial, sans-serif" tabindex="0">a</text>'
        '<text style="font-family: Times; fill: red">b</text></svg>'
    )
    text = prepared(svg, "r")
    assert text.startswith("<svg")
    assert text.count(FONT_FAMILY) == 2
    assert not any(word in text for word in ("aria", "role", "tabindex", "<title", "Arial"))


def test_links_of_a_map_go_and_what_they_hold_stays() -> None:
    svg = '<svg viewBox="0 0 1 1"><a href="/gmina/1/" class="b"><path d="M0 0"/></a></svg>'
    check(svg)
    assert prepared(svg, "r") == '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>'


def test_opened_root_scales() -> None:
    text = opened('<svg width="40" height="20" xmlns="s"><g/></svg>', 'role="img"')
    assert text == '<svg role="img" viewBox="0 0 40.0 20.0" xmlns="s"><g/></svg>'
