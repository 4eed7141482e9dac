"""Pictures made ready for a document."""

from __future__ import annotations

import re

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


@pytest.mark.parametrize("use", ["url(#b)", "url('#b')", "url( #b )", 'url("#b")', "url( '#b' )"])
def test_a_reference_inside_may_be_written_any_way(use: str) -> None:
    quote = "'" if '"' in use else '"'
    svg = f'<svg viewBox="0 0 1 1"><g id="b"/><path style={quote}fill:{use}{quote}/></svg>'
    check(svg)
    assert "url(#r-b)" in prepared(svg, "r")


@pytest.mark.parametrize(
    "inside",
    [
        "<path fill=\"url( 'https://example.org/a#b' )\"/>",
        '<image src="//example.org/a.png"/>',
        '<image href="data:text/html,a"/>',
        '<IMAGE HREF="HTTP://EXAMPLE.ORG/a.png"/>',
        "<style>@IMPORT 'a.css';</style>",
    ],
)
def test_no_way_of_writing_an_address_slips_through(inside: str) -> None:
    with pytest.raises(SvgError, match="reaches outside"):
        check(f'<svg viewBox="0 0 1 1">{inside}</svg>')


def test_a_picture_inside_the_picture_is_allowed() -> None:
    check('<svg viewBox="0 0 1 1"><image href="data:image/png;base64,AAAA"/></svg>')


@pytest.mark.parametrize(
    "svg",
    [
        '<svg viewBox="0 0 e 4"></svg>',
        '<svg viewBox="0 0 4"></svg>',
        '<svg viewBox="0 0 -4 4"></svg>',
        '<svg width="1.2.3" height="4"></svg>',
        '<svg width="0" height="4"></svg>',
        '<svg width="100%" height="4"></svg>',
    ],
)
def test_a_size_that_is_no_size_is_named_as_such(svg: str) -> None:
    with pytest.raises(SvgError, match="give the <svg> element a viewBox"):
        view_box(svg)


def test_lengths_stand_in_for_a_broken_view_box() -> None:
    assert view_box('<svg viewBox="0 0 0 0" width="4" height="2"></svg>') == (4, 2)


def test_a_comment_before_the_picture_is_no_picture() -> None:
    svg = '<!-- <svg> drawn by hand --><!DOCTYPE svg>\n<svg viewBox="0 0 3 4"><g/></svg>'
    assert view_box(svg) == (3, 4)
    assert prepared(svg, "r").startswith('<svg viewBox="0 0 3 4">')


@pytest.mark.parametrize(
    "empty", ["<title/>", "<desc />", '<title lang="pl"/>', "<title></title >"]
)
def test_an_empty_title_takes_nothing_with_it(empty: str) -> None:
    svg = f'<svg viewBox="0 0 1 1">{empty}<g/><title>dół</title><path/></svg>'
    assert prepared(svg, "r") == '<svg viewBox="0 0 1 1"><g/><path/></svg>'


def test_words_of_a_picture_are_not_touched() -> None:
    words = "Odnośnik #c, id=„a”, url i rola: aria"
    svg = f'<svg viewBox="0 0 1 1"><text>{words}</text></svg>'
    assert words in prepared(svg, "r")


def test_animation_and_other_elements_that_start_with_an_a_stay() -> None:
    svg = '<svg viewBox="0 0 1 1"><animate dur="1s"/><a href="/x"><g/></a></svg>'
    assert prepared(svg, "r") == '<svg viewBox="0 0 1 1"><animate dur="1s"/><g/></svg>'


ID = st.from_regex(r"[A-Za-z][A-Za-z0-9_.-]{0,10}", fullmatch=True)


@given(st.lists(ID, min_size=1, max_size=5, unique=True), ID)
def test_two_copies_of_a_picture_share_no_id(names: list[str], prefix: str) -> None:
    body = "".join(f'<g id="{name}"/><use href="#{name}"/>' for name in names)
    svg = f'<svg viewBox="0 0 1 1">{body}</svg>'
    first, second = prepared(svg, f"a{prefix}"), prepared(svg, f"b{prefix}")
    ids = [re.findall(r'\sid="([^"]+)"', text) for text in (first, second)]
    assert set(ids[0]).isdisjoint(ids[1])
    assert [re.findall(r'href="#([^"]+)"', text) for text in (first, second)] == ids


@given(st.floats(0.1, 1e4), st.floats(0.1, 1e4))
def test_opening_keeps_the_proportions(width: float, height: float) -> None:
    text = opened(f'<svg width="{width}" height="{height}"><g/></svg>', 'role="img"')
    assert view_box(text) == (width, height)
    assert "width=" not in text.partition(">")[0].replace("viewBox", "")


def test_only_the_root_loses_its_size() -> None:
    text = opened('<svg viewBox="0 0 4 2" width="9"><rect width="3" height="1"/></svg>', "a")
    assert text == '<svg a viewBox="0 0 4 2"><rect width="3" height="1"/></svg>'
