"""The composite index of a pair of files, and the published reference case."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

PUBLISHED = {
    "CHE": 68.383724, "NLD": 64.819516, "DNK": 64.804080, "NOR": 64.467776, "BEL": 63.539520,
    "SWE": 62.999679, "AUT": 61.901803, "LUX": 61.583477, "DEU": 60.751418, "MLT": 60.357806,
}  # fmt: skip
"""Index scores of the ten best countries, printed with the COINr package (MIT)."""


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """Six units and two indicators under one index."""
    data, meta = tmp_path / "data.csv", tmp_path / "meta.csv"
    rows = [f"U{k},{k},{(k * 5) % 7}" for k in range(1, 7)]
    data.write_text("\n".join(["uCode,a,b", *rows]) + "\n", encoding="utf-8")
    meta.write_text(
        "iCode,Type,Level,Parent,Direction,Weight\n"
        "a,Indicator,1,I,1,1\nb,Indicator,1,I,-1,1\nI,Aggregate,2,,1,1\n",
        encoding="utf-8",
    )
    return data, meta


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def test_scores_come_best_first(pair, tmp_path: Path, run) -> None:
    out = tmp_path / "scores.csv"
    ended = run("composite", *pair, "--out", out)
    assert ended.code == 0
    assert ended.out == f"Zapisano {out}\n"
    scores = [float(row["I"]) for row in rows_of(out)]
    assert len(scores) == 6
    assert scores == sorted(scores, reverse=True)


def test_uncertainty_adds_bands_and_a_second_file(pair, tmp_path: Path, run) -> None:
    out = tmp_path / "scores.csv"
    ended = run("composite", *pair, "--out", out, "--uncertainty", 64)
    assert ended.code == 0
    assert ended.out.splitlines()[1] == f"Zapisano {tmp_path / 'scores_sensitivity.csv'}"
    for row in rows_of(out):
        assert float(row["rank_low"]) <= float(row["rank_median"]) <= float(row["rank_high"])
    assert rows_of(tmp_path / "scores_sensitivity.csv")


def test_the_same_seed_gives_the_same_bytes(pair, tmp_path: Path, run) -> None:
    made = []
    for seed in (5, 5, 6):
        out = tmp_path / "s.csv"
        assert run("composite", *pair, "--out", out, "--uncertainty", 64, "--seed", seed).code == 0
        made.append(out.read_bytes())
    assert made[0] == made[1] != made[2]


@pytest.mark.parametrize("runs", ["0", "15", "-1", "1048577", "wiele"])
def test_numbers_of_runs_that_make_no_sense(runs: str, pair, tmp_path: Path, run) -> None:
    ended = run("composite", *pair, "--out", tmp_path / "s.csv", "--uncertainty", runs)
    assert ended.code == 2
    assert "Zła wartość '--uncertainty'" in ended.err
    assert not (tmp_path / "s.csv").exists()


def test_an_unknown_group_is_told(pair, tmp_path: Path, run) -> None:
    ended = run("composite", *pair, "--out", tmp_path / "s.csv", "--group", "Brak")
    assert ended.clean
    assert ended.code in (0, 3)


def test_data_are_never_written_over(pair, tmp_path: Path, run) -> None:
    data, meta = pair
    before = data.read_bytes()
    for target in (data, meta, tmp_path / "sub" / ".." / "data.csv"):
        (tmp_path / "sub").mkdir(exist_ok=True)
        ended = run("composite", data, meta, "--out", target)
        assert ended.code == 4
        assert "zastąpiłby plik z danymi" in ended.err
    assert data.read_bytes() == before


def test_the_second_file_does_not_replace_data_either(pair, tmp_path: Path, run) -> None:
    data, meta = pair
    beside = data.rename(tmp_path / "s_sensitivity.csv")
    ended = run("composite", beside, meta, "--out", tmp_path / "s.csv", "--uncertainty", 64)
    assert ended.code == 4


def test_a_folder_that_is_not_there(pair, tmp_path: Path, run) -> None:
    ended = run("composite", *pair, "--out", tmp_path / "brak" / "s.csv")
    assert ended.code == 4
    assert f"nie ma folderu {tmp_path / 'brak'}" in ended.err


def test_wrong_data_are_told_with_file_and_line(pair, tmp_path: Path, run) -> None:
    data, meta = pair
    data.write_text("uCode,a,b\nU1,1,dwa\n", encoding="utf-8")
    ended = run("composite", data, meta, "--out", tmp_path / "s.csv")
    assert ended.code == 3
    assert "data.csv, wiersz 2, kolumna b: 'dwa' to nie jest liczba." in ended.err
    assert not (tmp_path / "s.csv").exists()


@pytest.mark.poland
def test_the_reference_case(poland_folder: Path, tmp_path: Path, run) -> None:
    asem = poland_folder.parent / "benchmarks" / "asem"
    if not asem.is_dir():
        pytest.skip(f"no reference case in {asem}")
    out = tmp_path / "scores.csv"
    ended = run(
        *("composite", asem / "ASEM_iData.csv", asem / "ASEM_iMeta.csv"),
        *("--out", out, "--group", "EurAsia_group"),
    )
    assert ended.code == 0
    rows = rows_of(out)
    assert [row["uCode"] for row in rows[:10]] == list(PUBLISHED)
    for row in rows[:10]:
        assert float(row["Index"]) == pytest.approx(PUBLISHED[row["uCode"]], abs=1e-6)
