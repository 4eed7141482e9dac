"""Which database the portal uses, and that its tables are made before it serves."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from terytoria.portal.database import VARIABLE, databases


def test_without_an_address_it_is_a_file_at_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    found = databases(tmp_path)["default"]
    assert found["ENGINE"] == "django.db.backends.sqlite3"
    assert found["NAME"] == str(tmp_path / "portal.sqlite3")
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_an_address_names_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "postgres://user:secret@127.0.0.1:5433/centre")
    found = databases(tmp_path)["default"]
    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert (found["NAME"], found["HOST"], found["PORT"]) == ("centre", "127.0.0.1", 5433)
    assert "transaction_mode" not in found.get("OPTIONS", {})


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    """A home whose database was prepared by a process of its own."""
    environment = {key: text for key, text in os.environ.items() if key != VARIABLE}
    environment |= {"TERYTORIA_HOME": str(tmp_path / "home")}
    environment |= {"DJANGO_SETTINGS_MODULE": "terytoria.portal.settings"}
    program = "from terytoria.portal.server import prepare; prepare(); prepare()"
    subprocess.run([sys.executable, "-c", program], env=environment, check=True)
    return tmp_path / "home"


def test_tables_are_made_in_a_new_home_and_once(prepared: Path) -> None:
    with sqlite3.connect(prepared / "portal.sqlite3") as connection:
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    connection.close()
    assert {"accounts_user", "audit_entry", "partnerships_partnership"} <= names
    assert mode == "wal"
