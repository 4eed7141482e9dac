"""Whatever is typed, the answer is words for a person and a documented exit code."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

OPTIONS = ["--help", "--limit", "--area", "--snapshot", "--own", "--out", "--seed", "--", "-", "-x"]
TYPED = st.one_of(
    st.sampled_from([*OPTIONS, "", "0", "-1", ".", "..", "/", "~", "*", "data.csv", "PL"]),
    st.text(max_size=8),
    st.binary(max_size=6).map(os.fsdecode),
)
QUIET = [
    (),
    ("units",),
    ("units", "find"),
    ("indicators", "list"),
    ("data",),
    ("data", "list"),
    ("data", "show"),
    ("data", "check"),
    ("composite",),
    ("diagnose", "--units", "0201"),
]


@settings(
    max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.tuples(st.sampled_from(QUIET), st.lists(TYPED, max_size=4)))
def test_any_words(
    at_home: Path,
    tmp_path: Path,
    run,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[tuple[str, ...], list[str]],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("terytoria.cli.diagnose.diagnose_area", None)
    start, typed = command
    words = [*start, *(word.replace("\x00", "") for word in typed)]
    ended = run(*words)
    assert ended.code in (0, 2, 3, 4), words
    assert ended.clean
    assert ended.out or ended.err
