"""Own layers of the model: taken from files, made of gminas, removed, frozen with the text."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace
from typing import Any

import polars as pl
import pytest
import shapely
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.portal.people import browser_of

from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.drafting.domain import layers as room
from terytoria.portal.drafting.domain.freezing import freeze_text
from terytoria.portal.drafting.domain.layers import (
    GivenFile,
    add_area,
    add_layer,
    gminas_of,
    layers_of,
    options_of,
    remove_layer,
)
from terytoria.portal.drafting.enums import LayerUse
from terytoria.portal.drafting.models import OwnLayer, Text
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.country import Country
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import ForbiddenError
from terytoria.strategy.spatial import Use
from terytoria.territory import Boundaries

pytestmark = pytest.mark.django_db
WEST, SOUTH = 16.0, 51.0
INSIDE = {"type": "Point", "coordinates": [WEST + 0.5, SOUTH + 0.5]}
SQUARE = {
    "type": "Polygon",
    "coordinates": [
        [
            [WEST + x, SOUTH + y]
            for x, y in ((0.2, 0.2), (0.8, 0.2), (0.8, 0.8), (0.2, 0.8), (0.2, 0.2))
        ]
    ],
}
AWAY = {"type": "Point", "coordinates": [5.0, 5.0]}


def geojson(*features: tuple[str, Any]) -> bytes:
    """A file of named geometries."""
    rows = [
        {"type": "Feature", "properties": {"nazwa": name}, "geometry": drawn}
        for name, drawn in features
    ]
    return json.dumps({"type": "FeatureCollection", "features": rows}).encode()


def nature(*features: tuple[str, Any], title: str = "Korytarz rzeki") -> GivenFile:
    """A layer of nature."""
    return GivenFile(title, LayerUse.NATURAL, "korytarz.geojson", geojson(*features))


@pytest.fixture(autouse=True)
def mapped(country: Country, dolina: Partnership, monkeypatch: pytest.MonkeyPatch) -> Country:
    """The country with a square degree for each member, side by side."""
    members = gminas_of(dolina)
    shapes = [shapely.box(WEST + at, SOUTH, WEST + at + 1, SOUTH + 1) for at in range(len(members))]
    frame = pl.DataFrame({"code": list(members), "wkb": [shapely.to_wkb(one) for one in shapes]})
    made = replace(country, boundaries=Boundaries(frame))
    monkeypatch.setattr(land, "current", lambda: made)
    return made


class TestFiles:
    def test_a_layer_is_kept_with_its_shapes(self, ola: User, dolina: Partnership) -> None:
        layer, told = add_layer(ola, dolina, nature(("Łąka", SQUARE), ("Źródło", INSIDE)))
        assert (layer.title, layer.file, layer.features, told) == (
            "Korytarz rzeki",
            "korytarz.geojson",
            2,
            (),
        )
        (shapes,) = options_of(OwnLayer.objects.all()).files
        assert (shapes.use, [name for name, _ in shapes.features]) == (
            Use.NATURAL,
            ["Łąka", "Źródło"],
        )
        assert shapely.equals(shapes.features[0][1], shapely.from_geojson(json.dumps(SQUARE)))
        assert Entry.objects.get(verb="layer.add").after["title"] == "Korytarz rzeki"

    def test_what_lies_away_is_left_out_and_told(self, ola: User, dolina: Partnership) -> None:
        layer, told = add_layer(ola, dolina, nature(("Łąka", SQUARE), ("Daleko", AWAY)))
        assert layer.features == 1
        assert ["Daleko" in text for text in told] == [True]

    @pytest.mark.parametrize(
        ("name", "content", "said"),
        [
            ("a.geojson", b"{", "uszkodzony"),
            ("a.geojson", geojson(), "nie ma żadnego obiektu"),
            ("a.geojson", geojson(("Daleko", AWAY)), "nie leży w partnerstwie"),
            ("a.geojson", geojson(("Bez", None)), "nie ma geometrii"),
            ("a.shp", geojson(("Łąka", SQUARE)), "nie jest plikiem GeoPackage"),
            ("a.gpkg", b"SQLite format 3\0", "a.gpkg"),
            ("", geojson(("Łąka", SQUARE)), "nie jest plikiem"),
        ],
    )
    def test_a_wrong_file_is_refused_with_its_reason(
        self, name: str, content: bytes, said: str, ola: User, dolina: Partnership
    ) -> None:
        with pytest.raises(RefusedError, match=said) as refused:
            add_layer(ola, dolina, GivenFile("W", LayerUse.NATURAL, name, content))
        assert refused.value.field == "file"
        assert not OwnLayer.objects.exists()

    def test_a_path_in_the_name_leads_nowhere(self, ola: User, dolina: Partnership) -> None:
        given_one = replace(nature(("Łąka", SQUARE)), name="../../etc/korytarz.geojson")
        assert add_layer(ola, dolina, given_one)[0].file == "korytarz.geojson"

    def test_too_large_a_file_is_not_read(
        self, ola: User, dolina: Partnership, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(room, "LARGEST", 10)
        with pytest.raises(RefusedError, match="więcej niż"):
            add_layer(ola, dolina, nature(("Łąka", SQUARE)))

    def test_an_intervention_area_lies_inside(self, ola: User, dolina: Partnership) -> None:
        beyond = shapely.geometry.mapping(shapely.box(WEST - 5, SOUTH, WEST + 0.1, SOUTH + 1))
        content = geojson(("Za granicą", beyond))
        with pytest.raises(RefusedError, match="poza partnerstwem"):
            add_layer(ola, dolina, GivenFile("A", LayerUse.INTERVENTION, "a.geojson", content))

    def test_without_boundaries_nothing_is_taken(
        self, mapped: Country, ola: User, dolina: Partnership, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(land, "current", lambda: replace(mapped, boundaries=None))
        with pytest.raises(RefusedError, match="nie mają granic"):
            add_layer(ola, dolina, nature(("Łąka", SQUARE)))

    @given(content=st.binary(max_size=200), name=st.sampled_from(["a.geojson", "a.json", "a.gpkg"]))
    @settings(max_examples=30, deadline=None,
              suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
    def test_any_bytes_are_taken_or_refused(
        self, content: bytes, name: str, ola: User, dolina: Partnership
    ) -> None:
        with pytest.raises(RefusedError):
            add_layer(ola, dolina, GivenFile("W", LayerUse.NATURAL, name, content))


class TestAreas:
    def test_an_area_is_of_whole_gminas(self, ola: User, dolina: Partnership) -> None:
        chosen = gminas_of(dolina)[:2]
        add_area(ola, dolina, "  Południe ", [*chosen, chosen[0]])
        (area,) = options_of(OwnLayer.objects.all()).areas
        assert (area.name, area.gminas) == ("Południe", tuple(sorted(chosen)))

    @pytest.mark.parametrize(
        ("title", "gminas", "field"),
        [("", ["0201011"], "title"), ("A", [], "gminas"), ("A", ["1465011"], "gminas")],
    )
    def test_a_wrong_one_is_refused_at_its_field(
        self, title: str, gminas: list[str], field: str, ola: User, dolina: Partnership
    ) -> None:
        with pytest.raises(RefusedError) as refused:
            add_area(ola, dolina, title, gminas)
        assert refused.value.field == field

    def test_a_member_that_is_no_more_has_no_place_on_the_map(self, dolina: Partnership) -> None:
        known = gminas_of(dolina)
        dolina.members.create(unit="9999", since="2020-01-01")
        assert gminas_of(dolina) == known

    def test_there_is_an_end_to_layers(
        self, ola: User, dolina: Partnership, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(room, "MOST", 1)
        add_area(ola, dolina, "A", gminas_of(dolina)[:1])
        with pytest.raises(RefusedError, match="Usuń którąś"):
            add_area(ola, dolina, "B", gminas_of(dolina)[:1])


class TestRemoving:
    @pytest.mark.usefixtures("block", "made", "accepted")
    def test_a_removed_layer_stays_for_versions_frozen_with_it(
        self, ola: User, dolina: Partnership, text: Text
    ) -> None:
        plain = freeze_text(ola, text)
        assert "layers" not in plain.values()
        layer = add_area(ola, dolina, "A", gminas_of(dolina)[:1])
        version = freeze_text(ola, text)
        assert version.number == plain.number + 1
        assert version.values()["layers"] == [layer.pk]
        remove_layer(ola, layer)
        remove_layer(ola, layer)
        assert not layers_of(dolina).exists()
        assert OwnLayer.objects.filter(pk__in=version.values()["layers"]).exists()
        assert Entry.objects.filter(verb="layer.remove").count() == 1

    @pytest.mark.parametrize(
        "role", [Role.CHAIR, Role.REPRESENTATIVE, Role.OBSERVER, None], ids=str
    )
    def test_only_editors_change_layers(
        self, role: Any, ola: User, dolina: Partnership, person: Any
    ) -> None:
        layer, other = add_area(ola, dolina, "A", gminas_of(dolina)[:1]), person(role)
        for verb in (
            lambda: add_layer(other, dolina, nature(("Łąka", SQUARE))),
            lambda: add_area(other, dolina, "B", gminas_of(dolina)[:1]),
            lambda: remove_layer(other, layer),
        ):
            with pytest.raises(ForbiddenError):
                verb()  # type: ignore[no-untyped-call]
        assert list(layers_of(dolina)) == [layer]


class TestPages:
    @pytest.fixture
    def browser(self, ola: User) -> Client:
        return browser_of(ola)

    def at(self, name: str, *more: object) -> str:
        return reverse(f"drafting:{name}", args=["dolina", *more])

    def test_a_file_is_added_and_removed(self, browser: Client) -> None:
        sent = SimpleUploadedFile("łąki.geojson", geojson(("Łąka", SQUARE), ("Daleko", AWAY)))
        fields = {"title": "Łąki <b>", "use": "natural", "file": sent}
        page = browser.post(self.at("layer_file"), fields, follow=True).content.decode()
        assert "Łąki &lt;b&gt;" in page
        assert "leży poza partnerstwem" in page
        assert "Rysunków diagnozy" in page or "Nie ma jeszcze diagnozy" in page
        layer = OwnLayer.objects.get()
        assert "Usunąć warstwę" in browser.get(self.at("layer_remove", layer.pk)).content.decode()
        page = browser.post(self.at("layer_remove", layer.pk), follow=True).content.decode()
        assert "Nikt nie dodał jeszcze warstwy." in page
        assert browser.get(self.at("layer_remove", layer.pk)).status_code == 404

    def test_a_wrong_file_is_told_at_its_field(self, browser: Client) -> None:
        sent = SimpleUploadedFile("a.geojson", geojson(("Bez", None)))
        answer = browser.post(self.at("layer_file"), {"title": "A", "use": "natural", "file": sent})
        assert answer.status_code == 422
        assert "nie ma geometrii" in answer.content.decode()

    def test_an_area_is_added(self, browser: Client, mapped: Country, dolina: Partnership) -> None:
        code = gminas_of(dolina)[0]
        fields = {"title": "Południe", "gminas": [code]}
        page = browser.post(self.at("layer_area"), fields, follow=True).content.decode()
        assert "Południe" in page
        assert mapped.label(code) in page
        wrong = browser.post(self.at("layer_area"), {"title": "A", "gminas": ["1465011"]})
        assert wrong.status_code == 422


def test_shapes_are_stored_small(ola: User, dolina: Partnership) -> None:
    layer, _told = add_layer(ola, dolina, nature(*[(f"Łąka {at}", SQUARE) for at in range(200)]))
    assert len(layer.content) < len(zlib.decompress(layer.content)) / 10
