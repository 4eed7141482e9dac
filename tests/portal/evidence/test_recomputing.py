"""A kept diagnosis is computed anew from its snapshot, to the last bit, or refused."""

from __future__ import annotations

import hashlib
import json
import zlib
from datetime import date

import pytest

from terytoria.diagnosis import DiagnosisOptions, diagnose
from terytoria.diagnosis.groups import Peers, PeersOptions
from terytoria.portal.evidence.domain.recomputing import (
    ChangedDiagnosisError,
    SnapshotGoneError,
    recomputed,
)
from terytoria.portal.evidence.models import DiagnosisVersion
from terytoria.portal.partnerships.models import Partnership
from terytoria.statistics.catalogue import Catalogue
from terytoria.statistics.measures import Measures
from terytoria.statistics.snapshot import Snapshot
from terytoria.territory import Area

pytestmark = pytest.mark.django_db
GMINAS = ("0201011", "0201023", "0201032", "0201043")


def area_of(snapshot: Snapshot, code: str) -> Area:
    """A whole powiat, which is a unit of its own, or four of its gminas."""
    day = date.fromisoformat(snapshot.vintage)
    if code:
        return Area.of_unit(snapshot.register, code, day, "Dolina")
    return Area("Dolina", GMINAS, day)


def kept(partnership: Partnership, content: bytes) -> DiagnosisVersion:
    """A version with these bytes, not stored."""
    told = json.loads(content)
    return DiagnosisVersion(
        partnership=partnership,
        number=1,
        snapshot=told["snapshot"]["name"],
        options={"peers": "kind"},
        gminas=[one["code"] for one in told["area"]["gminas"]],
        content=zlib.compress(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )


@pytest.fixture(scope="module")
def computed(stored: Snapshot) -> dict[str, bytes]:
    """Diagnoses of the whole powiat and of its gminas."""
    options = DiagnosisOptions(peers=PeersOptions(Peers.KIND))
    measures = Measures(stored, Catalogue.load())
    return {
        code: diagnose(measures, area_of(stored, code), options).to_bytes() for code in ("", "0201")
    }


@pytest.mark.parametrize("code", ["", "0201"], ids=["gminas", "a powiat"])
def test_it_is_the_same_to_the_last_bit(
    computed: dict[str, bytes], snapshot: Snapshot, dolina: Partnership, code: str
) -> None:
    said: list[str] = []
    found, measures = recomputed(kept(dolina, computed[code]), said.append)
    assert found.to_bytes() == computed[code]
    assert measures.snapshot.name == snapshot.name
    assert said[0] == "otwieranie migawki danych"


def test_one_that_differs_is_refused(
    computed: dict[str, bytes], snapshot: Snapshot, dolina: Partnership
) -> None:
    touched = json.loads(computed[""])
    touched["options"]["touched"] = True
    with pytest.raises(ChangedDiagnosisError, match=snapshot.name):
        recomputed(kept(dolina, json.dumps(touched).encode()), lambda _: None)


def test_one_whose_snapshot_is_gone_is_refused(
    computed: dict[str, bytes], snapshot: Snapshot, dolina: Partnership
) -> None:
    version = kept(dolina, computed[""])
    version.snapshot = "nie-ma"
    with pytest.raises(SnapshotGoneError, match="nie-ma"):
        recomputed(version, lambda _: None)
