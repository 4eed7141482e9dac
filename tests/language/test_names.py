"""Inflection of whole names, against hand-checked forms and against names in use."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import polars as pl
import pytest

from terytoria.language import endings
from terytoria.language.cases import Case
from terytoria.language.names import paradigm
from terytoria.language.paradigm import Paradigm
from terytoria.language.places import powiat_phrase, voivodeship_phrase

POLISH = re.compile(r"[A-ZĄĆĘŁŃÓŚŹŻ(][A-Za-zĄĆĘŁŃÓŚŹŻąćęłńóśźż()\- ]+")
LOCATIVE_ENDING = {
    "m": ("u", "e", "m"),
    "n": ("u", "e", "m"),
    "f": ("e", "i", "y", "j"),
    "pl": ("ach", "ich", "ych"),
}
TAIL = re.compile(r" (?:nad|pod) .*")


def test_golden_table_is_large_enough_to_mean_something(golden: list[list[str]]) -> None:
    assert len(golden) >= 70
    assert {row[1] for row in golden} == {"m", "f", "n", "pl"}


def test_every_hand_checked_form(golden: list[list[str]]) -> None:
    wrong = {
        name: (expected, list(paradigm(name).forms[1:]))
        for name, _, *expected in golden
        if expected != list(paradigm(name).forms[1:])
    }
    assert not wrong


def test_every_hand_checked_gender(golden: list[list[str]]) -> None:
    assert {row[0]: paradigm(row[0]).gender for row in golden} == {r[0]: r[1] for r in golden}


def assert_sound(name: str, forms: Paradigm) -> None:
    """What holds for every Polish place name whatever its class."""
    assert forms.form(Case.NOMINATIVE) == name
    for form in forms.forms:
        assert POLISH.fullmatch(form), (name, form)
        assert len(form.split()) == len(name.split()), (name, form)
        assert form.count("-") == name.count("-"), (name, form)
        assert form[0] == name[0], (name, form)
    if forms.gender == "pl":
        assert forms.form(Case.ACCUSATIVE).split("-")[-1] == name.rsplit("-", maxsplit=1)[-1]
    if "-" not in name:
        locative = TAIL.sub("", forms.form(Case.LOCATIVE)).rstrip(")").split()[0]
        assert locative.endswith(LOCATIVE_ENDING[forms.gender]), (name, locative)


def test_sample_of_names_is_sound(sample_names: list[str]) -> None:
    assert len(sample_names) > 150
    for name in sample_names:
        assert_sound(name, paradigm(name))


def guessed(names: list[str], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The words of ``names`` that had to be inflected by their ending alone."""
    found: list[str] = []
    by_ending = endings.noun

    def noting(word: str) -> Paradigm:
        found.append(word)
        return by_ending(word)

    monkeypatch.setattr(endings, "noun", noting)
    paradigm.cache_clear()
    for name in names:
        paradigm(name)
    return found


