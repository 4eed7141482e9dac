"""A partnership with a chain, and the text it writes; the people are those of the strategy."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from terytoria.portal.accounts.models import User
from terytoria.portal.drafting.domain.starting import create_text
from terytoria.portal.drafting.domain.writing import add_block, add_chapter
from terytoria.portal.drafting.models import Block, Chapter, Text
from terytoria.portal.evidence.models import Finding
from terytoria.portal.partnerships.models import Partnership

_FILE = Path(__file__).parents[1] / "strategies" / "conftest.py"
_SPEC = importlib.util.spec_from_file_location("strategies_ground", _FILE)
assert _SPEC is not None
assert _SPEC.loader is not None
ground: Any = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(ground)

_part = ground.diagnosis
LINKS = {
    "networks": [["0201011"]],
    "unmapped": [],
    "persons_between": 0,
    "must_join": [],
    "may_join": ["0201"],
}


def _whole(findings: dict[str, Any], day: str) -> bytes:
    """A diagnosis that also tells of links, as real ones do."""
    told = json.loads(_part(findings, day))
    return json.dumps({**told, "links": {"supralocal": LINKS}}, ensure_ascii=False).encode()


ground.diagnosis = _whole
country, dolina, other, ola, jan = (
    getattr(ground, name) for name in ("country", "dolina", "other", "ola", "jan")
)
_plain, _person, keep, accepted, own, made = (
    getattr(ground, name) for name in ("_plain", "_person", "keep", "accepted", "own", "made")
)
signed_in = ground.signed_in
FRAME = {"title": "Strategia Doliny", "profiles": ["cwd"], "horizon": 2030}
Write = Callable[..., Block]


@pytest.fixture
def text(dolina: Partnership, ola: User) -> Text:
    """An empty text."""
    return create_text(ola, dolina, FRAME, empty=True)


@pytest.fixture
def chapter(text: Text, ola: User) -> Chapter:
    """Its only chapter."""
    return add_chapter(ola, text, {"title": "Wnioski", "level": 1, "elements": ["C1"]})


@pytest.fixture
def write(chapter: Chapter, ola: User) -> Write:
    """Adds a paragraph: ``write("Tekst.")``, after another one: ``write("Tekst.", block)``."""
    return lambda said, after=None: add_block(ola, chapter, "paragraph", {"text": said}, after)


@pytest.fixture
def block(write: Write) -> Block:
    """A paragraph of three sentences."""
    return write("Ubyło osób. Szkoły są puste. Trzeba działać.")


@pytest.fixture
def cited(accepted: Finding) -> str:
    """The citation of the accepted finding, whose value is 1."""
    return f"[1](dowod:finding:{accepted.pk})"
