"""Errors of the library as they really are raised, told in Polish."""

from __future__ import annotations

import errno
import importlib
import json
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import terytoria
from terytoria.cli import problems
from terytoria.cli.problems import told
from terytoria.diagnosis.access import Points
from terytoria.diagnosis.composite.files import read_pair
from terytoria.reports.card import Card
from terytoria.reports.publication import _check_place
from terytoria.statistics.snapshot import Snapshot, Store
from terytoria.statistics.sources.default import source_folder
from terytoria.statistics.sources.folder import import_folder
from terytoria.territory import Area, Register
from terytoria.territory.codes import level_of

SENTENCES = yaml.safe_load(
    Path(problems.__file__).with_name("problems.yaml").read_text(encoding="utf-8")
)
META = "iCode,Type,Level,Parent,Direction,Weight,Denominator\n"
SOUND = META + "a,Indicator,1,I,1,1,\nI,Aggregate,2,,1,1,\n"


def said(work: Callable[[], object]) -> tuple[str, int]:
    """What a person is told when ``work`` fails."""
    with pytest.raises(Exception) as raised:
        work()
    known = told(raised.value)
    assert known is not None
    assert "szczegóły techniczne: " not in known.text or known.text.endswith(")")
    return known.text, known.code


def modules() -> Iterator[str]:
    """The library's modules, and of the portal the one that needs no settings."""
    top = Path(terytoria.__path__[0])
    for file in sorted(top.rglob("*.py")):
        parts = file.relative_to(top.parent).with_suffix("").parts
        if parts[1] != "portal" or parts[-1] == "publication":
            yield ".".join(parts).removesuffix(".__init__")


def test_every_class_named_in_the_sentences_exists() -> None:
    known: dict[str, list[type]] = {}
    for module in modules():
        for name, value in vars(importlib.import_module(module)).items():
            if isinstance(value, type) and issubclass(value, Exception):
                known.setdefault(name, []).append(value)
    for name in SENTENCES:
        assert name in known
        assert len(set(known[name])) == 1


def test_sentences_use_only_fields_of_their_patterns() -> None:
    for entry in SENTENCES.values():
        assert entry["exit"] in (2, 3, 4, 5)
        assert entry.get("polish") or entry["say"]
        for pattern in entry.get("patterns", ()):
            fields = set(re.compile(pattern["when"]).groupindex)
            assert set(re.findall(r"\{(\w+)\}", pattern["say"])) <= fields


def test_a_defect_is_not_told() -> None:
    assert told(KeyError("x")) is None
    assert told(ValueError("x")) is None


class TestTerritory:
    def test_areas(self) -> None:
        day = date(2026, 1, 1)
        text, code = said(lambda: Area("Obszar", (), day))
        assert (text, code) == ("Obszar 'Obszar' nie ma żadnej gminy. Podaj co najmniej dwie.", 2)
        text, _ = said(lambda: Area("Obszar", ("3217011", "3217011"), day))
        assert "wymienia więcej niż raz: 3217011" in text
        text, _ = said(lambda: Area("Obszar", ("3217",), day))
        assert text == "3217: obszar tworzą gminy (kody z 7 cyfr)."

    def test_codes(self) -> None:
        text, code = said(lambda: level_of("321"))
        assert text.startswith("'321' to nie jest kod TERYT.")
        assert code == 2
        text, code = said(lambda: Register([]).unit("3217"))
        assert text.startswith("Nie ma jednostki '3217'.")
        assert code == 2


