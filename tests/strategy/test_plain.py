"""Checks of an easy-to-read text: short lines, one idea, explained words, no abbreviations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.strategy.plain import (
    DIFFICULT,
    LONG_WORD,
    LONGEST,
    Rule,
    check_plain,
    hard_words,
    lines_of,
    parse_words,
    same_word,
)

EASY = (
    "To jest plan naszych gmin.\nPlan mówi, co zrobimy.\nZbudujemy domy.\nBędą nowe autobusy.\n"
    "Autobus pojedzie do szkoły.\nZrobimy to do 2030 roku."
)
simple = st.sampled_from(["dom", "droga", "las", "szkoła", "woda", "praca", "młodzi"])
sentences = st.lists(simple, min_size=1, max_size=LONGEST).map(
    lambda words: " ".join(words).capitalize() + "."
)


def rules(text: str, explained: dict[str, str] | None = None) -> list[tuple[Rule, int]]:
    return [(one.rule, one.line) for one in check_plain(text, explained)]


def test_an_easy_text_has_no_flaws() -> None:
    assert check_plain(EASY) == ()


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("Domy " * LONGEST + "stoją.", Rule.SHORT),
        ("Zbudujemy domy. Będą drogi.", Rule.ONE),
        ("Domy, drogi, lasy.", Rule.ONE),
        ("Zbudujemy domy", Rule.ONE),
        ("Da nam to UE.", Rule.ABBREVIATION),
        ("Zbudujemy np. domy.", Rule.ABBREVIATION),
        ("Damy 5 zł.", Rule.ABBREVIATION),
        ("Wiek XIX minął.", Rule.ABBREVIATION),
        ("Damy 5% domów.", Rule.SIGN),
        ("Domy (nowe) stoją.", Rule.SIGN),
        ("To jest strategia.", Rule.WORD),
        ("Mamy zagospodarowanie.", Rule.WORD),
    ],
)
def test_every_rule_is_told_at_its_line(line: str, rule: Rule) -> None:
    assert rules(f"{EASY}\n\n{line}") == [(rule, 8)]


@pytest.mark.parametrize("text", ["", "  \n \n", "Mamy plan."])
def test_a_beginning_is_no_text(text: str) -> None:
    assert rules(text) == [(Rule.EMPTY, 0)]


@pytest.mark.parametrize(
    ("explained", "form"),
    [
        ("strategia", "strategii"),
        ("strategia", "strategią"),
        ("samorząd", "samorządowi"),
        ("infrastruktura", "infrastrukturze"),
        ("uchwała", "uchwałą"),
        ("projekt", "projektach"),
    ],
)
def test_an_explained_word_is_known_in_every_form(explained: str, form: str) -> None:
    text = f"{EASY}\nPiszemy o {form}."
    assert rules(text) == [(Rule.WORD, 7)]
    assert rules(text, {explained: "to plan"}) == []


def test_a_word_is_told_once() -> None:
    assert rules(f"{EASY}\nTo strategia.\nCzytaj strategię.") == [(Rule.WORD, 7)]


def test_explanations_are_checked_too() -> None:
    given_words = {"strategia": "", "budżet": "pieniądze UE", "projekt": "praca " * (LONGEST + 1)}
    assert rules(EASY, given_words) == [
        (Rule.WORD, 0),
        (Rule.ABBREVIATION, 0),
        (Rule.SHORT, 0),
    ]


def test_lines_of_a_list_need_no_full_stop() -> None:
    assert rules(f"{EASY}\nBędą też:\n- parki\n- ławki") == []


def test_words_and_their_meanings() -> None:
    assert parse_words("strategia: plan: na lata\n\nbudżet\n: nic") == {
        "strategia": "plan: na lata",
        "budżet": "",
    }


@given(st.lists(sentences, min_size=5, max_size=12))
def test_short_sentences_of_simple_words_always_pass(lines: list[str]) -> None:
    assert check_plain("\n".join(lines)) == ()


@given(st.lists(sentences, min_size=5, max_size=8), st.integers(0, 7), st.data())
def test_a_bad_line_is_told_wherever_it_stands(
    lines: list[str], place: int, data: st.DataObject
) -> None:
    bad = data.draw(st.sampled_from(["Da to GUS.", "Raz. Dwa.", "Dom " * LONGEST + "las."]))
    at = place % (len(lines) + 1)
    lines.insert(at, bad)
    assert [number for _rule, number in rules("\n".join(lines))] == [at + 1]


@given(st.text(max_size=300), st.dictionaries(st.text(max_size=20), st.text(max_size=40)))
def test_any_text_is_checked_and_flaws_lead_to_its_lines(
    text: str, explained: dict[str, str]
) -> None:
    numbers = {0, *(number for number, _line in lines_of(text))}
    for flaw in check_plain(text, explained):
        assert flaw.line in numbers
        assert flaw.text
    assert check_plain(text, explained) == check_plain(text, explained)


@given(st.text(max_size=200))
def test_what_was_told_to_be_explained_is_enough_to_explain(text: str) -> None:
    meanings = dict.fromkeys(hard_words(text), "prosta rzecz")
    assert Rule.WORD not in {one.rule for one in check_plain(text, meanings)}


@given(st.sampled_from(DIFFICULT), st.text("abcdefgh", min_size=LONG_WORD, max_size=20))
def test_difficult_words_are_known_and_long_ones_too(listed: str, long: str) -> None:
    assert hard_words(f"Jest {listed}.") == (listed,)
    assert hard_words(long) == (long,)
    assert same_word(listed, listed.upper())
