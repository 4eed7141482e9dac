"""The examples in docstrings and on the method page run as they stand."""

from __future__ import annotations

import doctest
import importlib
import re
from pathlib import Path

import pytest

MODULES = (
    "cells inline model numbering phrases svg typography validation writers.dcat writers.docx "
    "writers.docx_fonts writers.docx_xml writers.fonts writers.html writers.html_blocks "
    "writers.pdf writers.pdf_data writers.png writers.tables"
)


@pytest.mark.parametrize("name", MODULES.split())
def test_docstrings(name: str) -> None:
    module = importlib.import_module(f"terytoria.documents.{name}")
    results = doctest.testmod(module)
    assert results.failed == 0
    assert results.attempted > 0


def test_method_page() -> None:
    page = Path(__file__).parents[2] / "docs" / "methods" / "documents.md"
    example = re.search(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    assert example is not None
    names: dict[str, object] = {}
    exec(compile(example[1], str(page), "exec"), names)  # noqa: S102 - our own page
    assert "Tabela 1" in str(names["page"])
