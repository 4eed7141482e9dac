"""A measurement runs in a process of its own and answers in JSON."""

from __future__ import annotations

import sys

import pytest
from bench.apart import MeasurementError, apart
from bench.row import Row

from bench import __main__ as command


def test_a_measurement_that_fails_says_what_it_printed():
    with pytest.raises(MeasurementError, match="KeyError"):
        apart("bench.snapshot", "no-such-measurement")


def test_peak_memory_is_that_of_the_measured_process_alone():
    found = apart("tests.bench.heavy", "parent")
    assert found["grown"] >= 200
    assert found["child"] < found["megabytes"] - 100


def run(monkeypatch, capsys, rows, *arguments):
    monkeypatch.setattr(command, "measured", lambda subject, *, quick: rows)
    monkeypatch.setattr(sys, "argv", ["bench", *arguments])
    code = command.main()
    return code, capsys.readouterr().out


@pytest.mark.parametrize("passed", [True, False])
def test_a_missed_target_makes_the_exit_code(monkeypatch, capsys, passed):
    rows = [Row("A", "1 s", "B: 2 s", "2x", "<= 1 s", passed)]
    code, text = run(monkeypatch, capsys, rows, "snapshot")
    assert code == (0 if passed else 1)
    assert ("MISSED" in text) is not passed


def test_an_unknown_subject_names_those_there_are(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["bench", "nonsense"])
    with pytest.raises(SystemExit) as stopped:
        command.main()
    assert stopped.value.code == 2
    assert "growth" in capsys.readouterr().err


def test_a_subject_that_cannot_be_measured_is_a_failed_row(monkeypatch):
    def broken():
        raise MeasurementError("no")

    monkeypatch.setattr("bench.composite.rows", broken)
    (row,) = command.measured("composite", quick=True)
    assert not row.passed
    assert "composite" in row.name
