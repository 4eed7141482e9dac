"""A newer register: everything of a snapshot moves to its codes, and nothing is lost silently."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from terytoria.statistics.catalogue import Catalogue
from terytoria.statistics.measures import Measures
from terytoria.statistics.snapshot import Snapshot, Store
from terytoria.statistics.snapshot.derive import Derivation, derive
from terytoria.statistics.sources.imported import Imported
from terytoria.statistics.sources.published.renewal import import_terc
from terytoria.territory.changes import Change, Correspondence, Link, What

pytestmark = pytest.mark.poland
WALCZ, OTHER_KIND = "3217052", "3217053"
TUCZNO, MIROSLAWIEC = "3217043", "3217033"
DAY = date(2026, 1, 1)


def terc_of(snapshot: Snapshot, codes: dict[str, str | None], folder: Path) -> Path:
    """A TERC file of a snapshot's register with some gminas under other codes, or left out."""
    lines = ["WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA"]
    for unit in snapshot.register.units:
        if unit.code == "PL":
            continue
        code = codes.get(unit.code, unit.code)
        if code is None:
            continue
        parts = (code[:2], code[2:4], code[4:6], code[6:])
        upper = unit.name.upper() if len(code) == 2 else unit.name
        dod = {2: "województwo", 4: "powiat", 7: "gmina"}[len(code)]
        if len(code) == 4 and unit.kind.value == "city_with_powiat_rights":
            dod = "miasto na prawach powiatu"
        lines.append(";".join([*parts, upper, dod, DAY.isoformat()]))
        if len(code) == 7 and code[6] == "3":
            named = (("4", "miasto"), ("5", "obszar wiejski"))
            lines += [
                ";".join([*parts[:3], kind, upper, what, DAY.isoformat()]) for kind, what in named
            ]
    path = folder / "TERC_Urzedowy_2026-01-01.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def with_changes(store: Store, base: Snapshot, *changes: Change) -> Snapshot:
    """The base with a table of changes."""
    rows = list(Correspondence(changes).rows())
    table = pl.DataFrame(rows, schema=base.table("changes").schema, orient="row")
    return derive(store, base, {"changes": table}, Derivation("zmiany", "2026-01-01", ""))


def stored_of(store: Store, base: Snapshot, found: Imported) -> Snapshot:
    return derive(store, base, found.tables, Derivation("nowy-rejestr", "2026-01-02", ""))


def told(found: Imported) -> str:
    return " ".join(message.text for message in found.messages)


@pytest.fixture(scope="module")
def kind_changed(
    poland: Snapshot, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Imported, Snapshot]:
    folder = tmp_path_factory.mktemp("kind")
    found = import_terc(terc_of(poland, {WALCZ: OTHER_KIND}, folder), poland)
    return found, stored_of(Store(folder / "store"), poland, found)


class TestAnotherKind:
    def test_all_values_go_along(
        self, poland: Snapshot, kind_changed: tuple[Imported, Snapshot]
    ) -> None:
        _, new = kind_changed
        before = poland.table("observations").filter(unit=WALCZ).drop("unit")
        after = new.table("observations").filter(unit=OTHER_KIND).drop("unit")
        key = ["level", "series", "year"]
        assert after.sort(key).equals(before.sort(key))
        assert new.table("observations").height == poland.table("observations").height

    def test_places_neighbours_flows_and_boundary_go_along(
        self, poland: Snapshot, kind_changed: tuple[Imported, Snapshot]
    ) -> None:
        _, new = kind_changed
        assert new.neighbours.of(OTHER_KIND) == poland.neighbours.of(WALCZ)
        assert new.boundaries.of(OTHER_KIND).equals(poland.boundaries.of(WALCZ))
        assert not poland.schools.filter(unit=WALCZ).is_empty()
        for table in ("schools", "demand", "places"):
            count = poland.table(table).filter(unit=WALCZ).height
            assert new.table(table).filter(unit=OTHER_KIND).height == count
        assert new.flows["persons"].sum() == poland.flows["persons"].sum()
        assert new.flows.filter(dest=OTHER_KIND).height == poland.flows.filter(dest=WALCZ).height

    def test_it_is_told_and_kept_as_a_change(self, kind_changed: tuple[Imported, Snapshot]) -> None:
        found, new = kind_changed
        changes = Correspondence.from_table(new.table("changes"))
        kinds = [one for one in changes if one.what is What.KIND]
        assert [one.day for one in kinds if one.new == (OTHER_KIND,)] == [DAY]
        assert all(one.new[0] in new.register for one in kinds)
        assert "zmieniła rodzaj" in told(found)
        assert "Wartości przeniesione na obecny podział" in told(found)

    def test_the_series_has_no_break(self, kind_changed: tuple[Imported, Snapshot]) -> None:
        measures = Measures(kind_changed[1], Catalogue.load())
        values = measures.of("L-01")
        assert values.year(2024)[values.units.index(OTHER_KIND)] < 0


