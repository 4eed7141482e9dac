"""The country: loaded once, and again when another snapshot is chosen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.country import Country, _Loaded, labels
from terytoria.statistics.snapshot import Store
from terytoria.statistics.sources.folder import import_folder
from terytoria.statistics.sources.synthetic import write_synthetic


def test_labels_tell_namesakes_apart(country: Country) -> None:
    codes = ["3217011", "3217052", "3217023", "3217", "9999011"]
    assert labels(country, codes) == [
        "Wałcz (gmina miejska)",
        "Wałcz (gmina wiejska)",
        "Człopa",
        "powiat wałecki",
        "9999011",
    ]


@pytest.mark.parametrize(
    ("code", "may"),
    [("3217011", True), ("3217", True), ("3262011", True), ("3262", False), ("32", False),
     ("PL", False), ("", False), ("9999011", False)],
)  # fmt: skip
def test_gminas_and_powiats_that_are_no_cities_may_belong(
    country: Country, code: str, may: bool
) -> None:
    assert country.may_belong(code) is may


def test_voivodeships_are_listed_by_name(country: Country) -> None:
    assert country.voivodeships == (("30", "wielkopolskie"), ("32", "zachodniopomorskie"))


def test_the_country_is_that_of_the_chosen_snapshot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERYTORIA_HOME", str(tmp_path))
    monkeypatch.delenv("TERYTORIA_SNAPSHOT", raising=False)
    store, names = Store.default(), []
    for units in (24, 25):
        write_synthetic(tmp_path / f"s{units}", units=units)
        names.append(import_folder(tmp_path / f"s{units}", store).name)
    loaded = _Loaded()
    monkeypatch.setattr(land, "_loaded", loaded)
    store.use(names[0])
    first = land.current()
    assert (first.name, len(first.register.gminas)) == (names[0], 24)
    assert land.current() is first
    store.use(names[1])
    assert len(land.current().register.gminas) == 25
    assert re.match("synthetic-25", land.current().name)
    assert first.boundaries is not None
    assert set(first.register.gminas) <= set(first.boundaries.codes)
