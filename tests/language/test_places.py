"""Labels of units, prepositions and verbs in report sentences."""

from __future__ import annotations

import pytest

from terytoria.language.cases import Case
from terytoria.language.places import (
    forms,
    from_place,
    in_place,
    in_unit,
    inflect_place,
    past_tense,
    past_tense_of,
    place_gender,
    powiat_phrase,
    to_place,
    unit_gender,
    unit_phrase,
    voivodeship_phrase,
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Wrocław", "we Wrocławiu"),
        ("Włocławek", "we Włocławku"),
        ("Władysławowo", "we Władysławowie"),
        ("Fromborek", "we Fromborku"),
        ("Lwówek Śląski", "we Lwówku Śląskim"),
        ("Warszawa", "w Warszawie"),
        ("Wałcz", "w Wałczu"),
        ("Wisła", "w Wiśle"),
        ("Filipów", "w Filipowie"),
        ("Tuczno", "w Tucznie"),
        ("Szczecin", "w Szczecinie"),
    ],
)
def test_where_takes_we_only_before_w_or_f_with_a_consonant(name: str, expected: str) -> None:
    assert in_place(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Szczecin", "ze Szczecina"),
        ("Świdnica", "ze Świdnicy"),
        ("Stargard", "ze Stargardu"),
        ("Zgierz", "ze Zgierza"),
        ("Żnin", "ze Żnina"),
        ("Złotów", "ze Złotowa"),
        ("Rzgów", "ze Rzgowa"),
        ("Mstów", "ze Mstowa"),
        ("Wschowa", "ze Wschowy"),
        ("Zamość", "z Zamościa"),
        ("Sanok", "z Sanoka"),
        ("Szubin", "z Szubina"),
        ("Siedlce", "z Siedlec"),
        ("Żory", "z Żor"),
        ("Rzeszów", "z Rzeszowa"),
        ("Wałcz", "z Wałcza"),
        ("Mirosławiec", "z Mirosławca"),
        ("Człopa", "z Człopy"),
        ("Wrocław", "z Wrocławia"),
    ],
)
def test_whence_takes_ze_only_before_a_sibilant_with_a_consonant(name: str, expected: str) -> None:
    assert from_place(name) == expected


def test_whither() -> None:
    assert to_place("Kamień Pomorski") == "do Kamienia Pomorskiego"


@pytest.mark.parametrize(
    ("kind", "ambiguous", "case", "expected"),
    [
        ("urban", False, Case.NOMINATIVE, "miasto Wałcz"),
        ("urban", True, Case.LOCATIVE, "mieście Wałcz"),
        ("urban", False, Case.GENITIVE, "miasta Wałcz"),
        ("urban", False, Case.DATIVE, "miastu Wałcz"),
        ("rural", False, Case.NOMINATIVE, "gmina Wałcz"),
        ("rural", True, Case.NOMINATIVE, "gmina wiejska Wałcz"),
        ("rural", True, Case.GENITIVE, "gminy wiejskiej Wałcz"),
        ("rural", True, Case.LOCATIVE, "gminie wiejskiej Wałcz"),
        ("rural", True, Case.ACCUSATIVE, "gminę wiejską Wałcz"),
        ("rural", True, Case.INSTRUMENTAL, "gminą wiejską Wałcz"),
        ("urban-rural", True, Case.GENITIVE, "gminy Wałcz"),
        ("urban-rural", False, Case.LOCATIVE, "gminie Wałcz"),
    ],
)
def test_label_of_a_gmina(kind: str, ambiguous: bool, case: Case, expected: str) -> None:
    assert unit_phrase("Wałcz", kind, case, ambiguous=ambiguous) == expected


def test_label_refuses_a_kind_it_does_not_know() -> None:
    with pytest.raises(ValueError, match="urban-rural"):
        unit_phrase("Wałcz", "miejska", Case.NOMINATIVE)


def test_report_sentences_of_the_demonstration() -> None:
    assert f"{in_unit('Tuczno', 'urban-rural')} mieszkało" == "w gminie Tuczno mieszkało"
    assert f"Człopa {past_tense('stracić', 'Człopa')} 3,9%" == "Człopa straciła 3,9%"
    twin = unit_phrase("Wałcz", "rural", Case.GENITIVE, ambiguous=True)
    assert f"Z {twin} do pracy" == "Z gminy wiejskiej Wałcz do pracy"
    assert f"855 do {unit_phrase('Wałcz', 'urban', Case.GENITIVE)}" == "855 do miasta Wałcz"
    assert in_unit("Wałcz", "urban", ambiguous=True) == "w mieście Wałcz"
    town = past_tense_of("stracić", unit_gender("urban"))
    assert f"{unit_phrase('Wałcz', 'urban', Case.NOMINATIVE)} {town}" == "miasto Wałcz straciło"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Człopa", "straciła"),
        ("Mirosławiec", "stracił"),
        ("Tuczno", "straciło"),
        ("Tychy", "straciły"),
        ("Bielsko-Biała", "straciła"),
        ("Kudowa-Zdrój", "straciła"),
        ("Zakopane", "straciło"),
        ("Nowe Miasto nad Pilicą", "straciło"),
    ],
)
def test_verb_agrees_with_the_place(name: str, expected: str) -> None:
    assert past_tense("stracić", name) == expected


