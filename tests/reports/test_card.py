"""The card of a partnership: what it must have, and what it refuses."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from terytoria.reports.card import Card, CardError

FULL = {
    "name": "Sieć współpracy gmin",
    "short_name": "Partnerstwo powiatu wałeckiego",
    "leader": "Powiat Wałecki",
    "partners": ["Związek Miast Polskich"],
    "purpose": {"pl": "Razem.", "en": "Together."},
    "strategy": "Strategia",
    "source": "strona powiatu",
    "as_of": "2026-11-22",
}
SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def written(folder: Path, body: Any) -> Path:
    path = folder / "karta.yaml"
    text = body if isinstance(body, str) else yaml.safe_dump(body, allow_unicode=True)
    path.write_text(text, encoding="utf-8")
    return path


def read_or_named(path: Path) -> Card | None:
    """A card, or nothing after an error that names the file."""
    try:
        return Card.read(path)
    except CardError as error:
        return None if str(error).startswith("karta.yaml: ") else pytest.fail(str(error))


def test_a_full_card_is_read(tmp_path: Path) -> None:
    card = Card.read(written(tmp_path, FULL))
    assert (card.name, card.leader, card.partners) == (
        "Sieć współpracy gmin",
        "Powiat Wałecki",
        ("Związek Miast Polskich",),
    )
    assert (card.purpose.pl, card.purpose.en) == ("Razem.", "Together.")
    assert not card.example


def test_two_names_are_enough(tmp_path: Path) -> None:
    card = Card.read(written(tmp_path, {"name": "A", "short_name": "B"}))
    assert (card.leader, card.partners, card.purpose.pl) == ("", (), "")


def test_a_purpose_in_polish_serves_both_languages(tmp_path: Path) -> None:
    card = Card.read(written(tmp_path, FULL | {"purpose": {"pl": "Razem."}}))
    assert card.purpose.en == "Razem."


@pytest.mark.parametrize(
    ("body", "message"),
    [
        pytest.param("- a\n- b\n", "named fields", id="a list"),
        pytest.param("", "named fields", id="empty"),
        pytest.param("name: [", "cannot be read as YAML", id="no YAML"),
        pytest.param({"name": "A"}, "short_name", id="one name"),
        pytest.param({"name": "", "short_name": "B"}, "name", id="an empty name"),
        pytest.param(FULL | {"lider": "B"}, "unknown field lider", id="an unknown field"),
        pytest.param(FULL | {"purpose": "Razem."}, "purpose", id="a purpose without language"),
        pytest.param(FULL | {"purpose": {"de": "Zusammen."}}, "purpose", id="another language"),
    ],
)
def test_a_wrong_card_is_refused_by_name(tmp_path: Path, body: Any, message: str) -> None:
    with pytest.raises(CardError, match=message) as caught:
        Card.read(written(tmp_path, body))
    assert str(caught.value).startswith("karta.yaml: ")


def test_an_absent_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CardError, match=r"brak\.yaml"):
        Card.read(tmp_path / "brak.yaml")


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "karta.yaml").write_bytes(b"\xff\xfe\x00name")
    with pytest.raises(CardError, match="cannot be read"):
        Card.read(tmp_path / "karta.yaml")


@SHARED
@given(st.text(max_size=200))
def test_any_text_is_a_card_or_a_named_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "karta.yaml"
    path.write_bytes(text.encode("utf-8", "replace"))
    card = read_or_named(path)
    assert card is None or card.name


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@SHARED
@given(st.dictionaries(st.sampled_from([*FULL, "example", "inne"]), VALUES))
def test_any_fields_are_a_card_or_a_named_error(tmp_path: Path, body: dict[str, Any]) -> None:
    card = read_or_named(written(tmp_path, body))
    if card is not None:
        assert card.slug
        assert all(isinstance(partner, str) for partner in card.partners)
        assert all(
            isinstance(text, str)
            for text in (card.name, card.short_name, card.leader, card.strategy, card.source)
        )


@given(st.text(max_size=60))
def test_a_slug_is_part_of_an_address(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", Card("x", name).slug)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Partnerstwo powiatu wałeckiego", "partnerstwo-powiatu-waleckiego"),
        ("Żółć – Łęg", "zolc-leg"),
        ("  !! ", "partnerstwo"),
    ],
)
def test_slugs_are_readable(name: str, slug: str) -> None:
    assert Card("x", name).slug == slug


@pytest.mark.parametrize("name", ["walcz", "synthetic"])
def test_the_cards_in_the_package_are_whole(name: str) -> None:
    folder = Path(__file__).parents[2] / "src" / "terytoria" / "reports" / "data"
    card = Card.read(folder / f"{name}.yaml")
    assert card.leader
    assert card.partners
    assert card.source
    assert card.purpose.pl != card.purpose.en
    assert card.example is (name == "synthetic")
