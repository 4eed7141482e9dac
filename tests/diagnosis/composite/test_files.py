from __future__ import annotations

import csv
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terytoria.diagnosis.composite import CompositeError, CompositeOptions
from terytoria.diagnosis.composite.files import read_pair, score_files

META = """iCode,iName,Type,Level,Parent,Direction,Weight,Denominator
roads,Drogi,Indicator,1,index,1,2,area
jobs,"Praca, płaca",Indicator,1,index,1,1,NA
crime,Przestępczość,Indicator,1,index,-1,1,NA
index,Rozwój,Aggregate,2,NA,1,1,NA
kind,Rodzaj,Group,NA,NA,NA,NA,NA
area,Powierzchnia,Denominator,NA,NA,NA,NA,NA
"""
DATA = """uCode,uName,kind,area,roads,jobs,crime,note
A,Człopa,town,2,10,5,1,x
B,Tuczno,town,4,NA,6,2,y
C,Mirosławiec,rural,5,5,7,3,
D,Wałcz,rural,10,60,1,4,
"""


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    return write(tmp_path, DATA, META)


def write(folder: Path, data: str, meta: str) -> tuple[Path, Path]:
    paths = folder / "data.csv", folder / "meta.csv"
    for path, text in zip(paths, (data, meta), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def test_a_pair_is_read(pair: tuple[Path, Path]) -> None:
    data, hierarchy = read_pair(*pair)
    assert data.units == ("A", "B", "C", "D")
    assert data.names[0] == "Człopa"
    assert data.indicators == ("roads", "jobs", "crime")
    assert np.isnan(data.values[1, 0])
    assert data.groups["kind"] == ("town", "town", "rural", "rural")
    assert data.denominators["area"].tolist() == [2, 4, 5, 10]
    assert hierarchy.indicators[1].name == "Praca, płaca"
    assert hierarchy.indicators[2].direction == -1


def test_scores_are_written_best_first(pair: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "scores.csv"
    scored = score_files(*pair, out)
    rows = rows_of(out)
    header = ["uCode", "uName", "index", "index_rank", "roads", "jobs", "crime"]
    assert list(rows[0]) == header
    assert [row["index_rank"] for row in rows] == ["1", "2", "3", "4"]
    for row in rows:
        place = scored.composite.row(row["uCode"])
        assert float(row["index"]) == scored.composite.of("index")[place]  # to the last bit
    assert scored.files == (out,)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("data.csv", "meta.csv", "scores.csv")
    ]


def test_uncertainty_adds_bands_and_a_second_file(pair: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "scores.csv"
    scored = score_files(*pair, out, uncertainty=64, seed=3)
    rows = rows_of(out)
    for row in rows:
        low, high = int(row["rank_low"]), int(row["rank_high"])
        assert 1 <= low <= int(row["rank_median"]) <= high <= 4
        assert float(row["score_low"]) <= float(row["score_high"])
    factors = rows_of(tmp_path / "scores_sensitivity.csv")
    assert {row["factor"] for row in factors} >= {"weights", "aggregation"}
    assert scored.sensitivity is not None
    first = out.read_bytes()
    score_files(*pair, out, uncertainty=64, seed=3)
    assert out.read_bytes() == first


def test_the_reference_pair_needs_no_options(asem_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "scores.csv"
    score_files(asem_folder / "ASEM_iData.csv", asem_folder / "ASEM_iMeta.csv", out)
    rows = rows_of(out)
    assert len(rows) == 51
    assert (rows[0]["uCode"], rows[0]["Index_rank"]) == ("CHE", "1")
    assert float(rows[0]["Index"]) == pytest.approx(68.383724, abs=1e-6)
    assert list(rows[0])[2:8] == [
        *("Index", "Index_rank", "Conn", "Conn_rank", "Sust", "Sust_rank")
    ]


def test_semicolons_a_signature_and_windows_lines_are_understood(tmp_path: Path) -> None:
    data, meta = tmp_path / "d.csv", tmp_path / "m.csv"
    data.write_bytes(("\ufeff" + DATA.replace(",", ";").replace("\n", "\r\n")).encode())
    meta.write_text(META, encoding="utf-8")
    assert read_pair(data, meta)[0].names[3] == "Wałcz"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("uCode,", "code,", r"data.csv: no column 'uCode'; did you mean 'code'"),
        (",jobs,", ",job,", r"data.csv: no column 'jobs'; did you mean 'job'"),
        (",area,", ",place,", r"data.csv: no column 'area'"),
        ("kind,area", "sort,area", r"data.csv: no column 'kind'"),
        ("C,Miros", "A,Miros", r"data.csv, line 4: uCode 'A' was used in line 2"),
        ("C,Miros", ",Miros", r"data.csv, line 4: uCode is empty"),
        ("2,10,5", "2,ten,5", r"data.csv, line 2: roads: 'ten' is not a number"),
        ("2,10,5", "2,1_0,5", r"data.csv, line 2: roads: '1_0' is not a number"),
        ("2,10,5", "2,inf,5", r"data.csv, line 2: roads: inf is beyond"),
        ("2,10,5", "2,10", r"data.csv, line 2: 7 cells where the header has 8"),
        ("uName,kind", "kind,kind", r"data.csv: column 'kind' appears twice"),
        ("Człopa", '"Czło"pa', r"data.csv, line 2: not valid CSV"),
    ],
)
def test_wrong_data_say_where(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in DATA
    with pytest.raises(CompositeError, match=message):
        read_pair(*write(tmp_path, DATA.replace(old, new, 1), META))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("iCode,", "code,", r"meta.csv: no column 'iCode'"),
        (",Parent,", ",Up,", r"meta.csv: no column 'Parent'"),
        ("1,index,1,2", "1,top,1,2", r"meta.csv: roads: unknown parent 'top'"),
        ("1,index,1,2", "1,NA,1,2", r"meta.csv: exactly one node must have no parent"),
        ("1,index,1,2", "2,index,1,2", r"meta.csv, line 2: roads: Level 2 and Type Indicator"),
        ("1,index,1,2", "one,index,1,2", r"meta.csv, line 2: Level: 'one' is not a number"),
        ("1,index,1,2", "1.5,index,1,2", r"meta.csv, line 2: Level: 1.5 is not a whole"),
        ("1,index,1,2", "1,index,3,2", r"meta.csv, line 2: roads: direction 3; use 1 or -1"),
        ("1,index,1,2", "1,index,1,-2", r"meta.csv, line 2: roads: weight -2.0"),
        ("2,area", "2,land", r"roads is divided by 'land', which has no row"),
        ("jobs,", "roads,", r"meta.csv, line 3: iCode 'roads' was used above"),
        ("Group", "Grupa", r"meta.csv, line 6: Type 'Grupa'; use one of: Indicator"),
    ],
)
def test_wrong_metadata_say_where(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in META
    with pytest.raises(CompositeError, match=message):
        read_pair(*write(tmp_path, DATA, META.replace(old, new, 1)))


def test_files_that_cannot_be_read_or_written(pair: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(CompositeError, match=r"none.csv: cannot be read"):
        read_pair(tmp_path / "none.csv", pair[1])
    (tmp_path / "latin.csv").write_bytes("uCode,ź\n".encode("cp1250"))
    with pytest.raises(CompositeError, match=r"latin.csv: byte 6 is not UTF-8"):
        read_pair(tmp_path / "latin.csv", pair[1])
    (tmp_path / "empty.csv").write_bytes(b"")
    with pytest.raises(CompositeError, match="a header and at least one row"):
        read_pair(tmp_path / "empty.csv", pair[1])
    with pytest.raises(CompositeError, match="cannot be written"):
        score_files(*pair, tmp_path / "no" / "folder.csv")
    with pytest.raises(CompositeError, match="no grouping 'x'"):
        score_files(*pair, tmp_path / "s.csv", options=CompositeOptions(group="x"))
    assert not (tmp_path / "s.csv").exists()


def score_or_refuse(data: bytes, meta: bytes) -> None:
    """Anything but the package's own error fails the test."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "d.csv").write_bytes(data)
        (folder / "m.csv").write_bytes(meta)
        try:
            score_files(folder / "d.csv", folder / "m.csv", folder / "s.csv", uncertainty=4)
        except CompositeError:
            assert not (folder / "s.csv").exists()


@given(st.binary(max_size=200), st.booleans())
@settings(max_examples=30, deadline=None)
def test_noise_is_refused_politely(noise: bytes, in_data: bool) -> None:
    good = META.encode() if in_data else DATA.encode()
    score_or_refuse(*((noise, good) if in_data else (good, noise)))


NASTY = st.sampled_from(
    [
        *("", "NA", "0", "-1", "1e99", "1e-320", "-0", "1e400", "nan", "inf", "x", ",", '"'),
        *("\n", "\x00", "1;2", "index", "roads", "½", " "),
    ]
)


@given(st.data(), st.booleans())
@settings(max_examples=40, deadline=None)
def test_damaged_cells_are_refused_politely(data: st.DataObject, in_data: bool) -> None:
    text = DATA if in_data else META
    for _ in range(data.draw(st.integers(1, 4))):
        lines = text.split("\n")
        row = data.draw(st.integers(0, len(lines) - 2))
        cells = lines[row].split(",")
        cells[data.draw(st.integers(0, len(cells) - 1))] = data.draw(NASTY)
        lines[row] = ",".join(cells)
        text = "\n".join(lines)
    pair = (text, META) if in_data else (DATA, text)
    score_or_refuse(pair[0].encode(), pair[1].encode())
