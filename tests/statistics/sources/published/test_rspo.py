"""The register of schools: stages, places, and what is left out."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

INSIDE = (15.05, 52.05)


def one(desk: Any, make: Any, **fields: object) -> pl.DataFrame:
    """The table of many sound schools and one changed in some fields, which has the number 1."""
    return desk.frame(
        "rspo", desk.json([*make["schools"](), make["school"](1, "0201011", INSIDE, **fields)])
    )


def changed(desk: Any, make: Any, **fields: object) -> dict[str, Any] | None:
    """The row of the changed school."""
    rows = one(desk, make, **fields).filter(pl.col("id") == "1").to_dicts()
    return rows[0] if rows else None


def test_a_school_has_its_stage_gmina_and_place(desk: Any, make: Any) -> None:
    assert changed(desk, make) == {
        "id": "1", "name": "Szkoła nr 1 w Żabnie", "stage": "primary", "special": False,
        "unit": "0201011", "lon": 15.05, "lat": 52.05,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "stage"),
    [
        ("Przedszkole", "kindergarten"),
        ("Punkt przedszkolny", "kindergarten"),
        ("Zespół wychowania przedszkolnego", "kindergarten"),
        ("Szkoła podstawowa", "primary"),
        ("Liceum ogólnokształcące", "secondary"),
        ("Technikum", "secondary"),
        ("Branżowa szkoła I stopnia", "secondary"),
    ],
)
def test_types_serve_stages(desk: Any, make: Any, kind: str, stage: str) -> None:
    assert changed(desk, make, typ={"id": 9, "nazwa": kind})["stage"] == stage
    assert changed(desk, make, typ=kind)["stage"] == stage


@pytest.mark.parametrize("kind", ["Szkoła policealna", "Bursa", "Zespół szkół i placówek"])
def test_other_types_are_left_out(desk: Any, make: Any, kind: str) -> None:
    assert changed(desk, make, typ={"nazwa": kind}) is None


@pytest.mark.parametrize(
    "fields",
    [
        {"typ": {"nazwa": "Szkoła specjalna przysposabiająca do pracy"}},
        {"specyfikaSzkoly": {"nazwa": "specjalna"}},
        {"kategoriaUczniow": {"nazwa": "Dorośli"}},
        {"nazwa": "Szkoła Podstawowa przy zakładzie leczniczym"},
        {"nazwa": "LICEUM DLA DOROSŁYCH"},
    ],
)
def test_schools_of_other_people_are_special(desk: Any, make: Any, fields: dict[str, Any]) -> None:
    assert changed(desk, make, **fields)["special"]


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ({"dataLikwidacji": "2020-08-31"}, False),
        ({"dataZakonczenia": "2026-01-01"}, False),
        ({"dataZakonczenia": "2026-08-31"}, True),
        ({"dataRozpoczecia": "2026-09-01"}, False),
        ({"dataRozpoczecia": None}, True),
        ({"dataLikwidacji": "2026-08-31T00:00:00+02:00"}, True),
    ],
)
def test_closed_schools_are_left_out(
    desk: Any, make: Any, fields: dict[str, Any], *, kept: bool
) -> None:
    assert (changed(desk, make, **fields) is not None) == kept


def test_the_day_may_be_told(desk: Any, make: Any) -> None:
    text = desk.json(
        [*make["schools"](), make["school"](1, "0201011", INSIDE, dataLikwidacji="2020-08-31")]
    )
    assert "1" in set(desk.frame("rspo", text, as_of=date(2019, 1, 1))["id"])


@pytest.mark.parametrize(
    ("code", "kind", "unit"),
    [
        ("020101", "1", "0201011"),
        ("0201011", "1", "0201011"),
        ("020103", "4", "0201033"),
        ("0201035", "5", "0201033"),
        ("020103", "", "0201033"),
        ("146502", "8", "1465011"),
    ],
)
def test_codes_name_gminas(desk: Any, make: Any, code: str, kind: str, unit: str) -> None:
    place = {"0201011": 15.05, "0201033": 15.25, "1465011": 17.25}[unit]
    spot = {"longitude": place, "latitude": 52.05}
    found = changed(desk, make, gminaKodTERYT=code, gminaRodzajKod=kind, geolokalizacja=spot)
    assert found["unit"] == unit


@pytest.mark.parametrize(
    ("spot", "said"),
    [
        (None, "położenie nieznane lub poza Polską; pominięto"),
        ({"longitude": 0, "latitude": 0}, "położenie nieznane lub poza Polską"),
        ({"longitude": 2.35, "latitude": 48.9}, "położenie nieznane lub poza Polską"),
        ({"longitude": "brak", "latitude": "brak"}, "położenie nieznane lub poza Polską"),
        (
            {"longitude": 23.0, "latitude": 53.0},
            "dalej niż 5 km od gminy 0201011 Żabno 0; pominięto",
        ),
    ],
)
def test_places_nobody_can_trust_are_left_out_and_told(
    desk: Any, make: Any, spot: object, said: str
) -> None:
    records = [*make["schools"](), make["school"](1, "0201011", INSIDE, geolokalizacja=spot)]
    taken = desk.take("rspo", desk.json(records))
    assert "1" not in set(taken.tables["schools"]["id"])
    told = [message.text for message in taken.messages if message.row == len(records)]
    assert len(told) == 1
    assert said in told[0]


def test_a_place_just_outside_the_gmina_is_kept(desk: Any, make: Any) -> None:
    assert changed(desk, make, geolokalizacja={"longitude": 15.05, "latitude": 52.14}) is not None
    assert changed(desk, make, geolokalizacja={"longitude": 15.05, "latitude": 52.15}) is None


def test_swapped_axes_are_turned_and_told(desk: Any, make: Any) -> None:
    spot = {"longitude": 52.05, "latitude": 15.05}
    taken = desk.take(
        "rspo",
        desk.json([*make["schools"](), make["school"](1, "0201011", None, geolokalizacja=spot)]),
    )
    row = taken.tables["schools"].row(by_predicate=pl.col("id") == "1", named=True)
    assert (row["lon"], row["lat"]) == (15.05, 52.05)
    assert "Zamieniono szerokość z długością" in " ".join(m.text for m in taken.messages)


def test_pages_lists_and_lines_are_the_same(desk: Any, make: Any) -> None:
    records = make["schools"]()
    plain = desk.frame("rspo", desk.json(records))
    halves = records[:20], records[20:]
    pages = [{"hydra:member": half, "hydra:totalItems": len(records)} for half in halves]
    for written in (
        desk.json({"hydra:member": records, "hydra:totalItems": len(records)}),
        desk.json({"member": records, "totalItems": len(records)}),
        desk.json(pages),
        desk.json(list(halves)),
        "\n".join(map(desk.json, pages)),
        "\n".join(map(desk.json, records)),
        make["zip"]("rspo.json", desk.json(records).encode()),
    ):
        assert desk.frame("rspo", written, "rspo.json").equals(plain)


def test_one_page_of_many_is_refused(desk: Any, make: Any) -> None:
    page = {"hydra:member": make["schools"](), "hydra:totalItems": 61_234}
    said = desk.refused("rspo", desk.json(page), "rspo.json")
    assert said == (
        "Plik rspo.json ma 50 z 61234 placówek. Pobierz wszystkie strony i zapisz je razem."
    )


def test_the_same_school_twice_counts_once(desk: Any, make: Any) -> None:
    records = make["schools"]()
    plain = desk.frame("rspo", desk.json(records))
    assert desk.frame("rspo", desk.json([*records, records[0]])).equals(plain)
    other = {**records[0], "nazwa": "Inna szkoła"}
    assert "Drugi, inny wiersz placówki 100." in desk.refused("rspo", desk.json([*records, other]))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"numerRspo": None}, "kolumna „numerRspo”: Brak numeru RSPO"),
        ({"numerRspo": True}, "Brak numeru RSPO"),
        ({"nazwa": " "}, "kolumna „nazwa”: Brak nazwy"),
        ({"typ": None}, "kolumna „typ”: Brak typu placówki"),
        ({"gminaKodTERYT": "999999"}, "W rejestrze nie ma gminy o kodzie „999999”"),
        ({"gminaKodTERYT": None}, "W rejestrze nie ma gminy"),
        ({"dataLikwidacji": "wkrótce"}, "„wkrótce” nie jest dniem"),
    ],
)
def test_wrong_schools_are_named(desk: Any, make: Any, fields: dict[str, Any], said: str) -> None:
    records = [make["school"](1, "0201011", INSIDE, **fields), *make["schools"]()]
    text = desk.refused("rspo", desk.json(records))
    assert "Wiersz 1, " in text
    assert said in text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[", "to nie jest plik JSON albo jest on urwany"),
        ("[]", "nie jest plikiem RSPO"),
        ("{}", "nie jest plikiem RSPO"),
        ('{"type": "FeatureCollection", "features": []}', "nie jest plikiem RSPO"),
        ('[{"numerRspo": NaN}]', "to nie jest plik JSON"),
        ('[{"numerRspo": 1, "numerRspo": 2}]', "pole „numerRspo” występuje dwa razy"),
        ('[{"numerRspo": ' + "9" * 5000 + "}]", "to nie jest plik JSON"),
        ("[" * 100_000, "to nie jest plik JSON"),
        ("numerRspo;nazwa\n1;Szkoła\n", "to nie jest plik JSON"),
    ],
)
def test_other_files_are_refused(desk: Any, content: str, said: str) -> None:
    assert said in desk.refused("rspo", content, "rspo.json")


def test_a_register_without_places_is_refused(desk: Any, make: Any) -> None:
    records = [{**one, "geolokalizacja": None} for one in make["schools"]()]
    said = desk.refused("rspo", desk.json(records), "rspo.json")
    assert "38 z 38 szkół nie ma położenia, któremu można ufać" in said
