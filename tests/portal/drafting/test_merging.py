"""Two edits of one text: both are there word for word, or a person decides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.portal.drafting.domain.merging import merge, merge_texts, sentences

words = st.text("abcdefgh", min_size=1, max_size=6)
sentence = st.builds(lambda one: f"{one.capitalize()}.", words)
texts = st.lists(sentence, min_size=3, max_size=8, unique=True)
anything = st.text("aA. !?\n|[]*ąŻ", max_size=60)


@given(anything)
def test_sentences_together_are_the_text(text: str) -> None:
    assert "".join(sentences(text)) == text


@given(texts, st.data())
def test_edits_of_different_sentences_both_survive(base: list[str], data: st.DataObject) -> None:
    first, second = data.draw(
        st.tuples(st.integers(0, len(base) - 1), st.integers(0, len(base) - 1)).filter(
            lambda two: two[0] != two[1]
        )
    )
    mine, theirs, both = list(base), list(base), list(base)
    mine[first] = both[first] = "MOJE zdanie."
    theirs[second] = both[second] = "ICH zdanie."
    merged = merge_texts(" ".join(base), " ".join(mine), " ".join(theirs))
    assert merged == " ".join(both)


@given(texts, st.data())
def test_edits_of_different_lines_both_survive(base: list[str], data: st.DataObject) -> None:
    places = st.permutations(range(len(base)))
    first, second, *_rest = data.draw(places)
    mine, theirs, both = list(base), list(base), list(base)
    mine[first] = both[first] = "moja | linia"
    theirs[second] = both[second] = "ich | linia"
    merged = merge_texts("\n".join(base), "\n".join(mine), "\n".join(theirs), by_lines=True)
    assert merged == "\n".join(both)


@given(texts, st.data())
def test_a_sentence_added_and_another_changed_are_both_there(
    base: list[str], data: st.DataObject
) -> None:
    added, changed = (data.draw(st.integers(0, len(base) - 1)) for _ in range(2))
    mine, theirs = list(base), list(base)
    mine.insert(added, "DODANE zdanie.")
    theirs[changed] = "ZMIENIONE zdanie."
    merged = merge_texts(" ".join(base), " ".join(mine), " ".join(theirs))
    if merged is not None:
        assert merged.count("DODANE zdanie.") == 1
        assert merged.count("ZMIENIONE zdanie.") == 1
        assert base[changed] not in merged.split(" ")


@given(anything, anything, anything)
def test_no_word_that_either_wrote_is_lost(base: str, mine: str, theirs: str) -> None:
    """Whatever the edits are: what is new in either stands in the merged text."""
    merged = merge_texts(base, mine, theirs)
    if merged is None:
        return
    for edited in (mine, theirs):
        for one in set(sentences(edited)) - set(sentences(base)):
            assert one in merged


@given(anything, anything)
def test_an_edit_with_nobody_beside_is_kept_whole(base: str, mine: str) -> None:
    assert merge_texts(base, mine, base) == mine
    assert merge_texts(base, base, mine) == mine
    assert merge_texts(base, mine, mine) == mine


def test_the_same_sentence_is_for_people_to_join() -> None:
    base = {"text": "Ubyło osób. Koniec."}
    merged = merge(base, {"text": "Ubyło młodych. Koniec."}, {"text": "Przybyło osób. Koniec."})
    assert merged.conflicts == ("text",)
    assert merged.values == {"text": "Ubyło młodych. Koniec."}


def test_two_sentences_put_at_one_place_are_for_people_to_order() -> None:
    assert merge_texts("Raz. Dwa.", "Raz. Moje. Dwa.", "Raz. Ich. Dwa.") is None


def test_an_abbreviation_does_not_end_a_sentence() -> None:
    assert sentences("Ok. 5 mln zł. Koszt") == ["Ok. 5 mln zł.", " ", "Koszt"]


def test_rows_of_a_table_are_merged_and_the_caption_apart() -> None:
    base = {"caption": "Gminy", "header": ["a", "b"], "rows": [["1", "2"], ["3", "4"]]}
    mine = {**base, "rows": [["1", "9"], ["3", "4"]]}
    theirs = {**base, "caption": "Członkowie", "rows": [["1", "2"], ["3", "8"]]}
    merged = merge(base, mine, theirs)
    assert merged.conflicts == ()
    assert merged.values["rows"] == [["1", "9"], ["3", "8"]]
    assert merged.values["caption"] == "Członkowie"
    assert set(merged.theirs) == {"caption", "table"}


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        (["G0", "G1"], ["G0", "G2"], ["G0", "G1", "G2"]),
        ([], ["G0", "G2"], ["G2"]),
        (["G0"], [], []),
    ],
)
def test_sets_never_conflict(mine: list[str], theirs: list[str], both: list[str]) -> None:
    one = {"title": "T", "level": 1}
    base = {**one, "elements": ["G0"]}
    merged = merge(base, {**one, "elements": mine}, {**one, "elements": theirs})
    assert merged.values["elements"] == both
    assert not merged.conflicts


def test_a_field_that_cannot_be_split_conflicts_when_both_changed_it() -> None:
    base = {"figure": "a", "caption": "x", "pinned": ""}
    merged = merge(base, {**base, "caption": "y"}, {**base, "caption": "z", "figure": "b"})
    assert merged.conflicts == ("caption",)
    assert merged.values == {"figure": "b", "caption": "y", "pinned": ""}
