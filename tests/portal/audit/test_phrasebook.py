"""Every verb of the code has its Polish phrase, and entries read as sentences."""

from __future__ import annotations

import ast
import doctest
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria import portal
from terytoria.portal.audit import phrasebook as module
from terytoria.portal.audit.models import Entry
from terytoria.portal.audit.phrasebook import phrasebook, told
from terytoria.portal.drafting.enums import Part
from terytoria.portal.jobs.tasks import _TASKS
from terytoria.portal.strategies.enums import Deed, Kind

SOURCE = Path(portal.__file__).parent
VERB = re.compile(r"[a-z_]+\.[a-z_]+")
WRITERS = {"record", "log", "_log"}
PARTS = {
    "item.kind.value": list(Kind.values),
    "deed.value": list(Deed.values),
    "kind.value": list(Kind.values),
    "part.part.value": list(Part.values),
    "kind": list(Kind.values),
    "deed": list(Deed.values),
}
"""What stands in verbs that are put together."""


def written(call: ast.Call, tree: ast.Module) -> Iterator[str]:
    """Verbs that a call may write to the log."""
    verb = call.args[0]
    if isinstance(verb, ast.JoinedStr):
        yield from put_together(verb)
    elif isinstance(verb, ast.Name):  # told by whoever calls, in the same file
        yield from constants(tree) - set(_TASKS)  # a kind of job looks like a verb
    else:
        yield from constants(verb)


def constants(tree: ast.AST) -> set[str]:
    found = {one.value for one in ast.walk(tree) if isinstance(one, ast.Constant)}
    return {one for one in found if isinstance(one, str) and VERB.fullmatch(one)}


def put_together(verb: ast.JoinedStr) -> Iterator[str]:
    pieces = [
        [str(one.value)] if isinstance(one, ast.Constant) else PARTS[ast.unparse(one.value)]
        for one in verb.values
        if isinstance(one, ast.Constant | ast.FormattedValue)
    ]
    yield from ("".join(chosen) for chosen in itertools.product(*pieces))


def verbs_of(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in WRITERS:
                found.update(written(node, tree))
    return found


ROOMS = sorted(one.parent.name for one in SOURCE.glob("*/apps.py"))


@pytest.mark.parametrize("room", ROOMS)
def test_every_verb_has_a_phrase(room: str) -> None:
    for file in (SOURCE / room).rglob("*.py"):
        missing = verbs_of(file) - set(phrasebook().verbs)
        assert not missing, f"{file.name}: add to audit/phrases.yaml: {sorted(missing)}"


def test_the_search_finds_verbs() -> None:
    found = set().union(*(verbs_of(file) for file in SOURCE.rglob("*.py")))
    assert {"partnership.create", "role.assign", "session.open", "vote.cast", "vote.enter"} <= found
    assert {"goal.create", "target.delete", "meeting.open", "user.activate"} <= found
    assert len(found) > 60


def test_phrases_are_polish_sentences_without_an_end() -> None:
    for verb, phrase in phrasebook().verbs.items():
        assert VERB.fullmatch(verb)
        assert phrase == phrase.strip(" .")
        assert phrase[0].islower()


def test_coded_values_are_those_of_the_enums() -> None:
    from terytoria.portal.accounts.enums import ProgrammeRole
    from terytoria.portal.evidence.enums import Choice
    from terytoria.portal.partnerships.enums import Role, Stage

    values = phrasebook().values
    assert values["role"] == {**dict(Role.choices), **dict(ProgrammeRole.choices)}
    assert values["stage"] == dict(Stage.choices)
    assert values["choice"] == dict(Choice.choices)


def entry(**fields: object) -> Entry:
    return Entry(**{"verb": "role.assign", "subject_label": "Dolina", **fields})  # type: ignore[misc]


class TestTold:
    def test_who_did_what(self) -> None:
        event = told(entry(actor_label="Osoba", after={"role": "expert"}))
        assert event["what"] == "nadano rolę: Dolina"
        assert event["who"] == "Osoba"
        assert event["note"] == "rola: ekspert"

    def test_what_the_program_did_itself(self) -> None:
        event = told(entry(verb="session.refuse", subject_label=""))
        assert event["what"] == "odmówiono wejścia"
        assert event["who"] == "program, bez udziału osoby"

    def test_only_what_changed(self) -> None:
        before = {"name": "Dół", "stage": "forming", "since": "2026-01-05"}
        after = {"name": "Dół", "stage": "active", "since": None, "note": ""}
        note = told(entry(before=before, after=after))["note"]
        assert note == "etap: zawiązuje się → działa; od dnia: 5.01.2026 → –"

    def test_lists_and_nested_values(self) -> None:
        note = told(entry(after={"units": ["3217011", "3217023"], "x": {"role": "chair"}}))["note"]
        assert "jednostki: 3217011, 3217023" in note
        assert "x: rola: przewodniczący Rady Partnerstwa" in note

    @given(st.text(max_size=500))
    def test_long_texts_are_cut(self, text: str) -> None:
        assert len(phrasebook().value("purpose", text)) <= 160

    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=20),
            lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner),
            max_leaves=8,
        )
    )
    def test_any_value_of_json_is_told(self, value: object) -> None:
        assert phrasebook().value("cokolwiek", value)


def test_examples() -> None:
    assert doctest.testmod(module).failed == 0
