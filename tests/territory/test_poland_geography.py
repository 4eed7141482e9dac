"""The real country: touching, enclosing and finding, against plain searches."""

from __future__ import annotations

import random

import pytest
import shapely

from terytoria.language.text import fold
from terytoria.statistics.snapshot import Snapshot
from terytoria.territory import Kind, Level
from terytoria.territory.search import find

pytestmark = pytest.mark.poland
SEED = 20260101


def reached(poland: Snapshot, start: str, inside: set[str]) -> set[str]:
    """Gminas of a set that a walk over its neighbours reaches."""
    seen, edge = {start}, [start]
    while edge:
        new = set(poland.neighbours.of(edge.pop())) & inside - seen
        seen |= new
        edge += new
    return seen


def grown(poland: Snapshot, draw: random.Random, size: int) -> set[str]:
    """A random set grown from one gmina, then with some members taken out again."""
    start = draw.choice(poland.register.gminas)
    found = {start}
    while len(found) < size:
        around = poland.neighbours.around(found)
        if not around:
            break
        found.add(draw.choice(around))
    return {code for code in found if draw.random() > 0.2} or {start}


def test_parts_of_random_areas_are_those_of_a_walk(poland: Snapshot) -> None:
    draw = random.Random(SEED)
    several = 0
    for size in (1, 2, 5, 12, 40, 150) * 3:
        area = grown(poland, draw, size)
        found = poland.neighbours.contiguity(tuple(area))
        assert sorted(code for part in found.parts for code in part) == sorted(area)
        for part in found.parts:
            assert set(part) == reached(poland, part[0], area)
        assert [len(part) for part in found.parts] == sorted(map(len, found.parts), reverse=True)
        several += not found.contiguous
    assert several > 3


def test_enclaves_of_random_areas_cannot_be_left(poland: Snapshot) -> None:
    draw = random.Random(SEED + 1)
    known = {code for pair in poland.neighbours.pairs for code in pair}
    some = 0
    for size in (20, 60, 200) * 3:
        area = grown(poland, draw, size)
        outside = known - area
        main = max((reached(poland, code, outside) for code in sorted(outside)[:1]), key=len)
        if len(main) < len(outside) / 2:
            continue
        cut = outside - main
        found = set(poland.neighbours.contiguity(area).enclaves)
        assert found <= cut
        assert {code for code in cut if set(poland.neighbours.of(code)) & area} <= found
        some += bool(found)
    assert some > 2


def test_every_powiat_but_islands_is_whole_or_says_its_parts(poland: Snapshot) -> None:
    register = poland.register
    for code in register.powiats[::6]:
        members = [g for g in register.gminas_of(code) if poland.neighbours.of(g)]
        found = poland.neighbours.contiguity(members)
        assert sum(map(len, found.parts)) == len(members)
    rings = [
        code
        for code in register.powiats
        if register.unit(code).kind is Kind.CITY_WITH_POWIAT_RIGHTS
        and len(poland.neighbours.around(register.gminas_of(code))) == 1
    ]
    for city in rings:  # a city inside one gmina is that gmina's enclave
        (ring,) = poland.neighbours.around(register.gminas_of(city))
        assert set(register.gminas_of(city)) <= set(poland.neighbours.contiguity([ring]).enclaves)


def test_neighbours_are_symmetric_and_never_themselves(poland: Snapshot) -> None:
    for code in poland.register.gminas:
        near = poland.neighbours.of(code)
        assert code not in near
        assert all(code in poland.neighbours.of(other) for other in near)


def test_boundaries_of_neighbours_touch_and_of_strangers_do_not(poland: Snapshot) -> None:
    draw = random.Random(SEED)
    drawn = draw.sample(sorted(set(poland.register.gminas) & set(poland.boundaries.codes)), 60)
    for code in drawn:
        own = poland.boundaries.of(code)
        for other in poland.neighbours.of(code):
            if other in poland.boundaries:
                assert shapely.distance(own, poland.boundaries.of(other)) < 0.003, (code, other)
        far = draw.choice(poland.register.gminas)
        if far in poland.boundaries and far not in (code, *poland.neighbours.of(code)):
            shared = shapely.intersection(own, poland.boundaries.of(far)).length
            assert shared < 0.01, (code, far)


def test_the_register_adds_up_level_by_level(poland: Snapshot) -> None:
    register = poland.register
    for unit in register.units:
        below = register.children(unit.code)
        if not below:
            assert unit.level is Level.GMINA
            continue
        assert sum(child.area_km2 for child in below) == pytest.approx(unit.area_km2, rel=0.01)
        parts = sorted(code for child in below for code in register.gminas_of(child.code))
        assert parts == sorted(register.gminas_of(unit.code))


def test_search_does_not_hear_case_nor_diacritics(poland: Snapshot) -> None:
    register = poland.register
    for code in random.Random(SEED).sample(register.gminas, 120):
        name = register.unit(code).name
        answers = [
            [match.unit.code for match in find(register, text, 400)]
            for text in (name, name.upper(), name.lower(), fold(name), f"  {name} ")
        ]
        assert code in answers[0]
        assert all(sorted(answer) == sorted(answers[0]) for answer in answers[1:]), name


def test_every_code_and_every_beginning_of_one_finds_its_units(poland: Snapshot) -> None:
    register = poland.register
    for code in random.Random(SEED).sample(register.gminas, 60):
        for length in (7, 6, 5, 4, 2):
            asked = code[:length]
            found = {match.unit.code for match in find(register, asked, 4000)}
            assert found == {u.code for u in register.units if u.code.startswith(asked)}
        assert find(register, code)[0].exact
