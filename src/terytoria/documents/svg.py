"""SVG pictures made ready for a document: one typeface, own ids, no roles inside a picture.

A figure speaks through its alternative text, so everything inside it is presentation: links,
roles and inner titles go. Ids are given a prefix, for many pictures share one HTML page.
"""

from __future__ import annotations

import re

from terytoria.documents.theme import FONT_FAMILY

_ROOT = re.compile(r"<svg\b[^>]*>", re.DOTALL)
_PROLOGUE = re.compile(r"^\s*(<\?xml[^>]*\?>|<!DOCTYPE[^>]*>|<!--.*?-->|\s+)*", re.DOTALL)
_ACCESSIBILITY = re.compile(r"\s(?:role|aria-[a-z]+|tabindex)=(?:\"[^\"]*\"|'[^']*')")
_INNER_WORDS = re.compile(r"<(title|desc)\b(?:[^>]*/>|[^>]*>.*?</\1\s*>)", re.DOTALL)
_ANCHOR = re.compile(r"</?a\b[^>]*>")
_ID = re.compile(r"(\sid=)([\"'])([^\"']+)\2")
_URL = re.compile(r"url\(\s*['\"]?\s*#([^)'\"\s]+)\s*['\"]?\s*\)")
_HREF = re.compile(r"(\s(?:xlink:)?href=[\"'])#")
_FAMILY = re.compile(r"(font-family=)(\"[^\"]*\"|'[^']*')")
_FAMILY_STYLE = re.compile(r"(font-family:\s*)[^;\"}]+")
_SIZE = re.compile(r"\s(?:width|height)=(?:\"[^\"]*\"|'[^']*')")
_LENGTH = re.compile(r"\s(width|height)=[\"']([0-9.]+)(?:px|pt)?[\"']")
_VIEW_BOX = re.compile(r"\sviewBox=[\"']\s*([-0-9.eE\s,]+?)\s*[\"']")
_EXTERNAL = re.compile(
    r"(?:href|src)=[\"'](?!#|data:image/)[^\"']+|url\((?!\s*['\"]?\s*#)[^)]+\)|@import|<script",
    re.IGNORECASE,
)


class SvgError(ValueError):
    """Text that is no picture, or a picture that needs something outside itself."""


def view_box(svg: str) -> tuple[float, float]:
    """Width and height of a picture in its own units; :class:`SvgError` when it has none.

    >>> view_box('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"></svg>')
    (40.0, 20.0)
    """
    root = _ROOT.search(_PROLOGUE.sub("", svg, count=1))
    if root is None:
        raise SvgError("no <svg> element; give the whole SVG text")
    box = _VIEW_BOX.search(root[0])
    sides = _numbers(re.split(r"[\s,]+", box[1])) if box else []
    if len(sides) == 4 and min(sides[2:]) > 0:
        return sides[2], sides[3]
    lengths = dict(_LENGTH.findall(root[0]))
    sides = _numbers([lengths.get("width", ""), lengths.get("height", "")])
    if len(sides) == 2 and min(sides) > 0:
        return sides[0], sides[1]
    raise SvgError("no size; give the <svg> element a viewBox")


def check(svg: str) -> None:
    """Raise :class:`SvgError` unless the text is one self-contained, sized picture.

    >>> check('<svg viewBox="0 0 1 1"><image href="https://example.org/x.png"/></svg>')
    Traceback (most recent call last):
    ...
    terytoria.documents.svg.SvgError: picture reaches outside: href="https://example.org/x.png
    """
    view_box(svg)
    outside = _EXTERNAL.search(_ANCHOR.sub("", svg))
    if outside:
        raise SvgError(f"picture reaches outside: {outside[0]}")


def prepared(svg: str, prefix: str) -> str:
    """A picture with the typeface of the document, ids under ``prefix``, no roles, no links.

    >>> prepared('<svg viewBox="0 0 1 1"><g id="a" role="img"/></svg>', "r1")
    '<svg viewBox="0 0 1 1"><g id="r1-a"/></svg>'
    """
    text = _PROLOGUE.sub("", svg, count=1)
    text = _ACCESSIBILITY.sub("", _INNER_WORDS.sub("", _ANCHOR.sub("", text)))
    text = _ID.sub(rf"\1\2{prefix}-\3\2", text)
    text = _URL.sub(rf"url(#{prefix}-\1)", text)
    text = _HREF.sub(rf"\1#{prefix}-", text)
    text = _FAMILY.sub(rf'\1"{FONT_FAMILY}"', text)
    return _FAMILY_STYLE.sub(rf"\1{FONT_FAMILY}", text)


def opened(svg: str, attributes: str) -> str:
    """A prepared picture whose root has ``attributes`` and a viewBox instead of a fixed size.

    >>> opened('<svg width="4" height="2"><g/></svg>', 'role="img"')
    '<svg role="img" viewBox="0 0 4.0 2.0"><g/></svg>'
    """
    width, height = view_box(svg)
    root = _ROOT.search(svg)
    assert root is not None  # noqa: S101 - view_box has found it
    bare = _SIZE.sub("", root[0])
    if "viewBox" not in bare:
        bare = bare.replace("<svg", f'<svg viewBox="0 0 {width} {height}"', 1)
    return svg[: root.start()] + bare.replace("<svg", f"<svg {attributes}", 1) + svg[root.end() :]


def _numbers(parts: list[str]) -> list[float]:
    """The parts as numbers; none at all when one of them is no number."""
    try:
        return [float(part) for part in parts]
    except ValueError:
        return []
