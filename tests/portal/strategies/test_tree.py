"""The picture of the chain: every node, every edge, nothing on top of anything."""

from __future__ import annotations

import re
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.documents.figures.lettering import width
from terytoria.portal.strategies import chain as values
from terytoria.portal.strategies.chain import Chain
from terytoria.portal.strategies.domain.checks import check
from terytoria.portal.strategies.enums import Wanted
from terytoria.portal.strategies.interfaces.tree import draw_tree, wide_places
from terytoria.portal.strategies.interfaces.tree_list import listed
from terytoria.portal.strategies.interfaces.tree_narrow import narrow_places
from terytoria.portal.strategies.interfaces.tree_nodes import graph_of, key_of
from terytoria.portal.strategies.interfaces.tree_text import TITLE, wrapped

SVG = "{http://www.w3.org/2000/svg}"
titles = st.text(st.characters(categories=["L", "N", "Zs"], max_codepoint=0x17F), max_size=120)


def target(number, goal, name="Bezrobotni"):
    return values.Target(
        id=number,
        goal=goal,
        indicator="R-01",
        name=name,
        unit="na 1000 mieszkańców",
        wanted=Wanted.DOWN,
        base_year=2024,
        base_value=40.0,
        target_year=2030,
        target_value=30.0,
    )


@st.composite
def chains(draw):
    """Chains of any shape, some of whose links lead nowhere."""
    counts = [draw(st.integers(0, 5)) for _ in range(4)]
    some = [st.sets(st.integers(1, count + 1)) for count in counts]
    one_of = st.none() | st.integers(1, counts[1] + 1)
    return Chain(
        "dolina",
        challenges=tuple(values.Challenge(n, draw(titles)) for n in range(1, counts[0] + 1)),
        goals=tuple(
            values.Goal(n, draw(titles), "", tuple(sorted(draw(some[0]))))
            for n in range(1, counts[1] + 1)
        ),
        directions=tuple(
            values.Direction(n, draw(titles), "", draw(one_of)) for n in range(1, counts[2] + 1)
        ),
        projects=tuple(
            values.Project(n, draw(titles), serves=tuple(sorted(draw(some[2]))))
            for n in range(1, counts[3] + 1)
        ),
        targets=tuple(target(n, draw(one_of)) for n in range(1, draw(st.integers(0, 4)) + 1)),
    )


def big():
    """8 challenges, 5 goals, 12 directions, 30 projects, and a target for each goal."""
    long = "Utrzymanie dostępności usług publicznych w najmniejszych miejscowościach"
    word = "Konstantynopolitańczykowianeczkówna"
    return Chain(
        "dolina",
        challenges=tuple(values.Challenge(n, f"{long} {n}") for n in range(1, 9)),
        goals=tuple(
            values.Goal(n, f"Cel {n}: {long[: 12 * n]}", "", (n, n % 8 + 1, (n + 4) % 8 + 1))
            for n in range(1, 6)
        ),
        directions=tuple(
            values.Direction(n, f"{word} {n}" if n % 5 == 0 else f"Kierunek {n}", "", n % 5 + 1)
            for n in range(1, 13)
        ),
        projects=tuple(
            values.Project(n, f"Projekt {n} {long[: n * 2]}", serves=(n % 12 + 1, (n + 7) % 12 + 1))
            for n in range(1, 31)
        ),
        targets=tuple(target(n, n, "Stopa bezrobocia rejestrowanego") for n in range(1, 6)),
    )


def graph(chain):
    return graph_of(chain, check(chain), lambda kind, item: f"#{key_of(kind, item)}")


def parsed(chain, *, narrow=False):
    text = str(draw_tree(graph(chain), narrow=narrow))
    text = text.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return ET.fromstring(text)  # noqa: S314 - the picture drawn here


def boxes(places):
    return [(one.x, one.y, one.x + one.width, one.y + one.height) for one in places.nodes]


def apart(one, other):
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


@pytest.mark.parametrize("places_of", [wide_places, narrow_places])
@given(chain=chains())
def test_no_two_boxes_overlap_and_all_are_inside(places_of, chain):
    places = places_of(graph(chain))
    found = boxes(places)
    assert all(apart(one, other) for one, other in combinations(found, 2))
    assert all(left >= 0 and right <= places.width for left, _, right, _ in found)
    assert all(top >= 0 and bottom <= places.height for _, top, _, bottom in found)


