"""Answers on disk: whole after a kill at any moment, and anew when the file is spoilt."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terytoria.statistics.sources.bdl.database import DatabaseFileError
from terytoria.statistics.sources.bdl.pages import Pages, Stored
from terytoria.statistics.sources.bdl.quota import Quota, Window

ANSWER = Stored('"etag"', "Wed, 14 May 2025 13:05:15 GMT", 1.5, b'{"a": "\xc4\x85"}')


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "pages.sqlite"


class TestAnswers:
    def test_are_kept(self, file: Path) -> None:
        with Pages(file) as pages:
            assert pages.get("years") is None
            pages.put("years", ANSWER)
        with Pages(file) as pages:
            assert pages.get("years") == ANSWER
            assert len(pages) == 1

    def test_are_replaced_renewed_and_forgotten(self, file: Path) -> None:
        with Pages(file) as pages:
            pages.put("years", ANSWER)
            pages.put("years", Stored("", "", 2.0, b"{}"))
            pages.renew("years", 3.0)
            assert pages.get("years") == Stored("", "", 3.0, b"{}")
            pages.forget("years")
            pages.forget("years")
            pages.renew("years", 4.0)
            assert pages.get("years") is None

    @given(st.binary(max_size=2000), st.text(max_size=30), st.floats(0, 4e9))
    @settings(max_examples=30)
    def test_come_back_as_they_were(
        self, tmp_path_factory: pytest.TempPathFactory, body: bytes, address: str, at: float
    ) -> None:
        answer = Stored("e", "m", at, body)
        with Pages(tmp_path_factory.mktemp("pages") / "p") as pages:
            pages.put(address, answer)
            assert pages.get(address) == answer

    def test_take_little_room(self, file: Path) -> None:
        with Pages(file) as pages:
            for number in range(20):
                pages.put(str(number), Stored("", "", 0.0, b'{"year":"2023","attrId":1}' * 3000))
        assert file.stat().st_size < 20 * 78_000 / 10

    def test_two_at_once(self, file: Path) -> None:
        with Pages(file) as one, Pages(file) as other:
            one.put("a", ANSWER)
            other.put("b", ANSWER)
            assert one.get("b") == other.get("a") == ANSWER


WRITE = """
import sys
from pathlib import Path
from terytoria.statistics.sources.bdl.pages import Pages, Stored
name = sys.argv[2]
with Pages(Path(sys.argv[1])) as pages:
    for number in range(100_000):
        pages.put(f"{name}-{number}", Stored("", "", 0.0, f"{name}-{number}".encode() * 500))
        print(number, flush=True)
"""


def _writer(file: Path, name: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITE, str(file), name]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_killed_at_any_moment_by_two_processes(file: Path) -> None:
    chance = random.Random(5)
    told: list[str] = []
    done: dict[str, int] = {}
    for turn in range(2):
        writers = {f"{turn}{name}": _writer(file, f"{turn}{name}") for name in "ab"}
        for writer in writers.values():
            assert writer.stdout
            for _ in range(chance.randrange(1, 60)):
                writer.stdout.readline()
        for name, writer in writers.items():
            os.kill(writer.pid, signal.SIGKILL)
            writer.communicate()
            done[name] = 1
    with Pages(file, told.append) as pages:
        assert not told, "nothing was damaged"
        for name in done:
            answer = pages.get(f"{name}-0")
            assert answer
            assert answer.body == f"{name}-0".encode() * 500
        assert len(pages) >= len(done)
    with sqlite3.connect(file) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    connection.close()


def _sqlite(file: Path, *statements: str) -> None:
    with sqlite3.connect(file) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def _foreign(file: Path) -> None:
    _sqlite(file, "CREATE TABLE pages (address TEXT)")


def _of_another_mark(file: Path) -> None:
    _sqlite(file, "PRAGMA application_id=7")


def _of_a_later_version(file: Path) -> None:
    Pages(file).close()
    _sqlite(file, "PRAGMA user_version=99")


def _text(file: Path) -> None:
    file.write_text("To jest zwykły plik tekstowy. " * 100, encoding="utf-8")


def _head_alone(file: Path) -> None:
    file.write_bytes(b"SQLite format 3\x00")


def _noise(file: Path) -> None:
    file.write_bytes(b"SQLite format 3\x00" + random.Random(1).randbytes(9000))


def _short(file: Path) -> None:
    file.write_bytes(b"SQL")


SPOILT = [_foreign, _of_another_mark, _of_a_later_version, _text, _head_alone, _noise, _short]


@pytest.mark.parametrize("spoil", SPOILT)
def test_a_spoilt_or_foreign_file_is_set_aside(file: Path, spoil: object) -> None:
    assert callable(spoil)
    spoil(file)
    before = file.read_bytes()
    told: list[str] = []
    with Pages(file, told.append) as pages:
        pages.put("years", ANSWER)
    with Pages(file, told.append) as pages:
        assert pages.get("years") == ANSWER
    (line,) = told
    assert "pages.sqlite jest uszkodzony albo pochodzi z innego programu" in line
    aside = [each for each in file.parent.iterdir() if "odrzucony" in each.name]
    assert before in [each.read_bytes() for each in aside], "nothing is thrown away"
    assert aside[0].name in line


def test_a_quota_is_no_store_of_pages(file: Path) -> None:
    told: list[str] = []
    with Quota(file, [Window(1, 1)]) as quota:
        quota.take()
    with Pages(file, told.append) as pages:
        pages.put("years", ANSWER)
        assert pages.get("years") == ANSWER
    assert len(told) == 1


@pytest.mark.parametrize("seed", range(12))
def test_damage_found_late_begins_a_new_file(file: Path, seed: int) -> None:
    chance = random.Random(seed)
    told: list[str] = []
    with Pages(file) as pages:
        for number in range(40):
            body = chance.randbytes(3000)
            pages.put(str(number), Stored("", "", 0.0, body))
    content = bytearray(file.read_bytes())
    if seed % 2:
        content = content[: chance.randrange(len(content))]
    for _ in range(200):
        content[chance.randrange(100, len(content))] = chance.randrange(256)
    file.write_bytes(content)
    with Pages(file, told.append) as pages:
        for number in range(40):
            pages.get(str(number))
            pages.put(str(number), ANSWER)
        for number in range(40):
            assert pages.get(str(number)) in {ANSWER, None}
        assert len(pages) >= 0
        pages.forget("1")
        pages.renew("2", 1.0)


def test_a_spoilt_body_is_no_answer(file: Path) -> None:
    with Pages(file) as pages:
        for address in "abc":
            pages.put(address, ANSWER)
    _sqlite(
        file,
        "UPDATE pages SET body = x'789c00' WHERE address = 'a'",
        "UPDATE pages SET body = 'text' WHERE address = 'b'",
    )
    with Pages(file) as pages:
        assert [pages.get(address) for address in "abc"] == [None, None, ANSWER]


def test_an_empty_file_is_a_new_one(file: Path) -> None:
    file.touch()
    told: list[str] = []
    with Pages(file, told.append) as pages:
        assert len(pages) == 0
    assert not told


def test_a_folder_in_its_place(file: Path) -> None:
    file.mkdir()
    with pytest.raises(DatabaseFileError, match="Nie można użyć pliku"):
        Pages(file)


def test_a_file_in_place_of_its_folder(file: Path) -> None:
    file.touch()
    with pytest.raises(DatabaseFileError, match="Sprawdź uprawnienia"):
        Pages(file / "pages.sqlite")
