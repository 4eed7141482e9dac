"""Inline markup: what an author marks is what a reader sees, and nothing else is."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.documents.inline import InlineError, escape, inline, plain_text
from terytoria.documents.model import Run, Runs

NASTY = st.text(st.sampled_from("ab ż*\\[]()@#\n_`<&漢"), max_size=30)
"""Text crowded with signs that mean something to the parser."""
IDS = st.from_regex(r"[a-z][a-z0-9-]{0,12}", fullmatch=True)
LOOKS = st.tuples(st.booleans(), st.booleans())


def marked(text: str, look: tuple[bool, bool]) -> str:
    bold, italic = look
    return f"{'**' * bold}{'*' * italic}{escape(text)}{'*' * italic}{'**' * bold}"


@given(NASTY)
def test_escaped_text_is_one_plain_run(text: str) -> None:
    assert inline(escape(text)) == ((Run(text),) if text else ())


@given(NASTY, IDS, NASTY)
def test_escaped_text_survives_between_link_brackets(text: str, name: str, after: str) -> None:
    runs = inline(f"[{escape(text)}](@{name}){escape(after)}")
    assert runs[0] == Run(text, ref=name)
    assert plain_text(runs[1:]) == after


@given(st.lists(st.tuples(NASTY.filter(bool), LOOKS), max_size=6))
def test_each_piece_keeps_its_own_look(pieces: list[tuple[str, tuple[bool, bool]]]) -> None:
    runs = inline(" ".join(marked(text, look) for text, look in pieces))
    signs = [(sign, run.bold, run.italic) for run in runs for sign in run.text]
    wanted: list[tuple[str, bool, bool]] = []
    for at, (text, look) in enumerate(pieces):
        wanted += [(" ", False, False)] * (at > 0)
        wanted += [(sign, *look) for sign in text]
    assert signs == wanted


@given(NASTY)
def test_any_text_is_read_or_refused_with_a_remedy(text: str) -> None:
    refusal = ""
    runs: Runs = ()
    try:
        runs = inline(text)
    except InlineError as error:
        refusal = str(error)
    assert not refusal or "close it or write" in refusal
    assert all(run.text or run.ref or run.href for run in runs)
    for before, after in pairwise(runs):
        same = (before.bold, before.italic) == (after.bold, after.italic)
        linked = any((before.ref, before.href, after.ref, after.href))
        assert linked or not same, "neighbours of one look are one run"


@given(NASTY, st.booleans())
def test_small_reaches_every_run(text: str, small: bool) -> None:
    runs = inline(f"**{escape(text)}** [@a] [b](https://example.org)", small=small)
    assert {run.small for run in runs} == {small}


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("", ()),
        ("****", ()),
        (r"5 \* 3", (Run("5 * 3"),)),
        (r"\\", (Run("\\"),)),
        ("koniec\\", (Run("koniec\\"),)),
        ("[@rys-1]", (Run("", ref="rys-1"),)),
        ("[@ rys]", (Run("[@ rys]"),)),
        ("[a b]", (Run("[a b]"),)),
        ("[a](b c)", (Run("[a](b c)"),)),
        ("[a]()", (Run("[a]()"),)),
        ("[](@x)", (Run("", ref="x"),)),
        ("[a](mailto:b@example.org)", (Run("a", href="mailto:b@example.org"),)),
        (
            "**[tabeli #](@t)**",
            (Run("tabeli #", bold=True, ref="t"),),
        ),
        (
            "***a***",
            (Run("a", bold=True, italic=True),),
        ),
        ("[2, 4] i [@t]", (Run("[2, 4] i "), Run("", ref="t"))),
    ],
)
def test_the_grammar(text: str, runs: tuple[Run, ...]) -> None:
    assert inline(text) == runs


@pytest.mark.parametrize(
    ("text", "mark"), [("a **b", r"\*\*"), ("a *b", r"\*"), ("***a**", r"\*"), ("a**", r"\*\*")]
)
def test_the_open_mark_is_named_with_its_sentence(text: str, mark: str) -> None:
    with pytest.raises(InlineError, match=rf"unclosed {mark} in "):
        inline(text)


def test_letters_of_other_languages_pass() -> None:
    words = "Žďár nad Sázavou, Frankfurt (Oder), Ivano-Frankivsk Івано-Франківськ, Łódź 🏫"
    assert inline(words) == (Run(words),)


def test_a_long_sentence_is_read_at_once() -> None:
    text = "**gmina** i [strona](https://example.org) " * 2000
    assert len(inline(text)) == 4 * 2000
