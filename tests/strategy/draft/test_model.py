"""Drafts as JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.strategy.draft import Chapter, Draft, DraftError, Figure, Inserted, Paragraph, Table
from terytoria.strategy.draft.model import Live

WORDS = st.text(max_size=30)


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """Drafts with ids that are all different."""
    ids = (f"i{n}" for n in range(10_000))
    chapters = []
    for _ in range(draw(st.integers(0, 4))):
        blocks: list[Any] = []
        for kind in draw(st.lists(st.sampled_from("ptfi"), max_size=4)):
            if kind == "p":
                blocks.append(Paragraph(next(ids), draw(WORDS)))
            elif kind == "t":
                width = draw(st.integers(1, 3))
                rows = draw(st.lists(st.tuples(*[WORDS] * width), max_size=3))
                header = draw(st.tuples(*[WORDS] * width))
                blocks.append(Table(next(ids), draw(WORDS), header, tuple(rows)))
            elif kind == "f":
                blocks.append(Figure(next(ids), draw(WORDS), draw(WORDS), draw(WORDS)))
            else:
                blocks.append(Inserted(next(ids), draw(st.sampled_from(Live))))
        elements = draw(st.frozensets(st.sampled_from(["G0", "G4", "Z1"])))
        level = draw(st.integers(1, 3))
        chapters.append(Chapter(next(ids), draw(WORDS), level, elements, tuple(blocks)))
    return Draft(draw(WORDS), draw(st.integers(2024, 2050)), tuple(chapters))


@given(drafts())
def test_a_draft_comes_back_from_json(draft: Draft) -> None:
    assert Draft.from_json(json.loads(json.dumps(draft.to_json()))) == draft


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({}, "draft: KeyError 'chapters'"),
        ({"title": "S", "horizon": "wkrótce", "chapters": []}, "draft: ValueError"),
        ({"title": "S", "horizon": 2030, "chapters": [{"id": "a"}]}, "KeyError 'title'"),
        (
            {"title": "S", "horizon": 2030, "chapters": [{"id": "a", "title": "", "level": 4}]},
            "level 4; take 1, 2 or 3",
        ),
    ],
)
def test_json_that_is_no_draft_is_refused_with_the_place(body: Any, told: str) -> None:
    with pytest.raises(DraftError, match=told):
        Draft.from_json(body)


@pytest.mark.parametrize(
    ("block", "told"),
    [
        ({"kind": "film", "id": "b"}, r"chapters\[0\]\.blocks\[0\]: kind 'film'"),
        ({"kind": "paragraph", "id": "b"}, "missing 1 required positional argument: 'text'"),
        ({"kind": "paragraph", "id": "a", "text": ""}, "id 'a' is used twice"),
        ({"kind": "paragraph", "id": "", "text": ""}, "used twice or empty"),
        ({"kind": "inserted", "id": "b", "what": "moon"}, "moon"),
        (
            {"kind": "table", "id": "b", "caption": "", "header": ["x"], "rows": [["1", "2"]]},
            "every row needs 1 cells",
        ),
    ],
)
def test_a_wrong_block_is_refused_with_the_place(block: dict[str, Any], told: str) -> None:
    chapter = {"id": "a", "title": "Wstęp", "blocks": [block]}
    with pytest.raises(DraftError, match=told):
        Draft.from_json({"title": "S", "horizon": 2030, "chapters": [chapter]})
