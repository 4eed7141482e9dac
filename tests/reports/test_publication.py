"""The publication folder: whole or not at all, true to its metadata, the same each time."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from terytoria.reports import publication
from terytoria.reports.publication import STAMP, PublicationError, is_current, publish

FILES = {
    "cover.png",
    "dcat.jsonld",
    "diagnosis.json",
    "page.json",
    "report.docx",
    "report.html",
    "report.pdf",
    STAMP,
    "tables.zip",
}


def snapshot_of(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def quick(sample: Any, out: Path) -> Path:
    """A publication without its report."""
    return publish(sample.diagnosis, sample.measures, out, report=False)


def test_everything_is_there(published: Path) -> None:
    names = {path.name for path in published.iterdir()}
    assert names >= FILES
    assert not [path for path in published.rglob("*") if path.is_file() and not path.stat().st_size]


def test_the_folder_is_readable_by_the_server(published: Path) -> None:
    assert published.stat().st_mode & 0o777 == 0o755


def test_without_a_report_the_diagnosis_stands_alone(sample: Any, tmp_path: Path) -> None:
    out = quick(sample, tmp_path / "sama")
    assert {path.name for path in out.iterdir()} == {"diagnosis.json", STAMP}
    assert (out / "diagnosis.json").read_bytes() == sample.diagnosis.to_bytes()


def test_the_same_diagnosis_gives_the_same_bytes(
    sample: Any, published: Path, tmp_path: Path
) -> None:
    again = publish(sample.diagnosis, sample.measures, tmp_path / "drugi", card=sample.card)
    assert snapshot_of(again) == snapshot_of(published)


class TestPlace:
    def test_a_folder_of_something_else_is_refused(self, sample: Any, tmp_path: Path) -> None:
        (tmp_path / "cudzy").mkdir()
        (tmp_path / "cudzy" / "list.txt").write_text("ważne", encoding="utf-8")
        with pytest.raises(PublicationError, match="not a publication"):
            quick(sample, tmp_path / "cudzy")
        assert snapshot_of(tmp_path / "cudzy").keys() == {"list.txt"}

    def test_a_file_is_refused(self, sample: Any, tmp_path: Path) -> None:
        (tmp_path / "plik").write_text("ważne", encoding="utf-8")
        with pytest.raises(PublicationError, match="plik"):
            quick(sample, tmp_path / "plik")
        assert (tmp_path / "plik").read_text(encoding="utf-8") == "ważne"

    def test_an_empty_folder_is_taken(self, sample: Any, tmp_path: Path) -> None:
        (tmp_path / "pusty").mkdir()
        assert (quick(sample, tmp_path / "pusty") / "diagnosis.json").is_file()

    def test_folders_above_are_made(self, sample: Any, tmp_path: Path) -> None:
        assert quick(sample, tmp_path / "a" / "b" / "c").is_dir()

    def test_an_older_publication_is_replaced_whole(self, sample: Any, tmp_path: Path) -> None:
        out = quick(sample, tmp_path / "stary")
        (out / "page.json").write_text("{}", encoding="utf-8")
        quick(sample, out)
        assert {path.name for path in out.iterdir()} == {"diagnosis.json", STAMP}


class TestFailure:
    @pytest.mark.parametrize(
        "writer", ["write_html", "write_pdf", "write_docx", "write_dcat", "write_page"]
    )
    def test_a_failing_writer_leaves_nothing_behind(
        self, sample: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writer: str
    ) -> None:
        out = quick(sample, tmp_path / "wynik")
        before = snapshot_of(out)

        def broken(*_: object) -> object:
            raise OSError("no space left")

        monkeypatch.setattr(publication, "build_report", lambda *_: sample.report)
        for other in ("write_pdf", "write_docx"):
            monkeypatch.setattr(publication, other, lambda _: b"")
        monkeypatch.setattr(publication, "write_html", lambda _: "")
        monkeypatch.setattr(publication, writer, broken)
        with pytest.raises(OSError, match="no space left"):
            publish(sample.diagnosis, sample.measures, out, card=sample.card)
        assert snapshot_of(out) == before
        assert [path.name for path in tmp_path.iterdir()] == ["wynik"]

    def test_an_interrupt_leaves_nothing_behind(
        self, sample: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def stop(*_: object) -> object:
            raise KeyboardInterrupt

        monkeypatch.setattr(publication, "build_report", stop)
        with pytest.raises(KeyboardInterrupt):
            publish(sample.diagnosis, sample.measures, tmp_path / "wynik")
        assert list(tmp_path.iterdir()) == []


class TestCurrent:
    def test_a_finished_publication_is_current(self, sample: Any, published: Path) -> None:
        assert is_current(published, sample.measures.snapshot)

    def test_other_contents_are_not(self, sample: Any, published: Path) -> None:
        assert not is_current(published, sample.measures.snapshot, report=False)

    def test_an_absent_or_unfinished_one_is_not(self, sample: Any, tmp_path: Path) -> None:
        assert not is_current(tmp_path / "brak", sample.measures.snapshot)
        (tmp_path / "pusty").mkdir()
        assert not is_current(tmp_path / "pusty", sample.measures.snapshot)

    def test_another_snapshot_is_not(self, sample: Any, tmp_path: Path) -> None:
        out = quick(sample, tmp_path / "inny")
        stamp = json.loads((out / STAMP).read_text(encoding="utf-8"))
        (out / STAMP).write_text(json.dumps(stamp | {"snapshot": "inna"}) + "\n", encoding="utf-8")
        assert not is_current(out, sample.measures.snapshot, report=False)


class TestTables:
    def test_the_archive_holds_the_tables(self, published: Path) -> None:
        with zipfile.ZipFile(published / "tables.zip") as archive:
            inside = {name: archive.read(name) for name in archive.namelist()}
        outside = {path.name: path.read_bytes() for path in (published / "tables").glob("*.csv")}
        assert inside == outside
        assert len(outside) > 60

    def test_every_table_reads_as_csv_and_is_marked(self, published: Path) -> None:
        for path in (published / "tables").glob("*.csv"):
            text = path.read_text(encoding="utf-8-sig")
            head, *rows = csv.reader(io.StringIO(text))
            assert rows, path.name
            if path.name != "index.csv":
                assert head[-1] == "uwaga"
                assert {row[-1] for row in rows} == {"dane przykładowe (zmyślone)"}


class TestMetadata:
    def test_checksums_are_those_of_the_files(self, published: Path) -> None:
        text = (published / "dcat.jsonld").read_text(encoding="utf-8")
        told = {
            part["dcat:accessURL"]["@id"]: part["spdx:checksum"]["spdx:checksumValue"]["@value"]
            for part in json.loads(text)["dcat:distribution"]
        }
        reports = ("diagnosis.json", "report.html", "report.pdf", "report.docx")
        files = {*reports, *(f"tables/{one.name}" for one in (published / "tables").iterdir())}
        assert set(told) == files
        real = {file: hashlib.sha256((published / file).read_bytes()).hexdigest() for file in files}
        assert told == real

    def test_the_title_says_that_it_is_invented(self, published: Path) -> None:
        text = (published / "dcat.jsonld").read_text(encoding="utf-8")
        assert "przykład syntetyczny" in text
        assert "synthetic example" in text
