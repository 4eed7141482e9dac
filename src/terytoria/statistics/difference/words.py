"""The difference of two snapshots in Polish: main points first, then every kind of change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import polars as pl

from terytoria.language.dates import year_range
from terytoria.language.numbers import number, percent, signed
from terytoria.language.plural import counted, plural
from terytoria.language.text import join_list
from terytoria.statistics.difference.units import UnitWhat, called
from terytoria.statistics.difference.values import What

if TYPE_CHECKING:
    from terytoria.statistics.difference.result import SnapshotDifference

SHOWN, EXAMPLES = 12, 3
"""How many series of a section, and values of a series, are told; the table has all."""
_LEVELS = {
    "gmina": "gminy",
    "powiat": "powiaty",
    "voivodeship": "województwa",
    "country": "kraj",
}
_FIELDS = {
    "name": "nazwa",
    "unit": "jednostka miary",
    "base": "podstawa",
    "note": "uwaga",
    "source": "źródło",
}
_UNIT_WORDS = {
    UnitWhat.MERGED: ("połączenie", "połączenia", "połączeń"),
    UnitWhat.SPLIT: ("podział", "podziały", "podziałów"),
    UnitWhat.RECODED: ("nowy kod", "nowe kody", "nowych kodów"),
    UnitWhat.KIND: ("zmiana rodzaju", "zmiany rodzaju", "zmian rodzaju"),
    UnitWhat.RENAMED: ("nowa nazwa", "nowe nazwy", "nowych nazw"),
    UnitWhat.NEW: ("nowa", "nowe", "nowych"),
    UnitWhat.GONE: ("zniesiona", "zniesione", "zniesionych"),
}
_WHATS = {
    What.REVISED: "zmienione:",
    What.ADDED: "nowe w znanych latach:",
    What.WITHDRAWN: "wycofane w znanych latach:",
    What.NEW_YEAR: "z nowych lat:",
    What.WITHDRAWN_YEAR: "z wycofanych lat:",
    What.NEW_SERIES: "z nowych szeregów:",
    What.WITHDRAWN_SERIES: "z wycofanych szeregów:",
    What.NEW_UNIT: "nowych jednostek:",
    What.WITHDRAWN_UNIT: "zniesionych jednostek:",
}
_TINY, _COUNTLESS = 0.0005, 10_000
"""Shares below the one and ratios above the other are told without their number."""
_MOST_DECIMALS = 6
Row = dict[str, Any]


def summary(found: SnapshotDifference) -> tuple[str, ...]:
    """The main points, a line each."""
    if found.empty:
        return ("Migawki się nie różnią.",)
    table = found.table()
    lines = [_revised_count(found), *_suspicions(found)]
    lines += [_years(table, "new_years", "Nowe lata"), _years(table, "withdrawn_years", "Bez lat")]
    lines += [_status(table, "new", "Nowe szeregi"), _status(table, "withdrawn", "Bez szeregów")]
    added, withdrawn = int(table["added"].sum()), int(table["withdrawn"].sum())
    if added or withdrawn:
        lines.append(f"Wartości w znanych już latach: {_moved(added, withdrawn)}.")
    if found.footnotes.height:
        lines.append(f"Przypisy: {counted(found.footnotes.height, 'zmiana', 'zmiany', 'zmian')}.")
    return (*(line for line in lines if line), _unit_count(found))


def explain(found: SnapshotDifference) -> str:
    """Every kind of change, in sections; series beyond ``SHOWN`` are only counted."""
    if found.empty:
        return "Migawki się nie różnią."
    table = found.table()
    parts = {
        "Zmienione wartości": _revisions(found, table),
        "Wartości nowe i wycofane w znanych latach": _moves(found, table),
        "Nowe i wycofane lata": _year_rows(found, table),
        "Nowe i wycofane szeregi": _status_rows(found, table),
        "Zmienione opisy szeregów": _descriptions(found),
        "Przypisy urzędu": _footnotes(found),
        "Jednostki": found.units.explain().splitlines(),
    }
    told = [(title, list(lines)) for title, lines in parts.items()]
    return "\n\n".join("\n".join([title, *_limited(lines)]) for title, lines in told if lines)


def explain_units(found: SnapshotDifference, values: pl.DataFrame) -> str:
    """How many values of some units differ and why, then those of known years one by one."""
    if not values.height:
        return "Wartości tego obszaru bez zmian."
    counts = dict(values["what"].value_counts().iter_rows())
    told = [f"{title} {number(counts[what.value])}" for what, title in _WHATS.items()
            if what.value in counts]  # fmt: skip
    known = values.filter(
        pl.col("what").is_in([What.REVISED.value, What.ADDED.value, What.WITHDRAWN.value])
    ).sort("within", pl.col("relative").fill_null(0.0), descending=[False, True])
    lines = [f"· {series_name(found, row)}, {value_line(found, row)}" for row in known.to_dicts()]
    return "\n".join([f"Wartości tego obszaru: {', '.join(told)}.", *_limited(lines)])


def value_line(found: SnapshotDifference, row: Row) -> str:
    """One differing value: "gmina Tuczno (3217043), 2024 r.: 4390 → 4500 (+2,5%)"."""
    return f"{_called(found, row['unit'])}, {row['year']} r.: {change(row['old'], row['new'])}"


def series_name(found: SnapshotDifference, row: Row) -> str:
    """A series and its level: "„Zgony” (gminy)"."""
    name = found.names.get(row["series"], row["series"])
    return f"„{name}” ({_LEVELS.get(row['level'], row['level'])})"


def change(old: float | None, new: float | None) -> str:
    """A value before and after, with as many decimals as tell them apart.

    >>> change(4390.0, 4500.0), change(12.25, None), change(0.0, 3.0)
    ('4390 → 4500 (+2,5%)', '12,25 → brak danych', '0 → 3')
    >>> change(1267.0, 1284.18013), change(61.32300000000001, 61.4)
    ('1267 → 1284 (+1,4%)', '61,323 → 61,400 (+0,1%)')
    """
    decimals = _decimals([value for value in (old, new) if value is not None])
    told = f"{number(old, decimals)} → {number(new, decimals)}"
    if old is None or new is None or old == 0:
        return told
    size = (new - old) / abs(old)
    if abs(size) > _COUNTLESS:
        return told
    if abs(size) < _TINY:
        return f"{told} ({share(abs(size))})"
    return f"{told} ({signed(100 * size, 1)}%)"


def share(part: float) -> str:
    """A share from 0 to 1 in per cent that is not rounded to nothing or to everything.

    >>> share(0.98), share(0.9999), share(0.0001), share(0.034)
    ('98%', 'ponad 99%', 'mniej niż 0,1%', '3,4%')
    """
    if 0.995 <= part < 1:
        return "ponad 99%"
    if 0 < part < _TINY:
        return "mniej niż 0,1%"
    if part > _COUNTLESS:
        return f"ponad {number(_COUNTLESS)} razy"
    return percent(100 * part, 0 if part >= 0.095 else 1)


def _decimals(values: list[float]) -> int:
    """As many decimals as the values have; of long ones, as many as tell them apart."""
    largest, smallest = (pick(map(abs, values)) for pick in (max, min))
    least = 0 if smallest >= 100 else 1 if smallest >= 10 else 2
    distinct = [n for n in range(_MOST_DECIMALS) if _told_apart(values, n)]
    for decimals in distinct:
        slips = (abs(round(value, decimals) - value) for value in values)
        if decimals <= least + 2 and max(slips) <= 1e-12 * max(1, largest):
            return decimals
    return next((n for n in distinct if n >= least), _MOST_DECIMALS)


def _told_apart(values: list[float], decimals: int) -> bool:
    """Whether values that differ are written differently."""
    return len({number(value, decimals) for value in values}) == len(set(values))


def _called(found: SnapshotDifference, code: str) -> str:
    for register in (found.units.new, found.units.old):
        if code in register:
            return f"{called(register, code)} ({code})"
    return code


def _revised_count(found: SnapshotDifference) -> str:
    beyond, within = found.revised, int(found.values["within"].sum())
    rest = f"{counted(within, 'wartość', 'wartości', 'wartości')} w granicach zaokrąglenia"
    if not beyond.height:
        return f"Zmieniono tylko {rest}." if within else "Żadnej znanej wartości nie zmieniono."
    series = beyond.select("level", "series").n_unique()
    values = counted(beyond.height, "wartość", "wartości", "wartości")
    where = counted(series, "szeregu", "szeregach", "szeregach")
    largest = beyond["relative"].max()
    most = f" (najwięcej o {share(float(largest))})" if isinstance(largest, float) else ""
    return f"Zmieniono {values} w {where}{most}{f'; ponadto {rest}' if within else ''}."


def _suspicions(found: SnapshotDifference) -> Iterator[str]:
    """A warning per series revised for most units."""
    rows = found.suspects.group_by("level", "series", maintain_order=True).agg(
        pl.col("year"), pl.col("both", "revised").sum(), pl.col("factor")
    )
    lines = []
    for row in rows.sort("revised", descending=True).to_dicts():
        part = share(row["revised"] / row["both"])
        what, check = f"zmieniono {part} wartości ({_listed_years(row['year'])})", "definicję"
        factors = {None if factor is None else round(factor, 3) for factor in row["factor"]}
        if len(factors) == 1 and None not in factors:
            what += f", wszystkie {_factor(row['factor'][0])}"
            check = "jednostkę miary" if _other_unit(row["factor"][0]) else check
        lines.append(f"UWAGA: {series_name(found, row)}: {what}: sprawdź {check}.")
    yield from _limited(lines)


def _other_unit(factor: float) -> bool:
    """Whether a ratio is so far from one that no revision explains it."""
    return not 0.5 < factor < 2


def _factor(factor: float) -> str:
    """How many times: "×1000", or for less than one "÷1000"."""
    sign, size = ("×", factor) if abs(factor) >= 1 else ("÷", 1 / factor)
    return f"{sign}{number(size, _decimals([round(size, 3)]))}"


def _years(table: pl.DataFrame, column: str, title: str) -> str:
    rows = table.filter(pl.col(column).list.len() > 0).to_dicts()
    if not rows:
        return ""
    every = sorted({year for row in rows for year in row[column]})
    where = counted(len(rows), "szeregu", "szeregach", "szeregach")
    return f"{title}: {_listed_years(every)} (w {where})."


def _listed_years(years: Iterable[int]) -> str:
    """Years as runs: "2016–2018 i 2020 r."."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return f"{join_list(year_range(run) for run in runs)} r."


