"""Two people who save at the same moment, each in a process and a connection of their own."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest

PROCESS = Path(__file__).with_name("process.py")
ROUNDS = 12


class Editor:
    """A person who saves when told."""

    def __init__(self, database: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(PROCESS), "edit"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "DATABASE_URL": database},
        )

    def ready(self) -> None:
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "ready\n"

    def send(self, fields: dict[str, Any], version: int) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"fields": fields, "version": version}) + "\n")
        self.process.stdin.flush()

    def answer(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        found: dict[str, Any] = json.loads(self.process.stdout.readline())
        return found

    def end(self) -> None:
        self.process.communicate(timeout=180)


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """An empty database beside the one of the tests, on the server they run on."""
    import psycopg

    server = os.environ["DATABASE_URL"]
    name = f"race_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
        try:
            yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type]


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def editors(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Editor, Editor]]:
    """Two people at work on one challenge in a real database."""
    with contextlib.ExitStack() as stack:
        if request.param == "sqlite":
            database = f"sqlite:///{tmp_path_factory.mktemp('race') / 'portal.sqlite3'}"
        elif os.environ.get("DATABASE_URL", "").startswith("postgres"):
            database = stack.enter_context(postgres())
        else:
            pytest.skip("no server of PostgreSQL; run bin/with-postgres")
        environment = {**os.environ, "DATABASE_URL": database}
        subprocess.run([sys.executable, str(PROCESS), "prepare"], check=True, env=environment)
        both = Editor(database), Editor(database)
        for one in both:
            stack.callback(one.end)
            one.ready()
        yield both


def race(editors: tuple[Editor, Editor], version: int, *fields: dict[str, Any]) -> list[Any]:
    """Both save at once what was opened in the same version."""
    for one, told in zip(editors, fields, strict=True):
        one.send(told, version)
    return [one.answer() for one in editors]


def version_now(editor: Editor) -> int:
    editor.send({}, 1)
    found: int = editor.answer()["saved"]
    return found


def test_of_two_edits_of_a_text_one_is_saved_and_the_other_shown_both(
    editors: tuple[Editor, Editor],
) -> None:
    winners = set()
    for number in range(ROUNDS):
        version = version_now(editors[0])
        texts = [f"pierwszy {number}", f"drugi {number}"]
        found = race(editors, version, {"text": texts[0]}, {"text": texts[1]})
        saved = [at for at, one in enumerate(found) if "saved" in one]
        assert len(saved) == 1
        (lost,) = {0, 1} - set(saved)
        assert found[lost]["clash"] == ["text"]
        assert found[lost]["theirs"]["text"] == texts[saved[0]]
        assert found[lost]["mine"]["text"] == texts[lost]
        assert version_now(editors[0]) == version + 1
        winners.add(saved[0])
    assert winners <= {0, 1}


def test_edits_of_different_fields_are_both_kept_and_it_is_said(
    editors: tuple[Editor, Editor],
) -> None:
    for number in range(ROUNDS):
        version = version_now(editors[0])
        title, text = f"Tytuł {number}", f"Opis {number}"
        found = race(editors, version, {"title": title}, {"text": text})
        assert sorted(one["saved"] for one in found) == [version + 1, version + 2]
        assert sorted(len(one["merged"]) for one in found) == [0, 1]
        editors[0].send({"title": "x", "text": "y"}, version + 1)  # reads back what is stored
        clash = editors[0].answer()
        theirs = clash.get("theirs")
        assert theirs is None or (theirs["title"], theirs["text"]) == (title, text)
