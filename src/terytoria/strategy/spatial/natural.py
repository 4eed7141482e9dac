"""Natural connections: only what files of the partnership hold."""

from __future__ import annotations

from collections.abc import Sequence

from terytoria.language.numbers import number
from terytoria.language.text import join_list
from terytoria.strategy.spatial.model import Feature, Layer
from terytoria.strategy.spatial.own import OwnLayer
from terytoria.strategy.spatial.rules import rule

SCHEMA = {"file": str}


def natural(files: Sequence[OwnLayer]) -> Layer:
    """The layer of natural connections; an empty one says which file it needs."""
    own = rule("natural")
    features = tuple(
        Feature(f"{at}-{place}", name, "own", shape, {"file": one.file})
        for at, one in enumerate(files, 1)
        for place, (name, shape) in enumerate(one.features, 1)
    )
    if not features:
        text = f"0 obiektów: danych o przyrodzie nie ma w zestawie. {own.needs}"
        return Layer("natural", own, (), SCHEMA, text, own.limits)
    listed = join_list(f"{one.title} ({number(len(one.features))})" for one in files)
    text = (
        f"{number(len(features))} obiektów przyrodniczych wczytało partnerstwo: {listed}. "
        "Nowe inwestycje i szlaki trzeba z nimi uzgodnić."
    )
    return Layer("natural", own, features, SCHEMA, text, own.limits)
