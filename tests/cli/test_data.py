"""Snapshots and own data from the command line."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from terytoria.cli.snapshots import SYNTHETIC, TABLES, say
from terytoria.statistics.snapshot import Snapshot
from terytoria.statistics.sources import default


class TestImport:
    def test_a_folder_becomes_a_snapshot(
        self, country: Path, stored: Snapshot, new_home: Path, run
    ) -> None:
        ended = run("data", "import", country)
        assert ended.code == 0
        assert ended.out.startswith(f"Zapisano migawkę {stored.name}\n")
        assert "wczytywanie: jednostki" in ended.err
        assert [f.name for f in (new_home / "snapshots").iterdir()] == [stored.name]

    def test_again_is_quick_and_says_the_same(self, country: Path, at_home: Path, run) -> None:
        ended = run("data", "import", country)
        assert ended.code == 0
        assert ended.out.startswith("Zapisano migawkę")
        assert "wczytywanie" not in ended.err

    def test_a_damaged_folder_leaves_nothing(
        self, country: Path, new_home: Path, tmp_path: Path, run
    ) -> None:
        folder = Path(shutil.copytree(country, tmp_path / "dane"))
        (folder / "observations.parquet").write_bytes(b"PAR1")
        ended = run("data", "import", folder)
        assert ended.code == 3
        assert "dane: plik observations.parquet jest uszkodzony" in ended.err
        assert ended.clean
        assert not (new_home / "snapshots").exists()


class TestList:
    def test_none(self, new_home: Path, run) -> None:
        ended = run("data", "list")
        assert ended.code == 0
        assert "Nie ma jeszcze żadnej migawki" in ended.out

    def test_stored(self, at_home: Path, stored: Snapshot, run) -> None:
        assert f"{stored.name}  ({stored.vintage})" in run("data", "list").out

    def test_a_damaged_one_does_not_hide_the_others(
        self, new_home: Path, stored: Snapshot, run
    ) -> None:
        shutil.copytree(stored.folder, new_home / "snapshots" / stored.name)
        shutil.copytree(stored.folder, new_home / "snapshots" / "a-kopia")
        ended = run("data", "list")
        assert ended.code == 3
        first, second = ended.out.splitlines()
        assert first.startswith("a-kopia  USZKODZONA: W folderze migawki a-kopia leży inna")
        assert second == f"{stored.name}  ({stored.vintage})"


class TestShow:
    def test_contents(self, at_home: Path, stored: Snapshot, run) -> None:
        for words in (("data", "show"), ("data", "show", "--snapshot", stored.name)):
            ended = run(*words)
            assert ended.code == 0
            assert ended.out.startswith(f"{stored.name} – PRZYKŁAD SYNTETYCZNY\n")
            assert all(TABLES[table] in ended.out for table in stored.manifest.rows)
            assert "przykład syntetyczny" in ended.out
            assert SYNTHETIC in ended.err

    def test_unknown(self, at_home: Path, stored: Snapshot, run) -> None:
        ended = run("data", "show", "--snapshot", "brak")
        assert ended.code == 2
        assert f"Zapisane: {stored.name}" in ended.err

    @pytest.mark.parametrize("name", ["../..", ".", "/", "", "a/b"])
    def test_names_that_are_paths(self, name: str, at_home: Path, run) -> None:
        ended = run("data", "show", "--snapshot", name)
        assert ended.code == 2
        assert ended.clean


class TestCheck:
    def test_the_quality_report_of_the_snapshot(self, at_home: Path, stored: Snapshot, run) -> None:
        ended = run("data", "check")
        assert ended.code == 0
        assert len(ended.out.splitlines()) == len(stored.quality["checks"])

    def test_own_data(self, at_home: Path, stored: Snapshot, tmp_path: Path, run) -> None:
        own = tmp_path / "własne.csv"
        code = stored.register.gminas[0]
        own.write_text(f"jednostka;wskaźnik;rok;wartość\n{code};pop_total;2024;1234\n", "utf-8")
        ended = run("data", "check", "--own", own)
        assert ended.code == 0
        assert ended.out.replace("\N{NO-BREAK SPACE}", " ") == "1 dobry wiersz\n"

    def test_wrong_own_data_row_by_row(self, at_home: Path, tmp_path: Path, run) -> None:
        own = tmp_path / "własne.csv"
        own.write_text(
            "jednostka;wskaźnik;rok;wartość\n9999999;pop_total;2024;1\n0201011;nic;rok;x\n",
            "utf-8",
        )
        ended = run("data", "check", "--own", own)
        assert ended.code == 3
        assert "wierszy z błędami: 2" in ended.err
        assert "Wiersz 2, kolumna „jednostka”" in ended.err
        assert "Wiersz 3, kolumna „rok”" in ended.err

    @pytest.mark.parametrize(
        "content", [b"", b"\xff\xfe\x00", b"PK\x03\x04rest", bytes(range(255, 190, -1))]
    )
    def test_files_that_are_no_tables(
        self, content: bytes, at_home: Path, tmp_path: Path, run
    ) -> None:
        (tmp_path / "x.csv").write_bytes(content)
        ended = run("data", "check", "--own", tmp_path / "x.csv")
        assert ended.code == 3
        assert ended.clean
        assert "Błąd: " in ended.err


class TestTemplate:
    def test_csv_and_xlsx_open(self, tmp_path: Path, run) -> None:
        assert run("data", "template", tmp_path / "wzór.csv").code == 0
        text = (tmp_path / "wzór.csv").read_text(encoding="utf-8-sig")
        head = next(csv.reader([text.splitlines()[0]], delimiter=";"))
        assert head == ["jednostka", "wskaźnik", "rok", "wartość"]
        assert run("data", "template", tmp_path / "wzór.xlsx").code == 0
        assert load_workbook(tmp_path / "wzór.xlsx").sheetnames

    def test_a_filled_file_is_never_overwritten(self, tmp_path: Path, run) -> None:
        (tmp_path / "dane.csv").write_text("moje", encoding="utf-8")
        ended = run("data", "template", tmp_path / "dane.csv")
        assert ended.code == 4
        assert "nie zostanie zastąpiony" in ended.err
        assert (tmp_path / "dane.csv").read_text(encoding="utf-8") == "moje"

    def test_other_formats_and_folders(self, tmp_path: Path, run) -> None:
        assert "rozszerzenie" in run("data", "template", tmp_path / "x.ods").err
        ended = run("data", "template", tmp_path / "brak" / "x.csv")
        assert ended.code == 4
        assert "nie ma takiego pliku ani folderu" in ended.err


class TestSteps:
    def test_steps_are_polish(self, capsys: pytest.CaptureFixture[str]) -> None:
        for table in TABLES:
            say(f"reading {table}")
        say("checking the data")
        said = capsys.readouterr().err
        assert "reading" not in said
        assert "checking" not in said
        say("checking the folder")
        assert not capsys.readouterr().err

    def test_without_any_data_the_invention_is_announced(
        self,
        new_home: Path,
        run,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.delenv("TERYTORIA_SNAPSHOT")
        monkeypatch.setattr(default, "_CHECKOUT", tmp_path / "checkout")
        ended = run("units", "find", "0201")
        assert ended.code == 0
        assert "powstaje syntetyczny kraj przykładowy" in ended.err
        assert SYNTHETIC in ended.err
        again = run("units", "find", "0201")
        assert "powstaje" not in again.err
        assert SYNTHETIC in again.err
        assert again.out == ended.out
