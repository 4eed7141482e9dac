"""``kill -9`` in the middle of saves and jobs; the benchmark does the same two hundred times."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from bench.portal.deeds import DEEDS, Deed, tokens, torn_descriptions
from bench.portal.home import Editor
from bench.portal.kills import Kills, Outcome


def test_what_was_confirmed_is_there_once_however_all_is_killed(
    home: Path, editors: tuple[Editor, ...]
) -> None:
    found = Kills(home, editors, seed=1).run(8, diagnose_every=4)
    assert found.lost == []
    assert found.rounds == 8
    # Which deeds are confirmed before the kill is chance; the two hundred rounds have them all.
    assert set(found.confirmed) <= {*(deed.name for deed in DEEDS), "long job", "diagnosis"}
    assert found.confirmed


def test_a_loss_would_be_seen(home: Path, editors: tuple[Editor, ...]) -> None:
    """What the rounds look for is really looked for: a row taken away, one doubled, one torn."""
    kills = Kills(home, editors, seed=2)
    with closing(sqlite3.connect(home / "portal.sqlite3")) as database, database:
        insert = (
            "INSERT INTO evidence_verdict (choice, reason, wording, at, finding_id) "
            "VALUES ('rejected', ?, '', '2026-01-01', 1)"
        )
        database.executemany(insert, [("znak-0-a-2",), ("znak-0-a-3",), ("znak-0-a-3",)])
        assert torn_descriptions(database) == 0
        database.execute("UPDATE partnerships_partnership SET version = 7")
    kills.confirmed["verdict"] = ["znak-0-a-1", "znak-0-a-3"]
    assert sorted(kills._missing()) == [
        "a torn description",
        "znak-0-a-1",
        "znak-0-a-2 in the log",
        "znak-0-a-3",
        "znak-0-a-3 in the log",
    ]


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.name)
def test_every_deed_knows_where_it_is_kept_and_logged(deed: Deed, home: Path) -> None:
    with closing(sqlite3.connect(home / "portal.sqlite3")) as database:
        assert tokens(database, deed.kept) == tokens(database, deed.logged) == []


def test_outcomes_add_up() -> None:
    whole, part = Outcome(), Outcome(rounds=2, lost=["znak"])
    part.confirmed["verdict"] = 3
    whole.add(part)
    whole.add(part)
    assert (whole.rounds, whole.confirmed.total(), whole.lost) == (4, 6, ["znak", "znak"])