class TestSnapshots:
    @pytest.fixture
    def copy(self, stored: Snapshot, tmp_path: Path) -> Path:
        """A stored snapshot that may be damaged."""
        return Path(shutil.copytree(stored.folder, tmp_path / "store" / stored.name))

    def test_unknown(self, tmp_path: Path, stored: Snapshot) -> None:
        text, code = said(lambda: Store(tmp_path).open("brak"))
        assert text.startswith("Nie ma migawki 'brak'. Nie zapisano jeszcze żadnej")
        assert code == 2
        text, code = said(lambda: Store(stored.folder.parent).open("brak"))
        assert text == f"Nie ma migawki 'brak'. Zapisane: {stored.name}"
        assert code == 2

    def test_half_written(self, tmp_path: Path) -> None:
        (tmp_path / "polska").mkdir()
        text, code = said(lambda: Store(tmp_path).open("polska"))
        assert text.startswith("Migawka polska jest zapisana tylko do połowy")
        assert code == 3

    def test_damaged_and_missing_files_are_named(self, copy: Path) -> None:
        (copy / "units.parquet").write_bytes(b"damaged")
        text, code = said(lambda: Snapshot(copy))
        assert f"Migawka {copy.name}: plik units.parquet jest uszkodzony" in text
        assert code == 3
        (copy / "units.parquet").unlink()
        assert "brakuje pliku units.parquet" in said(lambda: Snapshot(copy))[0]

    def test_renamed(self, copy: Path) -> None:
        copy.rename(copy.parent / "inna")
        text, _ = said(lambda: Store(copy.parent).open("inna"))
        assert text.startswith(f"W folderze migawki inna leży inna migawka: {copy.name}.")

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            ("{", "plik manifest.json jest uszkodzony (szczegóły techniczne"),
            ("[]", "plik manifest.json jest uszkodzony (powinien"),
            ('{"format": 0}', "w innym formacie (0)"),
            ('{"format": 2}', "ma uszkodzony spis plików"),
        ],
    )
    def test_manifests(self, copy: Path, content: str, words: str) -> None:
        (copy / "manifest.json").write_text(content, encoding="utf-8")
        text, code = said(lambda: Snapshot(copy))
        assert words in text
        assert code == 3

    def test_named_folder_without_data(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("TERYTORIA_SNAPSHOT", str(tmp_path))
        text, code = said(source_folder)
        assert text.startswith(f"Zmienna TERYTORIA_SNAPSHOT wskazuje {tmp_path}")
        assert code == 3


class TestImports:
    @pytest.fixture
    def folder(self, country: Path, tmp_path: Path) -> Path:
        return Path(shutil.copytree(country, tmp_path / "dane"))

    def _manifest(self, folder: Path, **changes: object) -> None:
        file = folder / "manifest.json"
        body = json.loads(file.read_text(encoding="utf-8")) | changes
        file.write_text(json.dumps(body), encoding="utf-8")

    def test_files(self, folder: Path, tmp_path: Path) -> None:
        def work() -> object:
            return import_folder(folder, Store(tmp_path / "store"))

        (folder / "neighbours.csv").write_text("a,b\n", encoding="utf-8")
        assert said(work)[0].startswith("dane: plik neighbours.csv jest uszkodzony")
        (folder / "neighbours.csv").unlink()
        assert said(work) == ("dane: brakuje pliku neighbours.csv. Skopiuj folder ponownie.", 3)
        self._manifest(folder, files={})
        assert said(work)[0].startswith("dane: manifest.json nie wymienia: units.parquet")
        self._manifest(folder, files=None)
        assert said(work)[0].startswith("dane: manifest.json nie podaje")
        (folder / "manifest.json").unlink()
        assert said(work)[0].startswith("dane: brakuje pliku manifest.json.")


class TestComposite:
    @pytest.mark.parametrize(
        ("data", "meta", "words"),
        [
            ("uCode,a\nX,1,2\n", SOUND, "data.csv, wiersz 2: komórek jest 3, a w nagłówku 2."),
            ("uCode,a\nX,jeden\n", SOUND, "data.csv, wiersz 2, kolumna a: 'jeden' to nie jest"),
            ("uCode,a\nX,1e300\n", SOUND, "data.csv, wiersz 2, kolumna a: wartość 1e300 jest za"),
            ("uCode,a\n,1\n", SOUND, "data.csv, wiersz 2: pole uCode jest puste."),
            ("uCode,a\nX,1\nX,2\n", SOUND, "data.csv, wiersz 3: kod 'X' jest już w wierszu 2."),
            ("uCode,b\nX,1\n", SOUND, "data.csv: nie ma kolumny 'a'."),
            ("uCod,a\nX,1\n", SOUND, "data.csv: nie ma kolumny 'uCode' (jest 'uCod')."),
            ("uCode,a,a\nX,1,2\n", SOUND, "data.csv: kolumna 'a' występuje dwa razy."),
            ("uCode,a\n", SOUND, "data.csv: potrzebny jest nagłówek"),
            ("uCode,a\nX,1\n", META + "a,Rzecz,1,I,1,1,\n", "wiersz 2: nieznany typ 'Rzecz'."),
            ("uCode,a\nX,1\n", META + "a,Indicator,2,I,1,1,\n", "a ma poziom 2, a typ Indicator"),
            ("uCode,a\nX,1\n", META + "a,Indicator,1.5,I,1,1,\n", "1.5 to nie jest liczba całk"),
            ("uCode,a\nX,1\n", META + ",Indicator,1,I,1,1,\n", "pole iCode jest puste"),
            ("uCode,a\nX,1\n", SOUND + "a,Indicator,1,I,1,1,\n", "kod 'a' już wystąpił"),
            ("uCode,a\nX,1\n", META + "a,Indicator,1,J,1,1,\nI,Aggregate,2,,1,1,\n", "'J'. Dodaj"),
            ("uCode,a\nX,1\n", META + "a,Indicator,1,I,1,1,D\nI,Aggregate,2,,1,1,\n", "mianownik"),
            ("uCode,a\nX,1\n", META + "a,Indicator,1,a,1,1,\n", "meta.csv: dokładnie jeden"),
        ],
    )
    def test_sheets(self, data: str, meta: str, words: str, tmp_path: Path) -> None:
        (tmp_path / "data.csv").write_text(data, encoding="utf-8")
        (tmp_path / "meta.csv").write_text(meta, encoding="utf-8")
        text, code = said(lambda: read_pair(tmp_path / "data.csv", tmp_path / "meta.csv"))
        assert words in text
        assert code == 3

    def test_other_letters(self, tmp_path: Path) -> None:
        (tmp_path / "data.csv").write_bytes("uCode,ą\n".encode("cp1250"))
        text, _ = said(lambda: read_pair(tmp_path / "data.csv", tmp_path / "data.csv"))
        assert text.startswith("data.csv: bajt 6 nie jest w kodowaniu UTF-8.")


class TestCards:
    @pytest.mark.parametrize(
        ("body", "words"),
        [
            ("a: [", "karta nie jest poprawnym plikiem YAML"),
            ("tekst", "karta to lista pól"),
            ("nazwa: x", "nieznane pole: nazwa"),
            ("name: x", "karta musi mieć pola name"),
            ("name: x\nshort_name: y\npurpose: z", "pole purpose to tekst"),
            ("name: x\nshort_name: y\npartners: z", "pole partners to lista nazw"),
            ("name: x\nshort_name: [y]", "pole short_name to tekst"),
            ("name: x\nshort_name: y\nexample: z", "pole example przyjmuje tylko true"),
        ],
    )
    def test_cards(self, body: str, words: str, tmp_path: Path) -> None:
        (tmp_path / "karta.yaml").write_text(body, encoding="utf-8")
        text, code = said(lambda: Card.read(tmp_path / "karta.yaml"))
        assert text.startswith("karta.yaml: ")
        assert words in text
        assert code == 3


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("lon;lat\n1;2\n", "brakuje kolumn: lat, lon"),
        ("lon,lat\n16,x\n", "wiersz 2: lon albo lat to nie liczba"),
        ("lon,lat\n16,53\n16,153\n", "punkt 2 ma współrzędne spoza Ziemi"),
        ("lon,lat\n", "nie ma w nim żadnego punktu"),
        ("", "to nie jest plik CSV"),
    ],
)
def test_points_of_services(body: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "punkty.csv").write_text(body, encoding="utf-8")
    text, code = said(lambda: Points.from_csv(tmp_path / "punkty.csv"))
    assert text.startswith("punkty")
    assert words in text
    assert code == 3


