"""The worked examples are what the code prints, and the script that computes them is careful."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
SCRIPT = DOCS / "worked_examples.py"


@pytest.fixture(scope="module")
def examples():
    spec = importlib.util.spec_from_file_location("worked_examples", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def page(*lines: str, name: str = "sum") -> str:
    return "\n".join([f"<!-- example:{name} -->", "```python", *lines, "```", "<!-- /example -->"])


def check(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_pages_are_up_to_date():
    done = check("--check")
    assert done.returncode == 0, f"run `make docs`:\n{done.stdout}{done.stderr}"


def test_an_old_number_is_replaced(examples):
    assert examples.refreshed(page(">>> 6 * 7", "41"), "page.md") == page(">>> 6 * 7", "42")


def test_refreshing_twice_changes_nothing(examples):
    once = examples.refreshed(page(">>> for n in range(2):", "...     print(n)"), "page.md")
    assert once == page(">>> for n in range(2):", "...     print(n)", "0", "1")
    assert examples.refreshed(once, "page.md") == once


def test_blocks_of_a_page_share_their_names(examples):
    text = f"{page('>>> n = 2')}\nprose\n{page('>>> n + 1', name='next')}"
    assert examples.refreshed(text, "page.md").count("\n3\n") == 1


def test_prose_and_code_without_a_mark_are_left_alone(examples):
    text = "# Page\n\n```python\n>>> 1 + 1\n3\n```\n"
    assert examples.refreshed(text, "page.md") == text


def test_a_statement_that_fails_is_named_with_its_page(examples):
    with pytest.raises(examples.ExampleError, match=r"page\.md: 1 / 0"):
        examples.refreshed(page(">>> 1 / 0"), "page.md")


def test_check_writes_nothing_and_shows_the_difference(tmp_path):
    stale = tmp_path / "stale.md"
    stale.write_text(page(">>> 6 * 7", "41"), encoding="utf-8")
    done = check("--check", stale)
    assert done.returncode == 1
    assert "-41" in done.stdout
    assert "+42" in done.stdout
    assert "41" in stale.read_text(encoding="utf-8")
    assert check(stale).returncode == 0
    assert "42" in stale.read_text(encoding="utf-8")
