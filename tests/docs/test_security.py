"""The page about threats names tests that exist, and every kind of personal data it must."""

from __future__ import annotations

import re
from pathlib import Path

TOP = Path(__file__).parents[2]
PAGE = (TOP / "docs" / "security.md").read_text(encoding="utf-8")
THREATS = [line for line in PAGE.splitlines() if re.match(r"\| \d \|", line)]


def test_every_threat_is_answered_and_shown():
    assert len(THREATS) > 15
    for line in THREATS:
        _, place, threat, answer, shown, _ = (cell.strip() for cell in line.split("|"))
        assert place
        assert threat
        assert len(answer) > 20, threat
        assert "`tests/" in shown, threat


def test_tests_named_on_the_page_exist():
    named = re.findall(r"`(tests/[\w/.]+)`", PAGE)
    assert named
    assert [name for name in named if not (TOP / name).exists()] == []


def test_every_boundary_has_a_threat():
    boundaries = re.findall(r"^(\d)\. \*\*", PAGE, re.MULTILINE)
    assert {line.split("|")[1].strip() for line in THREATS} == set(boundaries)


def test_every_column_with_a_day_of_erasing_is_told():
    """Models that lose their data on a day are named in the table of personal data."""
    source = TOP / "src" / "terytoria" / "portal"
    kept = set()
    for file in source.glob("*/models/*.py"):
        for body in re.split(r"^class ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            if re.search(r"^    erase_on = ", body, re.MULTILINE):
                kept.add(body.partition("(")[0])
    assert kept >= {"Contact", "Original", "Scan"}
    assert [
        name for name in kept - {"Consultation"} if f"`{name}`" not in PAGE.replace(".", "`")
    ] == []
