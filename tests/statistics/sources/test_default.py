"""Which snapshot is used when nobody names one."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from terytoria.statistics.snapshot import SnapshotError, Store
from terytoria.statistics.sources import default, synthetic
from terytoria.statistics.sources.default import VARIABLE, default_snapshot, source_folder
from terytoria.statistics.sources.folder import import_folder


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with nothing beside it, and no folder named."""
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr(default, "_CHECKOUT", tmp_path / "work" / "checkout")
    return tmp_path / "work" / "checkout"


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Make the synthetic country small, and note each time it is made."""
    made: list[Path] = []
    write = synthetic.write_synthetic

    def noted(folder: Path) -> None:
        made.append(folder)
        write(folder, units=24)

    monkeypatch.setattr(synthetic, "write_synthetic", noted)
    return made


def beside(checkout: Path, country: Path) -> Path:
    return Path(shutil.copytree(country, checkout.parent / "shared" / "snapshot"))


class TestPublishedData:
    def test_the_named_folder_comes_first(
        self, checkout: Path, country: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        named = country(name="named")
        beside(checkout, country(name="beside"))
        monkeypatch.setenv(VARIABLE, str(named))
        assert source_folder() == named
        snapshot = default_snapshot(Store(checkout / "data"))
        assert snapshot.name.startswith("named-")
        assert not snapshot.synthetic

    def test_a_chosen_snapshot_comes_before_the_folder_beside(
        self, checkout: Path, country: Callable[..., Path]
    ) -> None:
        beside(checkout, country(name="beside"))
        store = Store(checkout / "data")
        chosen = import_folder(country(name="chosen"), store)
        store.use(chosen.name)
        assert default_snapshot(store).name == chosen.name
        store.forget_choice()
        assert default_snapshot(store).name.startswith("beside-")

    def test_a_named_folder_comes_before_the_choice(
        self, checkout: Path, country: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store = Store(checkout / "data")
        store.use(import_folder(country(name="chosen"), store).name)
        monkeypatch.setenv(VARIABLE, str(country(name="named")))
        assert default_snapshot(store).name.startswith("named-")

    def test_a_choice_that_is_gone_is_told(
        self, checkout: Path, country: Callable[..., Path]
    ) -> None:
        store = Store(checkout / "data")
        chosen = import_folder(country(), store)
        store.use(chosen.name)
        shutil.rmtree(chosen.folder)
        with pytest.raises(SnapshotError, match=f"no snapshot '{chosen.name}'"):
            default_snapshot(store)

    def test_a_named_folder_that_is_not_there_is_not_passed_over(
        self, checkout: Path, country: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        beside(checkout, country())
        monkeypatch.setenv(VARIABLE, str(checkout / "nowhere"))
        with pytest.raises(SnapshotError, match=rf"{VARIABLE}=.*nowhere: there is no manifest"):
            default_snapshot(Store(checkout / "data"))

    def test_an_empty_variable_names_nothing(
        self, checkout: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv(VARIABLE, "")
        assert source_folder() is None

    def test_the_folder_beside_the_checkout_comes_second(
        self, checkout: Path, country: Callable[..., Path]
    ) -> None:
        folder = beside(checkout, country(name="beside"))
        assert source_folder() == folder
        assert default_snapshot(Store(checkout / "data")).name.startswith("beside-")

    def test_a_folder_without_a_manifest_is_no_data(self, checkout: Path) -> None:
        (checkout.parent / "shared" / "snapshot").mkdir(parents=True)
        assert source_folder() is None

    def test_a_damaged_folder_is_refused_not_replaced_by_an_invention(
        self, checkout: Path, country: Callable[..., Path], small: list[Path]
    ) -> None:
        folder = beside(checkout, country())
        (folder / "neighbours.csv").write_text("a,b\n", encoding="utf-8")
        with pytest.raises(SnapshotError, match=r"neighbours\.csv is damaged"):
            default_snapshot(Store(checkout / "data"))
        assert not small

    def test_it_is_imported_once(self, checkout: Path, country: Callable[..., Path]) -> None:
        beside(checkout, country())
        store = Store(checkout / "data")
        steps: list[str] = []
        first = default_snapshot(store, steps.append)
        assert "reading units" in steps
        steps.clear()
        assert default_snapshot(store, steps.append).name == first.name
        assert not [step for step in steps if step.startswith("reading")]


class TestExampleCountry:
    def test_it_stands_in_and_says_so(self, checkout: Path, small: list[Path]) -> None:
        steps: list[str] = []
        snapshot = default_snapshot(Store(checkout / "data"), steps.append)
        assert snapshot.synthetic
        assert snapshot.name.startswith("synthetic-24-")
        assert steps[0] == "no published data found: making the synthetic example country"
        assert not small[0].exists(), "the folder it was made in is gone"

    def test_it_is_made_once(self, checkout: Path, small: list[Path]) -> None:
        store = Store(checkout / "data")
        first = default_snapshot(store)
        steps: list[str] = []
        assert default_snapshot(store, steps.append).name == first.name
        assert len(small) == 1
        assert not steps
        assert store.names() == (first.name,)

    def test_another_generator_makes_another_country(
        self, checkout: Path, small: list[Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        store = Store(checkout / "data")
        default_snapshot(store)
        monkeypatch.setattr(default, "_GENERATOR", "terytoria.statistics.catalogue")
        default_snapshot(store)
        assert len(small) == 2

    @pytest.mark.parametrize("harm", ["file", "folder", "note"])
    def test_a_damaged_one_is_made_again(
        self, harm: str, checkout: Path, small: list[Path]
    ) -> None:
        store = Store(checkout / "data")
        snapshot = default_snapshot(store)
        if harm == "file":
            (snapshot.folder / "units.parquet").write_bytes(b"damaged")
        elif harm == "folder":
            shutil.rmtree(snapshot.folder)
        else:
            default._note(store).write_bytes(b"\xff")
        again = default_snapshot(store)
        assert again.name == snapshot.name
        assert again.register.gminas
        assert len(small) == 2

    def test_published_data_that_appear_later_are_preferred(
        self, checkout: Path, small: list[Path], country: Callable[..., Path]
    ) -> None:
        store = Store(checkout / "data")
        assert default_snapshot(store).synthetic
        beside(checkout, country())
        assert not default_snapshot(store).synthetic
