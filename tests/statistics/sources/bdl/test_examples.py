"""Examples in the docstrings of the client say what happens."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest

MODULES = [
    "attributes",
    "client",
    "metadata",
    "pages",
    "pause",
    "payload",
    "places",
    "quota",
    "unit_ids",
    "values",
    "whole",
]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    found = doctest.testmod(import_module(f"terytoria.statistics.sources.bdl.{name}"))
    assert found.attempted
    assert not found.failed
