"""Finding units and listing indicators as a person does."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from terytoria.cli.words import unit_label
from terytoria.statistics.catalogue import Catalogue
from terytoria.statistics.snapshot import Snapshot
from terytoria.territory import Kind


class TestFind:
    @pytest.mark.poland
    @pytest.mark.parametrize(
        ("asked", "codes"),
        [
            (("tuczno",), ["3217043"]),
            (("w", "Tucznie"), ["3217043"]),
            (("walcz",), ["3217011", "3217052"]),
            (("gmina wiejska Wałcz",), ["3217052"]),
            (("powiat", "wałecki"), ["3217"]),
        ],
    )
    def test_poland(
        self,
        asked: tuple[str, ...],
        codes: list[str],
        poland_home: Path,
        run,
    ) -> None:
        ended = run("units", "find", *asked)
        assert ended.code == 0
        assert [line.split()[0] for line in ended.out.splitlines()][: len(codes)] == codes
        assert "SYNTETYCZNY" not in ended.err

    def test_any_gmina_of_the_country_by_code_and_name(
        self, at_home: Path, stored: Snapshot, run
    ) -> None:
        for code in stored.register.gminas[::10]:
            unit = stored.register.unit(code)
            assert run("units", "find", code).out == (
                f"{code:<8} {unit_label(stored.register, unit)}\n"
            )
            assert code in run("units", "find", unit.name.upper()).out

    def test_limit(self, at_home: Path, run) -> None:
        assert len(run("units", "find", "0", "--limit", 3).out.splitlines()) == 3
        assert len(run("units", "find", "0").out.splitlines()) == 10

    def test_nothing_found(self, at_home: Path, run) -> None:
        ended = run("units", "find", "xqxqxqxq")
        assert ended.code == 2
        assert "Nie ma jednostki podobnej do „xqxqxqxq”." in ended.err

    def test_the_invented_country_says_so_beside_the_result(self, at_home: Path, run) -> None:
        ended = run("units", "find", "0")
        assert "SYNTETYCZNY KRAJ PRZYKŁADOWY" in ended.err
        assert "SYNTETYCZNY" not in ended.out

    @settings(
        max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(st.lists(st.text(max_size=12), min_size=1, max_size=3))
    def test_any_text_is_answered(self, at_home: Path, run, words: list[str]) -> None:
        ended = run("units", "find", "--", *words)
        assert ended.code in (0, 2)
        assert ended.clean
        assert ended.out or "Nie ma" in ended.err


class TestIndicators:
    def test_all(self, run) -> None:
        catalogue = Catalogue.load()
        ended = run("indicators", "list")
        assert ended.code == 0
        lines = ended.out.splitlines()
        assert sum(line.startswith("         = ") for line in lines) == len(catalogue.indicators)
        for area in catalogue.areas.values():
            assert f"{area.name_pl} ({area.id})" in lines

    def test_one_area(self, run) -> None:
        catalogue = Catalogue.load()
        area = next(iter(catalogue.areas))
        ended = run("indicators", "list", "--area", area)
        assert ended.out.count("= ") >= len(catalogue.of_area(area))
        assert sum(f"({other})" in ended.out for other in catalogue.areas) == 1

    def test_an_unknown_area_gets_all_the_known(self, run) -> None:
        ended = run("indicators", "list", "--area", "x")
        assert ended.code == 2
        assert "Nie ma obszaru „x”" in ended.err
        assert all(area in ended.err for area in Catalogue.load().areas)


def test_every_kind_has_its_polish_name() -> None:
    assert len({kind.name_pl for kind in Kind}) == len(Kind)


def test_labels_tell_where_a_unit_lies(stored: Snapshot) -> None:
    register = stored.register
    label = unit_label(register, register.unit(register.gminas[0]))
    assert f"powiat {register.powiat_of(register.gminas[0]).name}" in label
    assert "woj. " in label
    assert "powiat," in unit_label(register, register.unit(register.powiats[0]))
    assert unit_label(register, register.country).endswith("(kraj)")