def _status(table: pl.DataFrame, status: str, title: str) -> str:
    count = table.filter(status=status).height
    return f"{title}: {number(count)}." if count else ""


def _unit_count(found: SnapshotDifference) -> str:
    whats = [one.what for one in found.units.changes]
    if not whats:
        return "Jednostki bez zmian."
    counts = (counted(whats.count(what), *_UNIT_WORDS[what]) for what in UnitWhat if what in whats)
    return f"Jednostki: {', '.join(counts)}."


def _revisions(found: SnapshotDifference, table: pl.DataFrame) -> Iterator[str]:
    for row in table.filter(pl.col("revised") + pl.col("within") > 0).to_dicts():
        yield _revision(found, row)


def _revision(found: SnapshotDifference, row: Row) -> str:
    head = f"· {series_name(found, row)}: "
    within = f"{number(row['within'])} w granicach zaokrąglenia"
    if not row["revised"]:
        return f"{head}{within}"
    values = counted(row["revised"], "wartość", "wartości", "wartości")
    head += f"{values} z {number(row['compared'])} ({share(row['share'])})"
    if row["largest"] is not None and row["revised"] > 1:
        head += f"; zmiana typowa {share(row['median'])}, największa {share(row['largest'])}"
    if row["within"]:
        head += f"; ponadto {within}"
    if row["suspected"]:
        head += f"; zmieniono większość ({_listed_years(row['suspected'])}): sprawdź definicję"
    of_series = found.largest(row["level"], row["series"])
    examples = (value_line(found, one) for one in of_series.head(EXAMPLES).to_dicts())
    return "\n".join([head, *(f"    {line}" for line in examples)])