def test_sample_needs_no_guessing(sample_names: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert guessed(sample_names, monkeypatch) == []
    assert guessed(["Brzozogajewo"], monkeypatch) == ["Brzozogajewo"]


@pytest.mark.parametrize("empty", ["", "   "])
def test_empty_name_is_refused(empty: str) -> None:
    with pytest.raises(ValueError, match="empty"):
        paradigm(empty)


def test_spaces_around_a_name_do_not_matter() -> None:
    assert paradigm("  Nowa   Sól ").forms[0] == "Nowa Sól"


def test_parts_of_a_hyphened_name_inflect_apart() -> None:
    assert paradigm("Igołomia-Wawrzeńczyce").forms[5] == "Igołomi-Wawrzeńczycach"
    assert paradigm("Konstancin-Jeziorna").forms[1] == "Konstancina-Jeziorny"


def test_a_word_nobody_knows_is_inflected_by_its_ending() -> None:
    assert paradigm("Brzozogajewo").forms[5] == "Brzozogajewie"
    assert paradigm("Nowe Wilczodole Górne").forms[0] == "Nowe Wilczodole Górne"
    assert paradigm("Wilczogrzbiety Wielkie").forms[5] == "Wilczogrzbietach Wielkich"


def test_dictionary_is_not_loaded_before_the_first_word() -> None:
    code = (
        "import terytoria.language.names, terytoria.language.lexicon as lexicon;"
        "print(lexicon._dictionary.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"


@pytest.mark.poland
def test_all_gminas_are_sound(poland_units: pl.DataFrame) -> None:
    names = poland_units.filter(pl.col("level") == "gmina")["name"].unique().to_list()
    assert len(names) > 2200
    for name in names:
        assert_sound(name, paradigm(name))


@pytest.mark.poland
def test_no_gmina_needs_guessing(
    poland_units: pl.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = poland_units.filter(pl.col("level") == "gmina")["name"].unique().to_list()
    assert guessed(names, monkeypatch) == []


@pytest.mark.poland
def test_all_gminas_inflect_in_three_seconds(poland_units: pl.DataFrame, tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    gminas = poland_units.filter(pl.col("level") == "gmina")["name"].to_list()
    names.write_text("\n".join(gminas), encoding="utf-8")
    code = (
        "import sys, time; from pathlib import Path; start = time.process_time();"
        "from terytoria.language.names import paradigm;"
        "[paradigm(n) for n in Path(sys.argv[1]).read_text(encoding='utf-8').splitlines()];"
        "print(time.process_time() - start)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(names)], capture_output=True, text=True, check=True
    )
    assert float(done.stdout) < 3


@pytest.mark.poland
def test_all_powiats_and_voivodeships(poland_units: pl.DataFrame) -> None:
    powiats = poland_units.filter(pl.col("level") == "powiat")["name"].to_list()
    assert len(powiats) == 380
    for name in powiats:
        phrase = powiat_phrase(name, Case.GENITIVE)
        if name[0].islower():
            assert re.fullmatch(r"powiatu [\w-]+iego(?: [\w-]+iego)?", phrase), phrase
        else:
            assert_sound(name, paradigm(name))
    voivodeships = poland_units.filter(pl.col("level") == "voivodeship")["name"].to_list()
    for name in voivodeships:
        phrase = voivodeship_phrase(name, Case.LOCATIVE)
        assert re.fullmatch(r"województwie [\w-]+im", phrase), phrase


@pytest.mark.poland
def test_locatives_agree_with_the_names_of_schools(
    poland_folder: Path, poland_units: pl.DataFrame
) -> None:
    """Schools name their seat ("Szkoła Podstawowa w Cisnej"): our form must be among theirs."""
    names = dict(poland_units.select("code", "name").iter_rows())
    schools = pl.read_parquet(poland_folder / "schools_rspo_2022.parquet").select("name", "unit")
    stations = pl.read_parquet(poland_folder / "polling_stations_2014.parquet").select(
        name="place", unit="unit"
    )
    texts: dict[str, list[str]] = defaultdict(list)
    for text, unit in pl.concat([schools, stations]).drop_nulls().iter_rows():
        texts[names.get(unit, "")].append(text.title() if text.isupper() else text)
    verdicts = Counter(_verdict(name, " | ".join(found)) for name, found in texts.items() if name)
    assert verdicts["attested"] > 2090
    assert verdicts["contradicted"] <= 8  # seats named only in part: "w Krynicy", "w Igołomi"


def _verdict(name: str, text: str) -> str:
    """Whether texts of a gmina use our locative, or only another form of the same word."""
    locative = TAIL.sub("", paradigm(name).form(Case.LOCATIVE))
    if re.search(rf"\bwe? {re.escape(locative)}(?![\w-])", text, re.IGNORECASE):
        return "attested"
    last = locative.split()[-1]
    stem = re.escape(last[: max(4, len(last) - 4)])
    first = re.escape(" ".join([*locative.split()[:-1], ""]))
    other = re.search(rf"\bwe? {first}{stem}[a-ząćęłńóśźż]{{1,4}}(?![\w-])", text)
    return "contradicted" if other else "silent"
