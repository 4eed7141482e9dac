"""Pages lead where they say, and every method page has all its parts."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
METHODS = sorted((TOP / "docs" / "methods").glob("*.md"))
PAGES = [TOP / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")]
PAGES += sorted((TOP / "docs").rglob("*.md"))
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


def targets(page: Path) -> list[str]:
    """Relative links of a page, outside code."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    return [target for target in LINK.findall(text) if not re.match(r"[a-z]+:|#|@", target)]


def anchors(page: Path) -> set[str]:
    """Anchors of the headings of a page, as the forges make them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(TOP)))
def test_every_relative_link_leads_somewhere(page):
    broken = []
    for target in targets(page):
        path, _, anchor = target.partition("#")
        found = page if not path else (page.parent / path)
        if not found.exists() or (anchor and anchor not in anchors(found)):
            broken.append(target)
    assert not broken


@pytest.mark.parametrize("page", METHODS, ids=lambda page: page.stem)
def test_every_method_page_has_its_parts(page):
    text = page.read_text(encoding="utf-8")
    assert "<!-- example:" in text, "a worked example"
    assert re.search(r"^(#+ .*|\*\*.*)limits", text, re.IGNORECASE | re.MULTILINE), "its limits"
    assert re.search(r"\bsources?\b|\((?:19|20)\d\d\)|, (?:19|20)\d\d\b", text, re.IGNORECASE)


@pytest.mark.parametrize("page", METHODS, ids=lambda page: page.stem)
def test_every_example_is_closed_and_named_once(page):
    text = page.read_text(encoding="utf-8")
    names = re.findall(r"<!-- example:([\w-]+) -->", text)
    assert len(names) == len(set(names)) == text.count("<!-- /example -->")


def test_pages_name_no_machine_and_no_registry():
    found = [
        page.name
        for page in PAGES
        if re.search(r"/work/|/tmp/|/root/|pypi\.org|files\.pythonhosted", page.read_text("utf-8"))
    ]
    assert not found


def test_every_target_of_make_is_in_the_readme_or_in_help():
    command = ["make", "-s", "help"]
    shown = subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=True)
    readme = (TOP / "README.md").read_text(encoding="utf-8")
    for target in ("run", "test", "check", "bench", "setup"):
        assert f"make {target}" in shown.stdout
        assert f"make {target}" in readme
