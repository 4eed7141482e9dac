"""``terytoria data diff``: two snapshots from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result

from terytoria.cli.main import main
from terytoria.language.numbers import NBSP
from terytoria.statistics.snapshot import Snapshot, Store
from terytoria.statistics.snapshot.derive import Derivation, derive
from terytoria.statistics.sources.folder import import_folder
from terytoria.statistics.sources.synthetic import write_synthetic
from terytoria.territory import Level


def spaced(text: str) -> str:
    return text.replace(NBSP, " ")


def diff(*arguments: object) -> Result:
    """Run the command as a part of the whole command line."""
    runner = CliRunner()
    with runner.isolation() as (out, err, _):
        with pytest.raises(SystemExit) as ended:
            main(["data", "diff", *map(str, arguments)])
        return Result(runner, out.getvalue(), err.getvalue(), b"", None, ended.value.code, None)


@pytest.fixture(scope="session")
def stored(country: Path, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The country in a store of these tests' own, to which they add further snapshots."""
    return import_folder(country, Store(tmp_path_factory.mktemp("differences") / "snapshots"))


def powiat_of(snapshot: Snapshot) -> str:
    """A land powiat of the country, by code."""
    register = snapshot.register
    return next(code for code in register.powiats if len(register.gminas_of(code)) > 1)


@pytest.fixture(scope="session")
def revised(stored: Snapshot) -> Snapshot:
    """The country with one value revised, beside it in the store."""
    rows = stored.table("observations")
    gmina = stored.register.gminas_of(powiat_of(stored))[0]
    last = rows.filter(series="unemployed", unit=gmina)["year"].max()
    hit = (pl.col("series") == "unemployed") & (pl.col("unit") == gmina) & (pl.col("year") == last)
    value = pl.when(hit).then(pl.col("value") * 2 + 7).otherwise("value")
    return derive(
        Store(stored.folder.parent),
        stored,
        {"observations": rows.with_columns(value=value)},
        Derivation("po-korekcie", "2027-03-01", "Korekta."),
    )


class TestDifference:
    def test_the_whole_country(self, at_home: Path, stored: Snapshot, revised: Snapshot) -> None:
        ended = diff(stored.name, revised.name)
        assert ended.exit_code == 0
        text = spaced(ended.stdout)
        assert text.startswith(f"{stored.name} (stan danych: {stored.vintage})\n→ {revised.name}")
        assert "W SKRÓCIE\nZmieniono 1 wartość w 1 szeregu" in text
        assert "Jednostki bez zmian." in text
        assert "dodaj --area KOD" in text
        assert "CAŁY KRAJ\nZmienione wartości\n· „Bezrobotni zarejestrowani” (gminy)" in text
        assert "SYNTETYCZNY" in ended.stderr

    def test_an_area_and_a_file(
        self, at_home: Path, stored: Snapshot, revised: Snapshot, tmp_path: Path
    ) -> None:
        file = tmp_path / "roznice.json"
        code = powiat_of(stored)
        ended = diff(stored.name, revised.name, "--area", code, "--area", code, "--json", file)
        assert ended.exit_code == 0
        text = spaced(ended.stdout)
        assert text.count("Ustalenia: ") == 1
        assert "Wartości tego obszaru: zmienione: 1." in text
        assert ended.stderr.count("diagnoza: Powiat") == 2
        body = json.loads(file.read_text(encoding="utf-8"))
        assert (body["statistics"]["old"], body["statistics"]["new"]) == (
            stored.name,
            revised.name,
        )
        assert [row["what"] for row in body["statistics"]["values"]] == ["revised"]
        assert len(body["areas"]) == 1
        assert body["synthetic"] is True
        assert [entry.name for entry in tmp_path.iterdir()] == [file.name]

    def test_the_same_content_under_another_name(self, at_home: Path, stored: Snapshot) -> None:
        same = derive(
            Store(stored.folder.parent),
            stored,
            {"observations": stored.table("observations")},
            Derivation("kopia", stored.vintage, "Bez zmian."),
        )
        ended = diff(stored.name, same.name)
        assert ended.exit_code == 0
        assert "Migawki się nie różnią." in ended.stdout
        assert "CAŁY KRAJ" not in ended.stdout

    def test_the_wrong_order_is_said(
        self, at_home: Path, stored: Snapshot, revised: Snapshot
    ) -> None:
        ended = diff(revised.name, stored.name)
        assert ended.exit_code == 0
        assert f"UWAGA: migawka {revised.name} ma późniejszy stan danych" in ended.stderr


