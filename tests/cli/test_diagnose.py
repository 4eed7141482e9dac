"""One diagnosis from the command line: what is written, from which data, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from terytoria.cli.diagnose import measures_of
from terytoria.reports.publication import STAMP
from terytoria.statistics.snapshot import Snapshot

POWIAT = "0201"


def body_of(folder: Path) -> dict:
    return json.loads((folder / "diagnosis.json").read_text(encoding="utf-8"))


def test_a_powiat_without_a_report(at_home: Path, stored: Snapshot, tmp_path: Path, run) -> None:
    out = tmp_path / "a" / "b"
    ended = run("diagnose", POWIAT, "--out", out, "--no-report")
    assert ended.code == 0, ended.err
    assert ended.out == f"Zapisano {out}\n"
    assert "14 gmin" in ended.err.replace("\N{NO-BREAK SPACE}", " ")
    assert "  · zapis diagnosis.json" in ended.err
    assert sorted(file.name for file in out.iterdir()) == ["diagnosis.json", STAMP]
    assert [p.name for p in out.parent.iterdir()] == ["b"], "nothing half-written is left"
    body = body_of(out)
    assert body["snapshot"]["name"] == stored.name
    assert body["area"]["code"] == POWIAT
    first = (out / "diagnosis.json").read_bytes()
    assert run("diagnose", POWIAT, "--out", out, "--no-report").code == 0, "it may be renewed"
    assert (out / "diagnosis.json").read_bytes() == first


def test_own_data_change_the_value_its_source_and_the_name(
    at_home: Path, stored: Snapshot, tmp_path: Path, run
) -> None:
    own, out = tmp_path / "urząd.csv", tmp_path / "out"
    gminas = stored.register.gminas_of(POWIAT)[:4]
    panel = stored.observations.panel("pop_total")
    year = panel.years[-1]
    before = float(panel.year(year)[panel.units.index(gminas[0])])
    own.write_text(
        f"jednostka;wskaźnik;rok;wartość\n{gminas[0]};pop_total;{year};{before + 100:.0f}\n",
        "utf-8",
    )
    ended = run(
        *("diagnose", "--units", ", ".join(gminas), "--name", "Partnerstwo"),
        *("--out", out, "--no-report", "--own", own),
    )
    assert ended.code == 0, ended.err
    assert "dane własne: 1" in ended.err
    body = body_of(out)
    assert body["snapshot"]["name"].startswith(f"{stored.name}+")
    assert "urząd.csv" in (out / "diagnosis.json").read_text(encoding="utf-8")
    assert body["area"]["name"] == "Partnerstwo"
    with_own = measures_of(stored, own).evidence("S-01", gminas[:1], year)
    plain = measures_of(stored).evidence("S-01", gminas[:1], year)
    assert "dane własne (urząd.csv)" in with_own.source
    assert "dane własne" not in plain.source
    assert with_own.value == pytest.approx(plain.value * (before + 100) / before)


class TestRefused:
    @pytest.fixture(autouse=True)
    def _no_analysis(self, at_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A refusal comes before the work, not after it."""
        monkeypatch.setattr("terytoria.cli.diagnose.diagnose_area", None)

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            ((), "Podaj jedno"),
            ((POWIAT, "--all-powiats"), "Podaj jedno"),
            ((POWIAT, "--units", POWIAT), "Podaj jedno"),
            (("--units", "", "--name", "x"), "Lista jednostek jest pusta"),
            (("--units", f"{POWIAT},0202"), "potrzebuje nazwy"),
            (("9999",), "Nie ma jednostki „9999”. Najbliższe:"),
            (("0261",), "jedną gminę"),
            (("--all-powiats", "--name", "x"), "--name: dotyczy jednego obszaru"),
            ((POWIAT, "--snapshot", "brak"), "Nie ma migawki 'brak'"),
            ((POWIAT, "--workers", "0"), "'--workers'"),
            ((POWIAT, "--card", "brak.yaml"), "'brak.yaml' nie istnieje"),
            ((POWIAT, "--own", "brak.csv"), "'brak.csv' nie istnieje"),
        ],
    )
    def test_questions(self, words: tuple[str, ...], told: str, tmp_path: Path, run) -> None:
        ended = run("diagnose", *words, "--out", tmp_path / "out")
        assert ended.code == 2
        assert told in ended.err
        assert ended.clean
        assert not ended.out
        assert not list(tmp_path.iterdir())

    def test_a_folder_of_something_else(self, tmp_path: Path, run) -> None:
        (tmp_path / "notatki.txt").touch()
        ended = run("diagnose", POWIAT, "--out", tmp_path)
        assert ended.code == 4
        assert "folder nie jest pusty, a nie jest diagnozą" in ended.err

    def test_a_file(self, tmp_path: Path, run) -> None:
        (tmp_path / "plik").touch()
        assert run("diagnose", POWIAT, "--out", tmp_path / "plik").code == 2
        assert run("diagnose", POWIAT, "--out", tmp_path / "plik" / "out").code == 4

    @pytest.mark.parametrize("body", ["name: [", "- a", "name: x", "", "nazwa: x"])
    def test_cards(self, body: str, tmp_path: Path, run) -> None:
        (tmp_path / "karta.yaml").write_text(body, encoding="utf-8")
        ended = run("diagnose", POWIAT, "--out", tmp_path / "o", "--card", tmp_path / "karta.yaml")
        assert ended.code == 3
        assert "karta.yaml: " in ended.err

    def test_own_data(self, tmp_path: Path, run) -> None:
        own = tmp_path / "x.csv"
        own.write_text("jednostka;wskaźnik;rok;wartość\nnikt;pop_total;2024;1\n", "utf-8")
        ended = run("diagnose", POWIAT, "--out", tmp_path / "o", "--own", own)
        assert ended.code == 3
        assert "Wiersz 2, kolumna „jednostka”" in ended.err
