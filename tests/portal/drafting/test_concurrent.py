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


class Writer:
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

    def send(self, **asked: Any) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(asked) + "\n")
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
    name = f"text_race_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
        try:
            yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type]


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def writers(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Writer, Writer]]:
    """Two people at work on one paragraph in a real database."""
    with contextlib.ExitStack() as stack:
        if request.param == "sqlite":
            database = f"sqlite:///{tmp_path_factory.mktemp('race') / 'portal.sqlite3'}"
        elif os.environ.get("DATABASE_URL", "").startswith("postgres"):
            database = stack.enter_context(postgres())
        else:
            pytest.skip("no server of PostgreSQL; run bin/with-postgres")
        environment = {**os.environ, "DATABASE_URL": database}
        subprocess.run([sys.executable, str(PROCESS), "prepare"], check=True, env=environment)
        both = Writer(database), Writer(database)
        for one in both:
            stack.callback(one.end)
            one.ready()
        yield both


def now(writers: tuple[Writer, Writer]) -> dict[str, Any]:
    """What is stored."""
    writers[0].send()
    return writers[0].answer()


def race(writers: tuple[Writer, Writer], *texts: str) -> list[dict[str, Any]]:
    """Both save at once what was opened in the same version."""
    version = now(writers)["version"]
    for one, text in zip(writers, texts, strict=True):
        one.send(text=text, version=version)
    return [one.answer() for one in writers]


def test_edits_of_different_sentences_are_both_kept(writers: tuple[Writer, Writer]) -> None:
    for number in range(ROUNDS):
        first, second, third = now(writers)["text"].split(" ")
        found = race(writers, f"R{number}. {second} {third}", f"{first} {second} T{number}.")
        assert all("saved" in one for one in found), found
        assert sorted(len(one["merged"]) for one in found) == [0, 1]
        assert now(writers)["text"] == f"R{number}. {second} T{number}."


def test_of_two_edits_of_a_sentence_one_is_saved_and_the_other_shown_both(
    writers: tuple[Writer, Writer],
) -> None:
    for number in range(ROUNDS):
        first, _second, third = now(writers)["text"].split(" ")
        texts = [f"{first} {who}{number}. {third}" for who in ("A", "B")]
        found = race(writers, *texts)
        saved = [at for at, one in enumerate(found) if "saved" in one]
        assert len(saved) == 1
        (lost,) = {0, 1} - set(saved)
        assert found[lost]["clash"] == ["text"]
        assert found[lost]["theirs"]["text"] == texts[saved[0]]
        assert found[lost]["mine"]["text"] == texts[lost]
        assert now(writers)["text"] == texts[saved[0]]
