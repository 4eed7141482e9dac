"""The first accounts of an installation, in a process and a home of their own."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

PASSWORD = "bardzo długie hasło 77"  # noqa: S105 - of a test


def account(home: Path, *arguments: str, typed: str) -> subprocess.CompletedProcess[str]:
    """Run ``terytoria account`` and type at its prompts."""
    environment = {key: text for key, text in os.environ.items() if key != "DATABASE_URL"}
    environment["TERYTORIA_HOME"] = str(home)
    program = "from terytoria.cli.main import main; main()"
    return subprocess.run(
        [sys.executable, "-c", program, "account", *arguments],
        env=environment,
        input=typed,
        capture_output=True,
        text=True,
        check=False,
    )


def rows(home: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(home / "portal.sqlite3")
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_an_account_with_a_role_is_made_and_logged(home: Path) -> None:
    typed = f"{PASSWORD}\n{PASSWORD}\n"
    made = account(home, "urzad@example.org", "--name", "Urząd", "--role", "kraj", typed=typed)
    assert made.returncode == 0, made.stderr
    assert "Założono konto urzad@example.org" in made.stdout
    assert PASSWORD not in made.stdout + made.stderr
    assert rows(home, "SELECT email, name FROM accounts_user") == [("urzad@example.org", "Urząd")]
    (stored,) = rows(home, "SELECT password FROM accounts_user")[0]
    assert PASSWORD not in str(stored)
    assert rows(home, "SELECT role FROM accounts_programmeassignment") == [("national_officer",)]
    logged = rows(home, "SELECT verb, after FROM audit_entry ORDER BY id")
    assert logged[0][0] == "user.create"
    assert json.loads(str(logged[0][1]))["email"] == "urzad@example.org"


def test_a_weak_password_makes_nothing(home: Path) -> None:
    ended = account(home, "a@example.org", "--name", "A", typed="krótkie\nkrótkie\n")
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr
    assert "hasło" in ended.stderr.casefold()
    assert rows(home, "SELECT email FROM accounts_user") == []


def test_a_wrong_address_makes_nothing(home: Path) -> None:
    ended = account(home, "to nie adres", "--name", "A", typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr
    assert rows(home, "SELECT email FROM accounts_user") == []


def test_the_same_address_twice_is_told(home: Path) -> None:
    typed = f"{PASSWORD}\n{PASSWORD}\n"
    account(home, "a@example.org", "--name", "A", typed=typed)
    again = account(home, "A@Example.org", "--name", "B", typed=typed)
    assert again.returncode == 2
    assert "ma już konto" in again.stderr
    assert len(rows(home, "SELECT email FROM accounts_user")) == 1