@pytest.mark.parametrize("narrow", [False, True])
@given(chain=chains())
def test_every_item_and_every_edge_is_drawn_once(narrow, chain):
    drawn = parsed(chain, narrow=narrow)
    keys = [one.get("data-key") for one in drawn.iter(f"{SVG}a")]
    assert sorted(keys) == sorted(key_of(one.kind, one.id) for one in chain.items())
    edges = [
        (one.get("data-from"), one.get("data-to"))
        for one in drawn.iter(f"{SVG}path")
        if one.get("class") == "tree-edge"
    ]
    expected = {
        *((f"challenge-{c}", f"goal-{g.id}") for g in chain.goals for c in g.answers),
        *((f"goal-{d.goal}", f"direction-{d.id}") for d in chain.directions),
        *((f"direction-{d}", f"project-{p.id}") for p in chain.projects for d in p.serves),
        *((f"goal-{t.goal}", f"target-{t.id}") for t in chain.targets),
    }
    assert sorted(edges) == sorted(edge for edge in expected if set(edge) <= set(keys))


@pytest.mark.parametrize("places_of", [wide_places, narrow_places])
@given(chain=chains())
def test_words_fit_in_their_boxes(places_of, chain):
    for place in places_of(graph(chain)).nodes:
        for line in place.lettering.lines:
            end = line.x + width(line.text, line.face.size, bold=line.face.bold)
            assert end <= place.width
            assert line.y <= place.height


@given(titles, st.floats(40, 400))
def test_no_letter_is_lost_in_breaking(text, limit):
    rows = wrapped(text, limit, TITLE)
    letters = re.sub(r"\s", "", text)
    assert re.sub(r"[\s-]", "", "".join(rows)) == letters.replace("-", "")


@pytest.mark.parametrize("narrow", [False, True])
def test_the_same_chain_gives_the_same_picture(narrow):
    first, second = (draw_tree(graph(big()), narrow=narrow) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("narrow", [False, True])
def test_lines_that_join_are_told_from_lines_that_cross(narrow):
    drawn = parsed(big(), narrow=narrow)
    joints = [one for one in drawn.iter(f"{SVG}circle") if one.get("class") == "tree-joint"]
    assert bool(joints) is narrow


@pytest.mark.parametrize("narrow", [False, True])
def test_an_empty_chain_is_an_empty_picture(narrow):
    drawn = parsed(Chain("dolina"), narrow=narrow)
    assert not list(drawn.iter(f"{SVG}a"))
    assert drawn.find(f"{SVG}title") is not None


def test_the_picture_speaks_and_its_nodes_are_links():
    drawn = parsed(big())
    assert drawn.get("role") == "group"
    ids = {one.get("id") for one in drawn}
    assert {drawn.get("aria-labelledby"), drawn.get("aria-describedby")} <= ids
    for link in drawn.iter(f"{SVG}a"):
        assert link.get("href") == f"#{link.get('data-key')}"
        assert link.get("aria-label")


def test_a_problem_has_a_shape_and_words():
    chain = Chain("dolina", challenges=(values.Challenge(1, "Młodzi wyjeżdżają"),))
    (link,) = parsed(chain).iter(f"{SVG}a")
    assert "tree-has-" in link.get("class", "")
    assert [one for one in link.iter(f"{SVG}path") if one.get("class") == "tree-mark"]
    note = [one.text for one in link.iter(f"{SVG}text") if one.get("class") == "tree-note"]
    assert re.match(r"\d.(błąd|błęd|uwag|wskaz)", " ".join(note))
    assert "(" in link.get("aria-label", "")


def test_markup_in_titles_is_shown_not_obeyed():
    chain = Chain("dolina", challenges=(values.Challenge(1, '<script>"&'),))
    text = str(draw_tree(graph(chain)))
    assert "<script>" not in text
    assert "&lt;script&gt;" in text


@given(chain=chains())
def test_the_list_tells_every_item_and_leads_to_each_once(chain):
    parts = listed(chain, check(chain), graph(chain))
    told: list[str] = []
    first: list[str] = []

    def walk(branches):
        for branch in branches:
            told.append(branch.node.key)
            first.extend([branch.node.key] if branch.first else [])
            walk(branch.children)

    for part in parts:
        walk(part.branches)
    keys = {key_of(one.kind, one.id) for one in chain.items()}
    assert len(first) == len(set(first))
    assert set(first) == set(told) == keys