def test_an_area_is_also_a_list_of_gminas(
    at_home: Path, stored: Snapshot, revised: Snapshot
) -> None:
    codes = ",".join(stored.register.gminas_of(powiat_of(stored))[:3])
    ended = diff(stored.name, revised.name, "--area", codes)
    assert ended.exit_code == 0
    assert "PARTNERSTWO" in ended.stdout


class TestRefused:
    def said(self, ended: Result) -> str:
        assert ended.exit_code == 2
        assert ended.stdout == ""
        return ended.stderr.partition("Błąd: ")[2]

    def test_the_same_snapshot_twice(self, at_home: Path, stored: Snapshot) -> None:
        assert "Dwa razy podano migawkę" in self.said(diff(stored.name, stored.name))

    def test_an_unknown_snapshot(self, at_home: Path, stored: Snapshot) -> None:
        said = self.said(diff("nie-ma", stored.name))
        assert said.startswith("Nie ma migawki 'nie-ma'. Zapisane:")

    def test_an_unknown_area(self, at_home: Path, stored: Snapshot, revised: Snapshot) -> None:
        assert "9999" in self.said(diff(stored.name, revised.name, "--area", "9999"))

    def test_a_folder_that_is_not_there(
        self, at_home: Path, stored: Snapshot, revised: Snapshot, tmp_path: Path
    ) -> None:
        ended = diff(stored.name, revised.name, "--json", tmp_path / "nie" / "ma.json")
        assert ended.exit_code == 4
        assert "nie ma folderu" in ended.stderr

    def test_an_area_of_one_snapshot_only(self, at_home: Path, stored: Snapshot) -> None:
        code = powiat_of(stored)
        units = stored.table("units").filter(~pl.col("code").str.starts_with(code))
        left = derive(
            Store(stored.folder.parent),
            stored,
            {
                "units": units,
                "observations": stored.table("observations").filter(
                    ~pl.col("unit").str.starts_with(code)
                ),
            },
            Derivation("bez-powiatu", "2027-03-01", "Bez jednego powiatu."),
        )
        assert left.register.of_level(Level.GMINA)
        gone = self.said(diff(stored.name, left.name, "--area", code))
        assert f"Nie ma obszaru „{code}” w migawce {left.name}, a w {stored.name} jest." in gone
        new = self.said(diff(left.name, stored.name, "--area", code))
        assert f"Nie ma obszaru „{code}” w migawce {left.name}, a w {stored.name} jest." in new

    def test_another_invented_country(
        self, at_home: Path, stored: Snapshot, tmp_path: Path
    ) -> None:
        write_synthetic(tmp_path / "other", units=30, seed=77)
        other = import_folder(tmp_path / "other", Store(stored.folder.parent))
        assert "opisują różne kraje" in self.said(diff(stored.name, other.name))

    def test_a_real_country_beside_an_invented_one(
        self, at_home: Path, stored: Snapshot, tmp_path: Path
    ) -> None:
        write_synthetic(tmp_path / "other", units=30, seed=78)
        manifest = tmp_path / "other" / "manifest.json"
        body = json.loads(manifest.read_text(encoding="utf-8")) | {"synthetic": False}
        manifest.write_text(json.dumps(body), encoding="utf-8")
        other = import_folder(tmp_path / "other", Store(stored.folder.parent))
        said = self.said(diff(stored.name, other.name))
        assert f"Migawka {stored.name} to syntetyczny kraj przykładowy" in said
