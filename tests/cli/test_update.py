"""Fresh data from the command line, downloaded from a stand-in of the office."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from terytoria.cli.errors import DATA, OFFICE, USAGE
from terytoria.statistics.snapshot import Snapshot, Store
from terytoria.statistics.snapshot.derive import Derivation, derive
from terytoria.statistics.sources.bdl.stand_in import Faults, StandIn, write_variables

KEY = ["level", "series", "unit", "year"]


@pytest.fixture
def home(stored: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own with older data of the same country, chosen as the default."""
    monkeypatch.setenv("TERYTORIA_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("TERYTORIA_SNAPSHOT", raising=False)
    monkeypatch.delenv("TERYTORIA_BDL_KEY", raising=False)
    store = Store(tmp_path / "home" / "snapshots")
    older = stored.table("observations").with_columns(
        value=pl.when(pl.col("series") == "live_births")
        .then((pl.col("value") * 1.1).round())
        .otherwise("value")
    )
    base = derive(store, stored, {"observations": older}, Derivation("dawne", "2025-01-01", ""))
    store.use(base.name)
    return tmp_path / "home"


@pytest.fixture
def office(stored: Snapshot) -> Iterator[StandIn]:
    """A stand-in that has the country's data and no quota."""
    with StandIn(stored, quota="none", port=0) as server:
        yield server


def powiat_of(snapshot: Snapshot) -> str:
    return next(p for p in snapshot.register.powiats if len(snapshot.register.gminas_of(p)) > 3)


def values(snapshot: Snapshot, series: str) -> dict[tuple[str, int], float]:
    rows = snapshot.table("observations").filter(level="gmina", series=series)
    return {(unit, year): value for unit, year, value in rows["unit", "year", "value"].iter_rows()}


class TestUpdate:
    def test_the_partnership_comes_first_and_is_usable(
        self, run, home: Path, stored, office
    ) -> None:
        powiat = powiat_of(stored)
        ended = run("data", "update", "--area", powiat, "--until", "area", "--server", office.url)
        assert ended.clean
        assert ended.code == 0, ended.err
        (name,) = [word for word in ended.out.split() if word.startswith("makieta-bdl-")][:1]
        new = values(Store(home / "snapshots").open(name), "live_births")
        due = values(stored, "live_births")
        inside = {key for key in due if key[0].startswith(powiat)}
        assert {key: new[key] for key in inside} == {key: due[key] for key in inside}
        assert f"terytoria diagnose {powiat} --snapshot {name}" in ended.err

    def test_a_partnership_is_also_a_list_of_gminas(self, run, home: Path, stored, office) -> None:
        codes = ",".join(stored.register.gminas_of(powiat_of(stored))[:3])
        ended = run("data", "update", "--area", codes, "--until", "area", "--server", office.url)
        assert ended.code == 0, ended.err
        assert "Partnerstwo (3 gminy)" in ended.err.replace("\xa0", " ")
        assert f'terytoria diagnose --units {codes} --name "Partnerstwo"' in ended.err

    def test_the_whole_country_becomes_what_the_office_has(
        self, run, home: Path, stored, office, tmp_path: Path
    ) -> None:
        table = tmp_path / "variables.csv"
        write_variables(stored, table)
        powiat = powiat_of(stored)
        ended = run(
            "data", "update", "--area", powiat, "--variables", table, "--server", office.url
        )
        assert ended.code == 0, ended.err
        store = Store(home / "snapshots")
        names = [name for name in store.names() if name.startswith("makieta-bdl-")]
        last = [line for line in ended.out.splitlines() if line.startswith("Co się zmieniło")]
        newest = store.open(last[0].split()[-1])
        assert newest.name in names
        mine, due = newest.table("observations"), stored.table("observations")
        assert mine.sort(KEY).equals(due.sort(KEY))
        assert newest.manifest.history[-1].startswith("Pobrano z makiety API")
        assert "makieta API (pokaz)" in newest.manifest.sources

    def test_data_of_a_stand_in_never_become_the_default(
        self, run, home: Path, stored, office
    ) -> None:
        store = Store(home / "snapshots")
        before = store.chosen()
        run(
            "data", "update", "--area", powiat_of(stored), "--until", "area", "--server", office.url
        )
        assert store.chosen() == before
        assert before in store.names()

    def test_the_old_snapshot_stays(self, run, home: Path, stored, office) -> None:
        store = Store(home / "snapshots")
        old = store.open(store.chosen() or "")
        before = {file.name: file.read_bytes() for file in old.folder.iterdir()}
        run(
            "data", "update", "--area", powiat_of(stored), "--until", "area", "--server", office.url
        )
        assert {file.name: file.read_bytes() for file in old.folder.iterdir()} == before

    def test_begun_again_it_asks_for_nothing_it_has(self, run, home: Path, stored, office) -> None:
        question = ("data", "update", "--area", powiat_of(stored), "--server", office.url)
        first = run(*question)
        asked = len(office.requests)
        folder = next((home / "bdl").iterdir())
        assert not (folder / "download.json").exists()
        again = run(*question)
        assert first.code == again.code == 0
        unchanged = [each.status for each in office.requests[asked:]]
        assert unchanged
        assert set(unchanged) == {304}

    def test_a_variable_in_another_unit_is_left_out(
        self, run, home: Path, stored, office, tmp_path: Path
    ) -> None:
        table = tmp_path / "variables.csv"
        table.write_text(
            "id,name,unit,series,first,last\n65,zgony ogółem,hektar,deaths,,\n"
            "60,urodzenia żywe ogółem,osoba,live_births,,\n",
            encoding="utf-8",
        )
        area = ("--area", powiat_of(stored), "--until", "area")
        ended = run("data", "update", *area, "--variables", table, "--server", office.url)
        assert ended.code == 0
        assert "Zmienna 65: GUS podaje jednostkę „osoba”, a oczekiwano „hektar”" in ended.err

    def test_a_variable_that_is_something_else_is_left_out(
        self, run, home: Path, stored, office, tmp_path: Path
    ) -> None:
        table = tmp_path / "variables.csv"
        table.write_text(
            "id,name,unit,series,first,last\n60559,ludność na 1 km2,osoba,pop_total,2020,\n",
            encoding="utf-8",
        )
        ended = run(
            "data", "update", "--area", powiat_of(stored), "--variables", table,
            "--server", office.url,
        )  # fmt: skip
        assert ended.code == 0
        assert "Zmienna 60559 nie pasuje do szeregu pop_total" in ended.err
        name = ended.out.split()[-1]
        found = values(Store(home / "snapshots").open(name), "pop_total")
        assert found == values(stored, "pop_total")

    def test_faults_are_survived(self, run, home: Path, stored) -> None:
        faults = Faults.parse("429=0.1,500=0.05,cut=0.05,seed=3")
        area = ("--area", powiat_of(stored), "--until", "area")
        with StandIn(stored, quota="none", faults=faults, port=0) as server:
            ended = run("data", "update", *area, "--server", server.url)
            assert any(each.status in (0, 429, 500) for each in server.requests)
        assert ended.code == 0, ended.err
        new = values(Store(home / "snapshots").open(ended.out.split()[-1]), "live_births")
        due = values(stored, "live_births")
        inside = [key for key in due if key[0].startswith(powiat_of(stored))]
        assert all(new[key] == due[key] for key in inside)

    def test_the_quota_is_kept_and_the_time_told(
        self, run, home: Path, stored, monkeypatch
    ) -> None:
        monkeypatch.setattr("terytoria.cli.office.own_server", lambda _: False)
        area = ("--area", powiat_of(stored), "--until", "area")
        with StandIn(stored, quota="office", port=0) as server:
            ended = run("data", "update", *area, "--server", server.url)
            assert ended.code == 0, ended.err
            assert {each.status for each in server.requests} == {200}
            times = sorted(each.time for each in server.requests)
        assert len(times) > 10
        assert all(later - one >= 1.0 for one, later in zip(times, times[5:], strict=False))
        assert "gotowe za ok." in ended.err

    def test_no_office_no_snapshot(self, run, home: Path, stored) -> None:
        before = Store(home / "snapshots").names()
        with StandIn(stored, port=0) as server:
            gone = server.url
        ended = run("data", "update", "--area", powiat_of(stored), "--server", gone)
        assert (ended.code, ended.clean) == (OFFICE, True)
        assert "Spróbuj później: to, co pobrano, nie przepadło." in ended.err
        assert Store(home / "snapshots").names() == before

    def test_a_refused_key_is_told_and_never_shown(
        self, run, home: Path, stored, office, monkeypatch
    ) -> None:
        monkeypatch.setenv("TERYTORIA_BDL_KEY", "tajny-klucz")
        ended = run("data", "update", "--area", powiat_of(stored), "--server", office.url)
        assert (ended.code, ended.clean) == (OFFICE, True)
        assert "klucz" in ended.err.casefold()
        assert "tajny-klucz" not in ended.out + ended.err

    @pytest.mark.parametrize("server", ["bdl.stat.gov.pl", "ftp://127.0.0.1/api", "", "http://"])
    def test_no_address_is_told(self, run, home: Path, stored, server: str) -> None:
        ended = run("data", "update", "--area", powiat_of(stored), "--server", server)
        assert (ended.code, ended.clean) == (USAGE, True)
        assert "nie jest adresem" in ended.err

    def test_an_unknown_area_is_told(self, run, home: Path, office) -> None:
        ended = run("data", "update", "--area", "9999", "--server", office.url)
        assert (ended.code, ended.clean) == (USAGE, True)
        assert not office.requests

    def test_a_wrong_table_of_variables_is_refused_before_anything_is_asked(
        self, run, home: Path, stored, office, tmp_path: Path
    ) -> None:
        table = tmp_path / "variables.csv"
        table.write_text("id,name,unit,series,first,last\nP1,a,b,deaths,,\n", encoding="utf-8")
        ended = run(
            "data", "update", "--area", powiat_of(stored), "--variables", table,
            "--server", office.url,
        )  # fmt: skip
        assert (ended.code, ended.clean) == (DATA, True)
        assert "Wiersz 2, kolumna „id”" in ended.err
        assert not office.requests


class TestVerify:
    def test_a_catalogue_the_office_agrees_with(self, run, home: Path, office) -> None:
        ended = run("data", "verify", "--server", office.url)
        assert ended.code == 0, ended.out
        assert "72305: zgodna" in ended.out
        assert "różnych: 0." in ended.out

    def test_differences_are_listed_and_end_with_a_code(
        self, run, home: Path, office, monkeypatch
    ) -> None:
        from terytoria.statistics.catalogue import Catalogue

        variables = dict(Catalogue.load().variables)
        from dataclasses import replace

        variables["65"] = replace(variables["65"], unit="hektar")
        variables["1"] = replace(variables["65"], id="1")
        changed = replace(Catalogue.load(), variables=variables)
        monkeypatch.setattr(Catalogue, "load", classmethod(lambda _: changed))
        ended = run("data", "verify", "--server", office.url)
        assert (ended.code, ended.clean) == (DATA, True)
        assert "65: inna jednostka" in ended.out
        assert "1: GUS nie zna tej zmiennej" in ended.out
        assert "różnych: 2." in ended.out


class TestUse:
    def test_a_snapshot_is_chosen_listed_and_left(self, run, home: Path) -> None:
        store = Store(home / "snapshots")
        (name,) = store.names()
        assert "– domyślna" in run("data", "list").out
        assert run("data", "use").code == 0
        assert store.chosen() is None
        assert "domyślna" not in run("data", "list").out
        assert run("data", "use", name).code == 0
        assert store.chosen() == name

    def test_an_unknown_one_is_told(self, run, home: Path) -> None:
        ended = run("data", "use", "nieznana")
        assert (ended.code, ended.clean) == (USAGE, True)
        assert "Nie ma migawki 'nieznana'" in ended.err

    def test_show_tells_the_history(self, run, home: Path, stored, office) -> None:
        area = ("--area", powiat_of(stored), "--until", "area")
        name = run("data", "update", *area, "--server", office.url).out.split()[-1]
        shown = run("data", "show", "--snapshot", name).out
        assert "Powstała z migawki dawne-" in shown
        assert "Pobrano z makiety API" in shown
