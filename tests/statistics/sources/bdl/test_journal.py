"""The note of an unfinished download."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from terytoria.statistics.sources.bdl.journal import Journal

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=5)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "folder" / "download.json")


def test_the_same_download_goes_on_from_when_it_began(journal: Journal) -> None:
    assert journal.begin("3217", NOW) == NOW
    assert journal.begin("3217", LATER) == NOW
    assert Journal(journal.path).begin("3217", LATER) == NOW


def test_another_download_begins_anew(journal: Journal) -> None:
    journal.begin("3217", NOW)
    assert journal.begin("3216", LATER) == LATER
    assert journal.begin("3216", LATER + timedelta(1)) == LATER


def test_a_finished_download_begins_anew(journal: Journal) -> None:
    journal.begin("3217", NOW)
    journal.finish()
    assert journal.begin("3217", LATER) == LATER
    journal.finish()
    journal.finish()


def test_answers_a_week_old_are_asked_for_again(journal: Journal) -> None:
    journal.begin("3217", NOW)
    assert journal.begin("3217", NOW + timedelta(days=7)) == NOW
    assert journal.begin("3217", NOW + timedelta(days=8)) == NOW + timedelta(days=8)


def test_a_note_from_the_future_is_not_believed(journal: Journal) -> None:
    journal.begin("3217", LATER)
    assert journal.begin("3217", NOW) == NOW


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=60))
def test_a_damaged_note_begins_anew(journal: Journal, content: bytes) -> None:
    journal.path.parent.mkdir(exist_ok=True)
    journal.path.write_bytes(content)
    assert journal.begin("3217", NOW) == NOW
    assert journal.begin("3217", LATER) == NOW


@pytest.mark.parametrize("since", ["", "yesterday", 5, None, "2026-11-22"])
def test_a_note_without_a_moment_begins_anew(journal: Journal, since: object) -> None:
    journal.path.parent.mkdir()
    journal.path.write_text(f'{{"words": "3217", "since": {since!r}}}'.replace("'", '"'))
    begun = journal.begin("3217", NOW)
    assert begun in (NOW, datetime(2026, 11, 22).astimezone())