@pytest.fixture(scope="module")
def merged(poland: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> tuple[Imported, Snapshot]:
    folder = tmp_path_factory.mktemp("merge")
    store = Store(folder / "store")
    links = (Link(MIROSLAWIEC, MIROSLAWIEC), Link(TUCZNO, MIROSLAWIEC))
    merge = Change(DAY, What.MERGE, links, "Przykład.", "przykład")
    base = with_changes(store, poland, merge)
    found = import_terc(terc_of(base, {TUCZNO: None}, folder), base)
    return found, stored_of(store, base, found)


class TestAMerge:
    def test_counts_add_up_and_rates_do_not(
        self, poland: Snapshot, merged: tuple[Imported, Snapshot]
    ) -> None:
        _, new = merged
        before, after = (s.observations.panel("pop_total") for s in (poland, new))
        parts = [before.values[before.units.index(code)] for code in (TUCZNO, MIROSLAWIEC)]
        whole = after.values[after.units.index(MIROSLAWIEC)]
        assert whole.tolist() == (parts[0] + parts[1]).tolist()
        rate = new.observations.panel("turnout_sejm")
        assert not (rate.values[rate.units.index(MIROSLAWIEC)] > 0).any()

    def test_the_boundary_is_the_union(
        self, poland: Snapshot, merged: tuple[Imported, Snapshot]
    ) -> None:
        _, new = merged
        old = [poland.boundaries.of(code) for code in (TUCZNO, MIROSLAWIEC)]
        united = new.boundaries.of(MIROSLAWIEC)
        assert united.area == pytest.approx(old[0].area + old[1].area, rel=1e-9)
        assert united.geom_type == "Polygon"

    def test_neighbours_of_both_are_neighbours_of_the_whole(
        self, poland: Snapshot, merged: tuple[Imported, Snapshot]
    ) -> None:
        _, new = merged
        both = {*poland.neighbours.of(TUCZNO), *poland.neighbours.of(MIROSLAWIEC)}
        assert set(new.neighbours.of(MIROSLAWIEC)) == both - {TUCZNO, MIROSLAWIEC}
        assert new.neighbours.of(TUCZNO) == ()

    def test_flows_between_the_parts_are_no_longer_flows(
        self, poland: Snapshot, merged: tuple[Imported, Snapshot]
    ) -> None:
        _, new = merged
        pair = [TUCZNO, MIROSLAWIEC]
        within = poland.flows.filter(
            pl.col("origin").is_in(pair)
            & pl.col("dest").is_in(pair)
            & (pl.col("origin") != pl.col("dest"))
        )
        lost = poland.flows["persons"].sum() - new.flows["persons"].sum()
        assert lost == within["persons"].sum()
        assert TUCZNO not in {*new.flows["origin"], *new.flows["dest"]}


class TestAGminaThatIsGone:
    def test_without_a_known_heir_it_is_told_and_left_out(
        self, poland: Snapshot, tmp_path: Path
    ) -> None:
        found = import_terc(terc_of(poland, {TUCZNO: None}, tmp_path), poland)
        assert f"przejęła całą gminę Tuczno ({TUCZNO})" in told(found)
        new = stored_of(Store(tmp_path / "store"), poland, found)
        assert TUCZNO not in new.register
        assert new.neighbours.of(TUCZNO) == ()
        assert TUCZNO not in new.table("observations")["unit"]

    def test_the_same_register_changes_nothing(self, poland: Snapshot, tmp_path: Path) -> None:
        found = import_terc(terc_of(poland, {}, tmp_path), poland)
        assert found.messages == ()
        for name in ("neighbours", "flows", "schools", "demand", "places"):
            assert found.tables[name].sort(pl.all()).equals(poland.table(name).sort(pl.all()))
        key = ["level", "series", "unit", "year"]
        assert found.tables["observations"].sort(key).equals(poland.table("observations").sort(key))
