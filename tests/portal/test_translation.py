"""The English catalogue: complete, compiled, and nothing left over."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from terytoria import portal
from terytoria.portal.publishing.templatetags.wording import KINDS, day, kind_name, switched

ROOM = Path(portal.__file__).parent
FOLDER = ROOM / "locale" / "en" / "LC_MESSAGES"
MARKS = re.compile(
    r'{% translate "([^"]*)"|{% blocktranslate %}(.*?){% endblock|\b_\(\s*"([^"]*)"\s*\)', re.DOTALL
)


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with (FOLDER / "django.po").open("rb") as stream:
        return read_po(stream, abort_invalid=True)


def used() -> set[str]:
    files = [*ROOM.rglob("*.html"), *ROOM.rglob("*.py")]
    marks = (MARKS.findall(path.read_text(encoding="utf-8")) for path in files)
    words = (next(filter(None, found)) for mark in marks for found in mark)
    return {re.sub(r"{{ (\w+) }}", r"%(\1)s", word) for word in words}


def test_every_text_is_translated_and_none_is_left_over(catalogue: Catalog) -> None:
    assert {message.id for message in catalogue if message.id} == used()
    assert not [message.id for message in catalogue if message.id and not message.string]
    assert not [message.id for message in catalogue if message.id and message.fuzzy]


def test_compiled_equals_the_source(catalogue: Catalog) -> None:
    compiled = read_mo(io.BytesIO((FOLDER / "django.mo").read_bytes()))
    pairs = {message.id: message.string for message in compiled if message.id}
    assert pairs == {message.id: message.string for message in catalogue if message.id}


def test_placeholders_survive_translation(catalogue: Catalog) -> None:
    holes = re.compile(r"%\(\w+\)s")
    for message in catalogue:
        assert holes.findall(str(message.id)) == holes.findall(str(message.string))


def test_translations_are_not_polish(catalogue: Catalog) -> None:
    assert not [m.string for m in catalogue if m.id and re.search("[ąćęłńóśźż]", str(m.string))]


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("/", "/en/"),
        ("/partnerstwo/x/", "/en/partnerstwo/x/"),
        ("/english/", "/en/english/"),
        ("/en/en/", "/en/"),
    ],
)
def test_switching(here: str, there: str) -> None:
    assert switched(here) == there


def test_switching_twice_returns() -> None:
    for path in ("/", "/partnerstwo/x/", "/partnerstwo/x/gmina/3217011/", "/nic"):
        assert switched(switched(path)) == path


def test_days_and_kinds() -> None:
    assert day("2026-01-05") == "5 stycznia 2026"
    assert day("") == ""
    assert [kind_name(kind) for kind in ("strength", "gap", "")] == [
        "Mocna strona",
        "Luka w danych",
        "",
    ]
    assert len(KINDS) == 6
