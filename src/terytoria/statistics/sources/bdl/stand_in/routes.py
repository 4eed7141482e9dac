"""Which question is answered by what: the paths of the API."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from terytoria.statistics.sources.bdl.stand_in.lists import (
    AGGREGATES,
    SUBJECTS,
    attributes,
    levels,
)
from terytoria.statistics.sources.bdl.stand_in.office import Office
from terytoria.statistics.sources.bdl.stand_in.pages import (
    Question,
    RefusedError,
    page_of,
    to_text,
)

Route = Callable[[Office, Question, str], str]
LARGEST_ID = 10**9


def answer(office: Office, question: Question) -> str:
    """JSON text of the answer; :class:`RefusedError` with 400 or 404."""
    question.check()
    for pattern, route in _ROUTES:
        found = pattern.fullmatch(question.path)
        if found:
            return route(office, question, *(found.groups() or ("",)))
    raise RefusedError(404, f"no such path: {question.path[:200]}", "see the office's description")


def _page(question: Question, rows: Iterable[dict[str, Any]]) -> str:
    return page_of(question, [to_text(row) for row in rows])


def _level(question: Question, name: str) -> int | None:
    level = question.whole_number(name, 0, 7)
    return None if level < 0 else level


def _parent(office: Office, question: Question, name: str) -> str | None:
    id_ = question.one(name)
    return office.unit(id_).id if id_ else None


def _by_variable(office: Office, question: Question, id_: str) -> str:
    variable = office.variable(id_)
    question.whole_number("aggregate-id", 1, 1)
    rows = office.by_variable(
        variable,
        question.whole_numbers("year"),
        _level(question, "unit-level"),
        _parent(office, question, "unit-parent-id"),
    )
    head = {"variableId": variable.id, "measureUnitId": office.measures[variable.unit]}
    return page_of(question, rows, {**head, "aggregateId": 1, "lastUpdate": office.last_update})


def _by_unit(office: Office, question: Question, id_: str) -> str:
    unit = office.unit(id_)
    question.whole_number("aggregate-id", 1, 1)
    ids = question.whole_numbers("var-id", 0, LARGEST_ID)
    if not ids:
        raise RefusedError(400, "var-id is required", "give var-id once or more")
    rows = office.by_unit(unit, ids, question.whole_numbers("year"))
    head = {"unitId": unit.id, "unitName": unit.name, "aggregateId": 1}
    return page_of(question, rows, head)


def _unit(office: Office, _: Question, id_: str) -> str:
    return to_text(office.unit(id_).to_json())


def _units(office: Office, question: Question, _: str) -> str:
    level, parent = _level(question, "level"), _parent(office, question, "parent-id")
    found = [office.units.all[row] for row in office.units.rows(level, parent)]
    if parent is not None and level is None:
        found = [unit for unit in found if unit.parent == parent]
    return _page(question, (unit.to_json() for unit in found))


def _units_search(office: Office, question: Question, _: str) -> str:
    name, kind = question.one("name").casefold(), question.one("kind")
    question.whole_numbers("year")
    rows = office.units.rows(_level(question, "level"))
    found = (office.units.all[row] for row in rows)
    chosen = (u for u in found if name in u.name.casefold() and kind in ("", u.kind))
    return _page(question, (unit.to_json() for unit in chosen))


def _localities(office: Office, question: Question, _: str) -> str:
    parent = _parent(office, question, "parent-id")
    below = office.units.below(parent) if parent else slice(None)
    codes = {unit.code for unit in office.units.all[below] if unit.code}
    rows = [
        {
            "id": office.units.ids[unit] + code,
            "name": name,
            "parentId": office.units.ids[unit],
            "level": 7,
            "hasDescription": False,
        }
        for code, name, unit in office.snapshot.table("localities")
        .select("code", "name", "unit")
        .sort("unit", "code")
        .iter_rows()
        if unit in codes and unit in office.units.ids
    ]
    return _page(question, rows)


def _variable(office: Office, question: Question, id_: str) -> str:
    return to_text(office.describe(office.variable(id_), question.lang))


def _variables(office: Office, question: Question, _: str) -> str:
    subject = question.one("subject-id")
    if subject and subject not in {each["id"] for each in SUBJECTS}:
        raise RefusedError(404, f"no subject {subject[:40]}", "search /subjects")
    name, level = question.one("name").casefold(), _level(question, "level")
    years = set(question.whole_numbers("year"))
    rows = (
        office.describe(variable, question.lang)
        for _, variable in sorted(office.variables.items())
        if subject in ("", variable.subject)
        and name in f"{variable.name.pl}\n{variable.name.en}".casefold()
        and level in (None, office.values.level(variable))
        and (not years or years & set(office.values.years(variable)))
    )
    return _page(question, rows)


def _subjects(_: Office, question: Question, __: str) -> str:
    parent = question.one("parent-id")
    return _page(question, (each for each in SUBJECTS if each.get("parentId", "") == parent))


def _subjects_search(_: Office, question: Question, __: str) -> str:
    name = question.one("name").casefold()
    return _page(question, (each for each in SUBJECTS if name in each["name"].casefold()))


def _years(office: Office) -> list[dict[str, Any]]:
    told = (office.values.years(variable) for variable in office.variables.values())
    return [{"id": year} for year in sorted({year for years in told for year in years})]


def _measures(office: Office) -> list[dict[str, Any]]:
    return [{"id": id_, "name": name, "description": name} for name, id_ in office.measures.items()]


def _version(office: Office, _: Question, __: str) -> str:
    return to_text({"version": "1.0", "build": f"stand-in of {office.snapshot.name}"})


def _listed(path: str, rows: Callable[[Office], Iterable[dict[str, Any]]]) -> list[_Entry]:
    """The two routes of a short list: all of it, and one entry."""

    def every(office: Office, question: Question, _: str) -> str:
        return _page(question, rows(office))

    def one(office: Office, _: Question, id_: str) -> str:
        for row in rows(office):
            if str(row["id"]) == id_:
                return to_text(row)
        raise RefusedError(404, f"no entry {id_[:40]} in {path}", f"list {path}")

    return [(re.compile(path), every), (re.compile(path + r"/([^/]+)"), one)]


_Entry = tuple[re.Pattern[str], Route]
_ROUTES: list[_Entry] = [
    (re.compile(r"/data/by-variable/([^/]+)"), _by_variable),
    (re.compile(r"/data/by-unit/([^/]+)"), _by_unit),
    (re.compile(r"/units"), _units),
    (re.compile(r"/units/search"), _units_search),
    (re.compile(r"/units/localities"), _localities),
    (re.compile(r"/units/([^/]+)"), _unit),
    (re.compile(r"/variables(?:/search)?"), _variables),
    (re.compile(r"/variables/([^/]+)"), _variable),
    (re.compile(r"/subjects"), _subjects),
    (re.compile(r"/subjects/search"), _subjects_search),
    _listed("/subjects", lambda _: SUBJECTS)[1],
    *_listed("/levels", lambda _: levels()),
    *_listed("/attributes", lambda _: attributes()),
    *_listed("/aggregates", lambda _: AGGREGATES),
    *_listed("/measures", _measures),
    *_listed("/years", _years),
    (re.compile(r"/version"), _version),
]
