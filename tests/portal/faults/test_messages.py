"""What a person reads when the disk is full or the database locked or away; nothing half-done."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from bench.portal.home import Editor, environment
from bench.portal.processes import free_port

Answers = list[dict[str, Any]]
Meet = Callable[..., Answers]
TEXT = "Tekst, którego szkoda: <b>ważne</b> & długie. "


@pytest.fixture
def meet(home: Path, editors: tuple[Editor, ...]) -> Meet:
    """Meets a fault: ``meet("locked")``; ``more`` are variables of the process."""

    def met(fault: str, **more: str) -> Answers:
        editor = next(one for one in editors if one.role == "coordinator")
        script = str(Path(__file__).with_name("process.py"))
        done = subprocess.run(
            [sys.executable, script, fault, editor.session, editor.slug],
            env=environment(home, **more),
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        found: Answers = json.loads(done.stdout)
        return found

    return met


def count(home: Path, query: str) -> int:
    with closing(sqlite3.connect(home / "portal.sqlite3")) as database:
        (found,) = database.execute(query).fetchone()
    return int(found)


def page(answer: dict[str, Any], status: int, heading: str) -> str:
    """The text of a page that is whole, polite and keeps its headers."""
    body: str = answer["body"]
    assert answer["status"] == status
    assert re.search(r"<h1>([^<]*)</h1>", body)[1] == heading  # type: ignore[index]
    assert int(answer["headers"]["Retry-After"]) > 0
    assert "no-store" in answer["headers"]["Cache-Control"]
    assert "default-src 'none'" in answer["headers"]["Content-Security-Policy"]
    assert not [trace for trace in ("Traceback", "OperationalError", "sqlite") if trace in body]
    return body


def resent(body: str) -> dict[str, str]:
    """The fields of the form that sends everything once more."""
    kept = re.compile(r'<textarea name="([^"]*)" hidden readonly>\n(.*?)</textarea>', re.DOTALL)
    return {name: unescape(value) for name, value in kept.findall(body)}


def test_a_locked_database_is_told_and_the_text_is_kept(meet: Meet, home: Path) -> None:
    read, refused, done = meet("locked")
    assert read["status"] == 200  # who only reads waits for nobody
    body = page(refused, 503, "Baza danych jest zajęta")
    assert "Nic nie zostało zapisane." in body
    assert resent(body)["purpose"] == TEXT
    assert resent(body)["version"] == "1"
    assert "<b>ważne</b>" not in body
    assert done["status"] == 302
    assert count(home, "SELECT count(*) FROM audit_entry WHERE verb = 'partnership.edit'") == 1


def test_a_full_disk_is_told_and_nothing_is_half_written(meet: Meet, home: Path) -> None:
    refused, read, done = meet("full")
    body = page(refused, 507, "Na serwerze zabrakło miejsca")
    assert "Nic nie zostało zapisane." in body
    assert "Powiadom osobę, która prowadzi ten serwer." in body
    assert resent(body)["note"] == "n" * 3900
    assert read["status"] == 200
    assert done["status"] == 302
    rows = count(home, "SELECT count(*) FROM evidence_ownevidence")
    assert rows == count(home, "SELECT count(*) FROM audit_entry WHERE verb = 'own_evidence.add'")
    with closing(sqlite3.connect(home / "portal.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_file_without_room_leaves_neither_a_row_nor_a_piece(meet: Meet, home: Path) -> None:
    refused, done = meet("upload")
    body = page(refused, 507, "Na serwerze zabrakło miejsca")
    assert "wskaż je jeszcze raz" in body
    assert "Porozumienie" in body
    assert "Wyślij jeszcze raz" not in body
    assert done["status"] == 302
    assert count(home, "SELECT count(*) FROM partnerships_documentversion") == 1
    sizes = [path.stat().st_size for path in (home / "files").rglob("*") if path.is_file()]
    assert len(sizes) == 1
    assert sizes[0] > 1_000_000


def test_a_database_server_that_is_down_is_told(meet: Meet) -> None:
    address = f"postgres://nobody@127.0.0.1:{free_port()}/none"
    for answer in meet("away", DATABASE_URL=address):
        body = page(answer, 503, "Baza danych nie odpowiada")
        assert "Nic nie zostało zapisane" not in body  # a lost answer to a commit proves nothing