def test_other_verbs_inflect_too() -> None:
    assert past_tense("zyskać", "Tychy") == "zyskały"
    assert past_tense("być", "Wałcz") == "był"
    assert past_tense("rosnąć", "Człopa") == "rosła"


@pytest.mark.parametrize(
    ("verb", "masculine", "feminine"),
    [
        ("wzrosnąć", "wzrósł", "wzrosła"),
        ("móc", "mógł", "mogła"),
        ("zmaleć", "zmalał", "zmalała"),
        ("mieć", "miał", "miała"),
        ("iść", "szedł", "szła"),
        ("utrzymać", "utrzymał", "utrzymała"),
        ("odnotować", "odnotował", "odnotowała"),
        ("znaleźć się", "znalazł się", "znalazła się"),
    ],
)
def test_verbs_of_reports(verb: str, masculine: str, feminine: str) -> None:
    assert (past_tense_of(verb, "m"), past_tense_of(verb, "f")) == (masculine, feminine)


@pytest.mark.parametrize("kind", ["urban", "rural", "urban-rural"])
@pytest.mark.parametrize("case", list(Case))
def test_the_name_of_a_gmina_is_never_inflected_after_its_kind(kind: str, case: Case) -> None:
    phrase = unit_phrase("Nowa Sól", kind, case, ambiguous=True)
    head, _, name = phrase.partition(" Nowa Sól")
    assert head
    assert name == ""
    assert phrase == phrase.strip()


@pytest.mark.parametrize("verb", ["stracić", "zyskać", "przekroczyć", "mieć"])
def test_verb_agrees_with_the_label_of_a_gmina(verb: str) -> None:
    assert past_tense_of(verb, unit_gender("urban")).endswith("ło")
    assert past_tense_of(verb, unit_gender("rural")).endswith("ła")
    assert past_tense_of(verb, unit_gender("urban-rural")).endswith("ła")


def test_unknown_verb_is_refused_with_an_example() -> None:
    with pytest.raises(ValueError, match="infinitive"):
        past_tense("stracx", "Człopa")


@pytest.mark.parametrize(
    ("adjective", "case", "expected"),
    [
        ("wałecki", Case.NOMINATIVE, "powiat wałecki"),
        ("wałecki", Case.GENITIVE, "powiatu wałeckiego"),
        ("wałecki", Case.DATIVE, "powiatowi wałeckiemu"),
        ("wałecki", Case.ACCUSATIVE, "powiat wałecki"),
        ("wałecki", Case.INSTRUMENTAL, "powiatem wałeckim"),
        ("wałecki", Case.LOCATIVE, "powiecie wałeckim"),
        ("golubsko-dobrzyński", Case.GENITIVE, "powiatu golubsko-dobrzyńskiego"),
        ("warszawski zachodni", Case.GENITIVE, "powiatu warszawskiego zachodniego"),
        ("łódzki wschodni", Case.LOCATIVE, "powiecie łódzkim wschodnim"),
        ("Koszalin", Case.NOMINATIVE, "Koszalin"),
        ("Koszalin", Case.LOCATIVE, "Koszalinie"),
        ("Jastrzębie-Zdrój", Case.GENITIVE, "Jastrzębia-Zdroju"),
        ("Ruda Śląska", Case.LOCATIVE, "Rudzie Śląskiej"),
    ],
)
def test_powiat(adjective: str, case: Case, expected: str) -> None:
    assert powiat_phrase(adjective, case) == expected


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (Case.NOMINATIVE, "województwo zachodniopomorskie"),
        (Case.GENITIVE, "województwa zachodniopomorskiego"),
        (Case.DATIVE, "województwu zachodniopomorskiemu"),
        (Case.ACCUSATIVE, "województwo zachodniopomorskie"),
        (Case.INSTRUMENTAL, "województwem zachodniopomorskim"),
        (Case.LOCATIVE, "województwie zachodniopomorskim"),
    ],
)
def test_voivodeship(case: Case, expected: str) -> None:
    assert voivodeship_phrase("zachodniopomorskie", case) == expected


def test_hyphened_voivodeship_inflects_only_its_last_part() -> None:
    phrase = voivodeship_phrase("warmińsko-mazurskie", Case.LOCATIVE)
    assert phrase == "województwie warmińsko-mazurskim"


def test_forms_hold_what_a_searcher_may_type() -> None:
    assert {"Tuczno", "Tuczna", "Tucznie"} <= forms("Tuczno")
    assert inflect_place("Tuczno", Case.INSTRUMENTAL) in forms("Tuczno")


def test_gender_of_each_class() -> None:
    names = ("Człopa", "Mirosławiec", "Tuczno", "Tychy", "Końskie", "Krokowa", "Supraśl")
    assert [place_gender(name) for name in names] == ["f", "m", "n", "pl", "pl", "f", "m"]
