"""A whole survey analysed: 20 000 answers to 30 questions in 28 gminas, with breakdowns."""

from __future__ import annotations

import numpy as np

from bench.apart import Clock, Found, answer, apart
from bench.row import Row
from terytoria.surveys import Kind, Option, Question, Response, Strata, analyse

PEOPLE, QUESTIONS, GMINAS = 20_000, 30, 28
TARGET = 2.0
_KINDS = (Kind.SINGLE, Kind.MULTIPLE, Kind.SCALE, Kind.NUMBER, Kind.OPEN)


def analysis() -> Found:
    """Seconds of one analysis, weights included."""
    random = np.random.default_rng(7)
    options = tuple(Option(one, {"pl": one}) for one in "abcde")
    questions = [
        Question(f"q{at}", kind, {"pl": "?"}, options if at % 5 < 2 else ())
        for at in range(QUESTIONS)
        for kind in [_KINDS[at % 5]]
    ]
    gminas = tuple(f"{at:07}" for at in range(GMINAS))
    bands = ("15-19", "20-39", "40-59", "60+")
    picks = random.integers(0, 5, size=(PEOPLE, QUESTIONS)).tolist()
    rows = random.integers(0, (GMINAS, 2, 4), size=(PEOPLE, 3)).tolist()
    shapes = [lambda n: "abcde"[n], lambda n: ["abcde"[n]], lambda n: n + 1, lambda n: n + 1, str]
    people = [
        Response(
            {f"q{at}": shapes[at % 5](n) for at, n in enumerate(picked)},
            gminas[row[0]], "mk"[row[1]], bands[row[2]],
        )
        for picked, row in zip(picks, rows, strict=True)
    ]  # fmt: skip
    persons = random.uniform(100, 2000, size=(GMINAS, 2, 4))
    ages = ((15, 19), (20, 39), (40, 59), (60, None))
    strata = Strata(gminas, ages, 2020, persons)
    clock = Clock()
    found = analyse(questions, people, {"gmina": gminas, "band": bands}, strata)
    seconds = clock.seconds()
    return {"seconds": seconds, "people": found.people}


def rows() -> list[Row]:
    """The row of surveys."""
    seconds = apart("bench.surveys", "analysis")["seconds"]
    name = f"survey: {PEOPLE} answers, {QUESTIONS} questions, {GMINAS} gminas"
    return [Row(name, f"{seconds:.2f} s", "-", "-", f"<= {TARGET:g} s", seconds <= TARGET)]


if __name__ == "__main__":
    answer({"analysis": analysis})
