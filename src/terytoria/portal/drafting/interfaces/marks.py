"""Marked text as HTML."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from terytoria.documents.model import BulletList, Run, Runs
from terytoria.reports.strategy.marks import CITED, MarksError, parts_of, runs_of

Numbers = Mapping[str, int]
"""Numbers of sources by key, in the order in which a text first cites them."""


def html_of(text: str, numbers: Numbers) -> SafeString:
    """Paragraphs and lists of a marked text; marks that cannot be read stay as they were typed.

    >>> html_of("Ubyło **wielu** <b>", {})
    '<p>Ubyło <strong>wielu</strong> &lt;b&gt;</p>'
    """
    try:
        parts = list(parts_of(text))
    except MarksError:
        return format_html("<p>{}</p>", text)
    joined = mark_safe("")
    for part in parts:
        if isinstance(part, BulletList):
            items = ((_html(item, numbers),) for item in part.items)
            joined += format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", items))
        else:
            joined += format_html("<p>{}</p>", _html(part.runs, numbers))
    return joined


def cell_of(text: str, numbers: Numbers) -> SafeString:
    """One marked line as HTML."""
    try:
        return _html(runs_of(text), numbers)
    except MarksError:
        return format_html("{}", text)


def _html(runs: Runs, numbers: Numbers) -> SafeString:
    return format_html_join("", "{}", ((_run(run, numbers),) for run in runs))


def _run(run: Run, numbers: Numbers) -> SafeString:
    shown = format_html("{}", run.text or run.ref or "")
    if run.italic:
        shown = format_html("<em>{}</em>", shown)
    if run.bold:
        shown = format_html("<strong>{}</strong>", shown)
    if run.href is None:
        return shown
    if not run.href.startswith(CITED):
        return format_html('<a href="{}" rel="noopener">{}</a>', run.href, shown)
    number = numbers.get(run.href.removeprefix(CITED))
    if number is None:
        return format_html('<span class="broken">{} [brak dowodu]</span>', shown)
    return format_html('<a class="cited" href="#dowod-{}">{} [{}]</a>', number, shown, number)