def _moves(found: SnapshotDifference, table: pl.DataFrame) -> Iterator[str]:
    """New and withdrawn values of known years: how many, and some of them."""
    moved = pl.col("added") + pl.col("withdrawn")
    for row in table.filter(moved > 0).sort(-moved.cast(pl.Int64)).to_dicts():
        told = _moved(row["added"], row["withdrawn"])
        of_series = found.values.filter(
            pl.col("what").is_in([What.ADDED.value, What.WITHDRAWN.value]),
            level=row["level"],
            series=row["series"],
        )
        examples = (value_line(found, one) for one in of_series.head(EXAMPLES).to_dicts())
        lines = (f"    {line}" for line in examples)
        yield "\n".join([f"· {series_name(found, row)}: {told}", *lines])


def _moved(added: int, withdrawn: int) -> str:
    """How many values are new and how many withdrawn: "2 nowe, 1 wycofana"."""
    told = [counted(added, "nowa", "nowe", "nowych")] if added else []
    if withdrawn:
        told.append(counted(withdrawn, "wycofana", "wycofane", "wycofanych"))
    return ", ".join(told)


def _year_rows(found: SnapshotDifference, table: pl.DataFrame) -> Iterator[str]:
    """A line per set of new or withdrawn years, with the series that share it."""
    for title, years, values in (
        ("nowe", "new_years", "new_values"),
        ("wycofane", "withdrawn_years", "withdrawn_values"),
    ):
        rows = table.filter(pl.col(years).list.len() > 0)
        shared: dict[tuple[int, ...], list[Row]] = {}
        for row in rows.to_dicts():
            shared.setdefault(tuple(row[years]), []).append(row)
        for span in sorted(shared, reverse=True):
            group = shared[span]
            named = [series_name(found, row) for row in group[:EXAMPLES]]
            more = f" i jeszcze {number(len(group) - EXAMPLES)}" if len(group) > EXAMPLES else ""
            total = counted(sum(row[values] for row in group), "wartość", "wartości", "wartości")
            where = counted(len(group), "szereg", "szeregi", "szeregów")
            head = f"· {title}: {_listed_years(span)} ({where}, {total})"
            yield f"{head}: {', '.join(named)}{more}"


