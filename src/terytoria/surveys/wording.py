"""Why an answer is not taken, in the language of the person asked."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


def refusal(reason: str, language: str, **bounds: Any) -> str:
    """The sentence of a reason; Polish where a language has none of its own.

    >>> refusal("most", "en", most=3)
    'Choose no more than 3.'
    """
    sentences = _sentences()[reason]
    return sentences.get(language, sentences["pl"]).format(**bounds)


@cache
def _sentences() -> Mapping[str, Mapping[str, str]]:
    text = files("terytoria.surveys").joinpath("data/refusals.yaml").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = yaml.safe_load(text)
    return found
