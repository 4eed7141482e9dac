"""Results as people read them: bars, tables, caveats; and as a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from terytoria.language.numbers import number, percent
from terytoria.portal.audit.export import safe_cell
from terytoria.portal.design.tables import Cell, Column, Table, row
from terytoria.portal.surveys.domain.counting import CODED
from terytoria.portal.surveys.enums import Channel
from terytoria.portal.surveys.models import Quote, Results
from terytoria.surveys.questionnaire import Kind, Question
from terytoria.surveys.rules import rule

HIDDEN = "ukryte"
_BREAKDOWNS = {"gmina": "gminy", "sex": "płeć", "band": "wiek"}
_NAMES = {"": "wszyscy", "?": "nie podano", "k": "kobiety", "m": "mężczyźni"}


@dataclass(frozen=True)
class Bar:
    """The share of an option: words, and the lengths of its bar in percent with a point."""

    option: str
    name: str
    share: str
    limits: str
    width: str
    low: str
    high: str


@dataclass(frozen=True)
class Shown:
    """One question with its results."""

    id: str
    text: str
    answered: str
    hidden: bool
    mean: str
    bars: tuple[Bar, ...]
    tables: tuple[Table, ...]
    quotes: tuple[Quote, ...] = ()
    opened: bool = False


class Reader:
    """Reads kept results with the words of their survey."""

    def __init__(self, results: Results) -> None:
        self.results, self.survey = results, results.survey
        self.content: Mapping[str, Any] = results.content
        self.questions = self.survey.asked.by_id
        self.names = {**_NAMES, **dict(self.survey.gminas)}
        self.least = rule("least_group")

    def shown(self) -> tuple[Shown, ...]:
        """Every question in order, an open one with its codes and released answers."""
        order = dict.fromkeys(one["question"] for one in self.content["results"]["gmina"])
        return tuple(self._question(name) for name in order)

    def facts(self) -> list[str]:
        """What the results rest on, in sentences."""
        people = int(self.content["people"])
        if people < self.least:
            return [f"Odpowiedziało mniej niż {self.least} osób, więc wyników nie pokazujemy."]
        said = [f"Liczba odpowiedzi: {number(people)}{self._channels()}."]
        if not self.content["weighted"]:
            return [*said, "Odpowiedzi nie są ważone: mówią tylko o osobach, które odpowiedziały."]
        uncovered = 100 * self.content["uncovered"]
        how = (
            "w każdej grupie" if self.content["crossed"] else "osobno według gminy i płci z wiekiem"
        )
        year = f"ludność na koniec {self.content['year']} r."
        effect = number(self.content["design_effect"], 2)
        return [
            *said,
            f"Odpowiedzi zważono do ludności gmin według płci i wieku ({how}; {year}).",
            f"Ludność z grup, w których nikt nie odpowiedział: {percent(uncovered)}.",
            f"Ważenie zwiększa wariancję błędu przypadku {effect} razy.",
        ]

    def lines(self) -> Iterator[str]:
        """The results as CSV: a row a share, a hidden group without any."""
        heads = ["pytanie", "podział", "grupa", "odpowiedzi", "odpowiedź", "procent", "od", "do"]
        yield "\ufeff" + _line(heads)
        for by, found in self.content["results"].items():
            for one in found:
                if by != "gmina" and not one["group"]:
                    continue
                yield from self._rows(by, one)

    def _rows(self, by: str, one: Mapping[str, Any]) -> Iterator[str]:
        head = [self._text(one["question"]), _BREAKDOWNS[by], self._group(one["group"])]
        if one["hidden"]:
            yield _line([*head, HIDDEN, "", "", "", ""])
            return
        head.append(str(one["answered"]))
        options = self._options(one["question"])
        for option, *values in one["shares"]:
            shares = [f"{value:.1f}".replace(".", ",") for value in values]
            yield _line([*head, options.get(option, option), *shares])
        if not one["shares"]:
            yield _line([*head, "", "", "", ""])

    def _channels(self) -> str:
        paper = self.results.channels.get(Channel.PAPER, 0)
        rest = self.results.channels.get(Channel.WEB, 0)
        if not paper:
            return ""
        if min(paper, rest) < self.least:
            return f" (jednym ze sposobów, w internecie albo na papierze, mniej niż {self.least})"
        return f" (w tym z papieru {number(paper)})"

    def _question(self, name: str) -> Shown:
        groups = {by: [o for o in rows if o["question"] == name]
                  for by, rows in self.content["results"].items()}  # fmt: skip
        whole = groups["gmina"][0]
        question = self.questions.get(name.removesuffix(CODED))
        opened = question is not None and question.kind is Kind.OPEN
        quotes = tuple(self.survey.quotes.filter(question=name)) if opened else ()
        return Shown(
            name,
            self._text(name),
            "" if whole["hidden"] else number(whole["answered"]),
            whole["hidden"],
            self._mean(whole),
            self._bars(name, whole),
            () if whole["hidden"] else tuple(self._tables(name, groups)),
            quotes,
            opened and not name.endswith(CODED),
        )

    def _bars(self, name: str, whole: Mapping[str, Any]) -> tuple[Bar, ...]:
        options = self._options(name)
        return tuple(
            Bar(option, options.get(option, option), percent(share),
                f"{number(low, 1)}–{number(high, 1)}%",
                f"{share:.1f}", f"{low:.1f}", f"{high:.1f}")
            for option, share, low, high in whole.get("shares", ())
        )  # fmt: skip

    def _tables(self, name: str, groups: Mapping[str, list[Any]]) -> Iterator[Table]:
        options = self._options(name)
        for by, found in groups.items():
            shares: list[Any] = next((one["shares"] for one in found if one.get("shares")), [])
            mean = any(one.get("mean") is not None for one in found)
            if not shares and not mean:
                continue
            columns = [Column("group", "Grupa"), Column("n", "Odpowiedzi", figure=True)]
            columns += [Column("mean", "Średnia", figure=True)] if mean else []
            columns += [Column(one[0], options.get(one[0], one[0]), figure=True) for one in shares]
            rows = tuple(self._group_row(one, len(shares), mean) for one in found if one["group"])
            yield Table(f"Podział: {_BREAKDOWNS[by]}", tuple(columns), rows)

    def _group_row(self, one: Mapping[str, Any], width: int, mean: bool) -> tuple[Cell, ...]:
        name = self._group(one["group"])
        if one["hidden"]:
            return row(name, HIDDEN, *["–"] * (width + mean))
        cells = [self._mean(one)] if mean else []
        cells += [f"{percent(p)} ({number(a, 0)}–{number(b, 0)})" for _, p, a, b in one["shares"]]
        return row(name, number(one["answered"]), *cells)

    def _mean(self, one: Mapping[str, Any]) -> str:
        mean = one.get("mean")
        return "" if mean is None else number(mean, 2)

    def _text(self, name: str) -> str:
        question = self.questions.get(name.removesuffix(CODED))
        text = question.text["pl"] if question else name
        return f"{text} – o czym były odpowiedzi" if name.endswith(CODED) else text

    def _options(self, name: str) -> dict[str, str]:
        question: Question | None = self.questions.get(name)
        if question is None:
            return dict(self.results.codes.get(name.removesuffix(CODED), {}))
        return {one.id: one.text["pl"] for one in question.options}

    def _group(self, name: str) -> str:
        return str(self.names.get(name, name.replace("-", "–")))


def _line(cells: list[str]) -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=";", lineterminator="\r\n").writerow(map(safe_cell, cells))
    return stream.getvalue()