def test_folder_of_something_else(tmp_path: Path) -> None:
    (tmp_path / "notatki.txt").touch()
    text, code = said(lambda: _check_place(tmp_path))
    assert text == f"{tmp_path}: folder nie jest pusty, a nie jest diagnozą. Wskaż inny folder."
    assert code == 4


class TestSystem:
    def test_known_reasons_are_polish(self) -> None:
        known = told(PermissionError(errno.EACCES, "Permission denied", "dane.csv"))
        assert known is not None
        assert (known.text, known.code) == ("dane.csv: brak uprawnień.", 4)
        full = told(OSError(errno.ENOSPC, "No space left on device"))
        assert full is not None
        assert full.text == "Brak miejsca na dysku."

    def test_both_files_of_a_move_are_named(self) -> None:
        known = told(OSError(errno.EACCES, "no", "a", None, "b"))
        assert known is not None
        assert known.text == "a → b: brak uprawnień."

    @given(st.integers(1, 200), st.text(max_size=20), st.text(max_size=20))
    def test_any_error_of_the_system_is_a_file_problem(self, number, reason, file) -> None:
        known = told(OSError(number, reason, file))
        assert known is not None
        assert known.code == 4


@given(st.sampled_from(sorted(SENTENCES)), st.text(max_size=60))
def test_any_message_of_a_known_class_is_told_and_never_lost(name: str, message: str) -> None:
    kind = type(name, (Exception,), {})
    known = told(kind(message))
    assert known is not None
    assert known.code in (2, 3, 4, 5)
    assert known.text or not message
