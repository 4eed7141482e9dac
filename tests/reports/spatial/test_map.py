"""The map: everything on it, nothing on top of words, nothing left out of the key."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import combinations

import pytest

from terytoria.documents.figures import lettering
from terytoria.documents.figures.lettering import Box
from terytoria.documents.figures.scene import Scene
from terytoria.documents.svg import check
from terytoria.reports.spatial import MapError, draw_model, symbols
from terytoria.reports.spatial import key as keys
from terytoria.strategy.spatial import LAYERS

TEXT = re.compile(r"<text ([^>]*)>([^<]*)</text>")


def texts(svg):
    """Words of a picture with the box of their letters."""
    found = []
    for look, words in TEXT.findall(svg):
        at = dict(re.findall(r'([\w-]+)="([^"]*)"', look))
        size, x, y = float(at["font-size"]), float(at["x"]), float(at["y"])
        wide = lettering.width(words, size, bold="font-weight" in at)
        left = x - {"middle": wide / 2, "end": wide}.get(at.get("text-anchor", ""), 0.0)
        found.append((words, Box(left, y - 0.7 * size, left + wide, y + 0.15 * size)))
    return found


def faults(picture):
    """Words that meet or leave the sheet."""
    known = texts(picture.svg)
    met = [f"{a} / {b}" for (a, one), (b, two) in combinations(known, 2) if one.meets(two)]
    out = [
        words
        for words, box in known
        if box.left < -0.5
        or box.top < -0.5
        or box.right > picture.width + 0.5
        or box.bottom > picture.height + 0.5
    ]
    return met + out


@pytest.mark.parametrize("width", [640.0, 420.0, 1000.0])
def test_no_words_meet_or_leave_the_sheet(model, width):
    assert faults(draw_model(model, width=width)) == []


@pytest.mark.poland
@pytest.mark.parametrize("code", ["3217", "1418", "1207", "2212", "0606", "2469", "1465"])
def test_no_words_meet_in_real_powiats(drawable, code):
    model = drawable(code)
    for width in (640.0, 1000.0):
        assert faults(draw_model(model, width=width)) == []


def test_the_map_is_one_sound_picture(model):
    picture = draw_model(model)
    check(picture.svg)
    root = ET.fromstring(picture.svg)  # noqa: S314 - our own picture
    ids = [one.attrib["id"] for one in root.iter() if "id" in one.attrib]
    assert len(set(ids)) == len(ids)
    assert set(re.findall(r"url\(#([^)]+)\)", picture.svg)) <= set(ids)
    assert root.attrib["role"] == "img"
    assert model.explain("settlements") in "".join(root.itertext())


def test_the_same_model_gives_the_same_picture(model):
    assert draw_model(model) == draw_model(model)


def test_large_places_are_named(model):
    words = " ".join(text for text, _ in texts(draw_model(model, width=1000.0).svg))
    for one in model.layer("settlements").of_kind("tier_1", "tier_2", "tier_3"):
        assert one.name in words


def test_the_key_tells_what_is_drawn(model):
    words = " ".join(text for text, _ in texts(draw_model(model).svg))
    for said in ("Ośrodek", "Południe", "Pogranicze", "Powiązania przyrodnicze", "km"):
        assert said in words


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_can_be_drawn_alone(model, layer):
    picture = draw_model(model, [layer])
    words = " ".join(text for text, _ in texts(picture.svg))
    assert ("Południe" in words) == (layer == "intervention")
    assert ("Powiązania przyrodnicze" in words) == (layer == "natural")
    assert ("Korytarz" in words) == (layer == "corridors")
    assert faults(picture) == []


def test_each_intervention_area_has_its_own_hatching(model):
    svg = draw_model(model, ["intervention"]).svg
    assert len(set(re.findall(r'fill="(url\(#[^)]*a\d\))"', svg))) == 2


def test_kinds_differ_in_shape_and_not_only_in_colour():
    def drawn(kind):
        scene = Scene(80, 80)
        keys.kind_entry(kind, "x").draw(scene, 40, 40)
        return re.sub(r"#[0-9a-f]{6}", "#", "".join(scene.parts))

    kinds = [*symbols.RADII, *symbols.BANDS, "between", "catchment", "gmina", "outside", "primary",
             "secondary"]  # fmt: skip
    looks = {kind: drawn(kind) for kind in kinds}
    assert len(set(looks.values())) == len(kinds)


def test_the_key_is_as_high_as_it_says():
    entries = [keys.kind_entry("tier_1", f"wpis numer {at}") for at in range(7)]
    for width in (200.0, 420.0, 640.0):
        scene = Scene(width, 0)
        keys.draw_key(scene, entries, 10.0)
        lowest = max(box.bottom for _, box in texts("".join(scene.parts)))
        assert lowest <= 10.0 + keys.key_height(entries, width)
        assert len(texts("".join(scene.parts))) == len(entries)


def test_an_unknown_layer_is_refused(model):
    with pytest.raises(KeyError):
        draw_model(model, ["wody"])


def test_an_area_without_borders_is_refused(model):
    with pytest.raises(MapError, match="no gmina"):
        draw_model(replace(model, members=()))
