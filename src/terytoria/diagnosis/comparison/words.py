"""The difference of two diagnoses in Polish: what matters first, then why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import isclose
from typing import TYPE_CHECKING

from terytoria.diagnosis.findings import Finding, FindingKind
from terytoria.diagnosis.findings.rules import Rules
from terytoria.diagnosis.findings.words import figure_text
from terytoria.diagnosis.naming import named
from terytoria.language.cases import Case
from terytoria.language.dates import year_range
from terytoria.language.numbers import number
from terytoria.language.plural import counted, plural
from terytoria.language.text import initial_upper, join_list
from terytoria.statistics.catalogue import Indicator
from terytoria.statistics.difference import words as plain

if TYPE_CHECKING:
    from terytoria.diagnosis.comparison.result import (
        ChallengePair,
        DiagnosisDifference,
        Figure,
        FindingPair,
        ValuePair,
    )

SHOWN, VALUES, FOREMOST = 12, 4, 3
"""How many are told: findings whose numbers alone changed, values of a finding, main findings."""
KINDS = {
    FindingKind.STRENGTH: "mocna strona",
    FindingKind.WEAKNESS: "słaba strona",
    FindingKind.OPPORTUNITY: "szansa",
    FindingKind.THREAT: "zagrożenie",
    FindingKind.CONTRADICTION: "sprzeczność",
    FindingKind.GAP: "luka w danych",
}
_COUNTED = {
    "appeared": "nowe:",
    "disappeared": "ubyło:",
    "changed": "o innym znaczeniu:",
    "numbers": "z innymi liczbami:",
}
_FOREMOST = {"appeared": "Pojawia się", "disappeared": "Znika", "changed": "Zmienia znaczenie"}
_SECTIONS = {
    "appeared": "Nowe ustalenia",
    "disappeared": "Ustalenia, których już nie ma",
    "changed": "Ustalenia o innym znaczeniu",
}


def summary(found: DiagnosisDifference) -> tuple[str, ...]:
    """The main points, a line each: findings by what became of them, challenges, members."""
    standings = found.new.standings
    area = initial_upper(standings.subjects.get(standings.area_unit, found.new.area.name))
    if found.empty:
        return (f"{area}: diagnoza się nie zmienia.",)
    verdict = "diagnoza się zmienia" if found.matters else "zmieniają się tylko liczby"
    lines = [f"{area}: {verdict}.", _counts(found)]
    lines += [_foremost(found, what, word) for what, word in _FOREMOST.items()]
    lines += [_members(found), _groups(found), _challenges(found)]
    return tuple(line for line in lines if line)


def details(found: DiagnosisDifference) -> str:
    """Every finding that changed with the values that explain it, then the challenges."""
    parts = []
    for what, title in _SECTIONS.items():
        pairs = sorted(found.of(what), key=_is_gap)
        if pairs:
            told = [_finding(found, pair) for pair in pairs]
            if what == "appeared" and _is_gap(pairs[-1]):
                days = f"{found.old.snapshot.vintage} → {found.new.snapshot.vintage}"
                told.append(f"Luka znaczy: nie przybyło nowszych wartości (stan danych: {days}).")
            parts.append("\n".join([f"{title} ({number(len(pairs))})", *told]))
    if numbers := found.of("numbers"):
        title = f"Ustalenia takie same, z innymi liczbami ({number(len(numbers))})"
        parts.append("\n".join([title, *_numbers(found, numbers)]))
    if found.challenges:
        lines = [_challenge(pair) for pair in found.challenges]
        parts.append("\n".join(["Wyzwania", *lines]))
    return "\n\n".join(parts)


def _is_gap(pair: FindingPair) -> bool:
    return pair.shown.kind is FindingKind.GAP


def _counts(found: DiagnosisDifference) -> str:
    """How many findings are new, gone, changed or as they were; gaps in the data apart."""
    told = []
    for what, label in _COUNTED.items():
        pairs = found.of(what)
        gaps = sum(map(_is_gap, pairs))
        apart = f" (w tym {counted(gaps, 'luka', 'luki', 'luk')} w danych)" if gaps else ""
        if pairs:
            told.append(f"{label} {number(len(pairs))}{apart}")
    told.append(f"bez zmian: {number(found.unchanged)}")
    return f"Ustalenia: {', '.join(told)}."


def _foremost(found: DiagnosisDifference, what: str, word: str) -> str:
    """The weightiest findings that came, went or turned: "Znika: „…” (gmina Tuczno)."."""
    pairs = [pair for pair in found.of(what) if not _is_gap(pair)]
    pairs.sort(key=lambda pair: -pair.shown.severity)
    told = [f"„{pair.shown.heading.pl}” ({_subject(found, pair)})" for pair in pairs[:FOREMOST]]
    rest = f" i jeszcze {number(len(pairs) - FOREMOST)}" if len(pairs) > FOREMOST else ""
    return f"{word}: {', '.join(told)}{rest}." if told else ""


def _members(found: DiagnosisDifference) -> str:
    told = []
    for word, source, codes in (
        ("przybyły:", found.new, found.joined),
        ("ubyły:", found.old, found.left),
    ):
        register = source.snapshot.register
        if codes:
            names = join_list(named(register, code, Case.NOMINATIVE) for code in codes)
            told.append(f"{word} {names}")
    return f"Skład obszaru: {'; '.join(told)}." if told else ""


def _groups(found: DiagnosisDifference) -> str:
    """Units that are compared with others than before: less than half of their group stayed."""
    told = []
    for unit, group in found.new.groups.items():
        before = found.old.groups.get(unit)
        if before is None:
            continue
        stayed = {code[:6] for code in before.members} & {code[:6] for code in group.members}
        if 2 * len(stayed) < min(len(before), len(group)):
            subject = found.new.standings.subjects.get(unit, found.new.area.name)
            told.append(f"{subject} ({before.label_pl} → {group.label_pl})")
    return f"Inna grupa porównawcza: {'; '.join(told)}." if told else ""


def _challenges(found: DiagnosisDifference) -> str:
    """New and gone challenges by title, and whether the order changed."""
    told = []
    for what, word in (("appeared", "nowe:"), ("disappeared", "ubyło:")):
        titles = [f"„{one.shown.title.pl}”" for one in found.challenges if one.what == what]
        if titles:
            told.append(f"{word} {join_list(titles)}")
    if any(one.old and one.new and one.old.rank != one.new.rank for one in found.challenges):
        told.append("zmienia się kolejność")
    return f"Wyzwania: {'; '.join(told)}." if told else "Wyzwania i ich kolejność bez zmian."


def _challenge(pair: ChallengePair) -> str:
    """One challenge: its place and what it rests on."""
    told = []
    if pair.old is None:
        told.append(f"nowe, miejsce {pair.shown.rank}")
    elif pair.new is None:
        told.append(f"już nie ma (było na miejscu {pair.old.rank})")
    else:
        if pair.old.rank != pair.new.rank:
            told.append(f"miejsce {pair.old.rank} → {pair.new.rank}")
        if pair.old.weight != pair.new.weight:
            told.append(f"waga {number(pair.old.weight, 1)} → {number(pair.new.weight, 1)}")
        before, after = len(pair.old.findings), len(pair.new.findings)
        if before != after:
            told.append(f"ustaleń {before} → {after}")
    return f"· „{pair.shown.title.pl}”: {', '.join(told) or 'inne ustalenia'}"


def _numbers(found: DiagnosisDifference, pairs: Sequence[FindingPair]) -> Iterator[str]:
    """A line per finding, own values before those of the group; other wording is only counted."""
    valued = [pair for pair in pairs if pair.values]
    valued.sort(key=lambda pair: "value" not in pair.aspects)
    for pair in valued[:SHOWN]:
        first = pair.values[0]
        yield f"· {initial_upper(_subject(found, pair))}: {pair.shown.heading.pl}"
        yield f"    {_value(found, first)}"
    if len(valued) > SHOWN:
        yield _more(len(valued) - SHOWN)
    if rest := len(pairs) - len(valued):
        where = counted(rest, "ustaleniu", "ustaleniach", "ustaleniach")
        yield f"W {where} zmienił się tylko opis: nazwy, wielkość grupy, przedziały."


def _finding(found: DiagnosisDifference, pair: FindingPair) -> str:
    """A finding, what became of it, and the values that explain it."""
    subject, traits = initial_upper(_subject(found, pair)), "; ".join(_traits(pair))
    head = f"· {subject}: {pair.shown.heading.pl} ({traits})"
    if pair.shown.kind is FindingKind.GAP:
        return head
    lines = [_value(found, value) for value in pair.values[:VALUES]]
    if len(pair.values) > VALUES:
        lines.append(_more(len(pair.values) - VALUES))
    if not any(value.moved or value.group_moved for value in pair.values):
        lines += _without_numbers(found, pair)
    return "\n".join([head, *(f"    {line}" for line in lines)])


def _subject(found: DiagnosisDifference, pair: FindingPair) -> str:
    source = found.new if pair.new is not None else found.old
    return source.standings.subjects.get(pair.shown.unit, source.area.name)


def _traits(pair: FindingPair) -> Iterator[str]:
    """Kind, weight and challenge of a finding, before and after where they differ."""
    both = [one for one in (pair.old, pair.new) if one is not None]
    yield " → ".join(dict.fromkeys(KINDS[one.kind] for one in both))
    yield "waga " + " → ".join(dict.fromkeys(str(one.severity) for one in both))
    challenges = list(dict.fromkeys(_title(one) for one in both))
    if any(challenges):
        yield "wyzwanie " + " → ".join(title or "żadne" for title in challenges)
    counts = [len(one.members) for one in both]
    if "members" in pair.aspects:
        yield f"dotyczy gmin: {' → '.join(map(str, dict.fromkeys(counts)))}"


def _title(finding: Finding) -> str:
    rule = Rules.load().challenges.get(finding.challenge)
    return f"„{rule.title.pl}”" if rule else ""


def _without_numbers(found: DiagnosisDifference, pair: FindingPair) -> Iterator[str]:
    """Why a finding came, went or turned although no number under it changed."""
    other = _covering(found, pair)
    if other is not None:
        when = "wcześniej mówiło" if pair.old is None else "teraz mówi"
        yield f"liczby bez zmian; {when} o tym ustalenie „{other.heading.pl}”"
    else:
        yield "liczby bez zmian; zmieniło się porównanie z podobnymi"


def _covering(found: DiagnosisDifference, pair: FindingPair) -> Finding | None:
    """The finding that is told in place of this one in the diagnosis that lacks this one."""
    phrase = Rules.load().phrases.get(pair.shown.id.partition(".")[0])
    others = found.of("disappeared" if pair.old is None else "appeared")
    for other in (one.shown for one in others):
        covers = phrase is not None and other.id.partition(".")[0] in phrase.unless
        if covers and other.unit == pair.shown.unit:
            return other
    return None


def _value(found: DiagnosisDifference, pair: ValuePair) -> str:
    """A value before and after, and the median of the group.

    "Zmiana liczby ludności, gmina Tuczno: −4,8% (2024) → −6,6% (2025); mediana podobnych −3,6%".
    """
    indicator = found.new.catalogue.indicators.get(pair.indicator)
    source = found.new if pair.unit in found.new.standings.subjects else found.old
    subject = source.standings.subjects.get(pair.unit, source.area.name)
    both = (pair.old, pair.new)
    years = [_years(figure, indicator) for figure in both]
    before, after = _figures([figure.value if figure else None for figure in both], indicator)
    if years[0] == years[1]:
        told = (after if before == after else f"{before} → {after}") + years[1]
    else:
        told = f"{before}{years[0]} → {after}{years[1]}"
    if not pair.moved:
        told += " bez zmian"
    medians = [figure.median if figure else None for figure in both]
    if any(median is not None for median in medians):
        first, last = _figures(medians, indicator)
        told += f"; mediana podobnych {last if first == last else f'{first} → {last}'}"
    return f"{indicator.name_pl if indicator else 'Wartość'}, {subject}: {told}"


def _figures(values: Sequence[float | None], indicator: Indicator | None) -> tuple[str, str]:
    """Two values with as many decimals as tell them apart, per cent and short units included."""
    old, new = values
    if indicator is None:
        before, _, after = plain.change(old, new).partition(" → ")
        return before, after.partition(" (")[0]
    texts = figure_text(old, indicator).pl, figure_text(new, indicator).pl
    if texts[0] != texts[1] or old is None or new is None or isclose(old, new, rel_tol=1e-9):
        return texts
    finer = replace(indicator, decimals=indicator.decimals + 2)
    return figure_text(old, finer).pl, figure_text(new, finer).pl


def _years(figure: Figure | None, indicator: Indicator | None) -> str:
    """The year a value is told for; of a projection, its first and last."""
    if figure is None or not figure.years:
        return ""
    return f" ({year_range(figure.years) if indicator is None else figure.years[-1]})"


def _more(rest: int) -> str:
    return f"… i jeszcze {number(rest)} {plural(rest, 'pozycja', 'pozycje', 'pozycji')}."