def _status_rows(found: SnapshotDifference, table: pl.DataFrame) -> Iterator[str]:
    for row in table.filter(pl.col("status") != "").to_dicts():
        what = "nowy" if row["status"] == "new" else "wycofany"
        yield f"· {series_name(found, row)}: {what}"


def _descriptions(found: SnapshotDifference) -> Iterator[str]:
    for row in found.descriptions.to_dicts():
        field = _FIELDS[row["field"]]
        before, after = (row[name] or "–" for name in ("old", "new"))
        yield f"· {series_name(found, row)}: {field}: {before} → {after}"


def _footnotes(found: SnapshotDifference) -> Iterator[str]:
    """Footnotes of each series: how many changed, and some of them."""
    for (level, series), rows in found.footnotes.group_by("level", "series", maintain_order=True):
        head = f"· {series_name(found, {'level': level, 'series': series})}: "
        lines = [f"{head}{counted(rows.height, 'zmiana', 'zmiany', 'zmian')}"]
        for row in rows.head(EXAMPLES).to_dicts():
            before, after = (row[name] or "bez przypisu" for name in ("old", "new"))
            lines.append(f"    {_called(found, row['unit'])}, {row['year']} r.: {before} → {after}")
        yield "\n".join(lines)


def _limited(lines: list[str]) -> list[str]:
    rest = len(lines) - SHOWN
    if rest <= 0:
        return lines
    return [
        *lines[:SHOWN],
        f"… i jeszcze {number(rest)} {plural(rest, 'pozycja', 'pozycje', 'pozycji')}.",
    ]
