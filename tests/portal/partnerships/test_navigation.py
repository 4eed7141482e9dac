"""The pages of a partnership in two rows."""

from __future__ import annotations

from typing import Any

import pytest

from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.views.navigation import GROUPS, rows

pytestmark = pytest.mark.django_db
PAGES = [name for _, members in GROUPS for name, _ in members]


@pytest.mark.parametrize("here", PAGES)
def test_a_page_is_marked_once_and_so_is_what_leads_to_it(dolina: Partnership, here: str) -> None:
    found = rows(dolina, here)
    marked = [link for link in (*found.groups, *found.pages) if link[2]]
    assert [one[2] for one in marked if one[2] is True] == [True]
    assert len(marked) == (2 if found.pages else 1)
    assert bool(found.pages) == bool(found.group)


def test_every_page_is_two_links_away(dolina: Partnership) -> None:
    seen: set[Any] = set()
    for label, members in GROUPS:
        found = rows(dolina, members[0][0])
        assert found.group in ("", label)
        seen |= {url for url, *_ in found.pages or [g for g in found.groups if g[2]]}
    assert len(seen) == len(PAGES)


def test_an_address_that_is_no_tab_marks_nothing(dolina: Partnership) -> None:
    found = rows(dolina, "elsewhere")
    assert not any(current for *_, current in found.groups)
    assert found.pages == ()


def test_what_is_hidden_is_left_out(dolina: Partnership) -> None:
    shown = rows(dolina, "members", frozenset({"log"})).pages
    assert [words for _, words, _ in shown] == [
        words for name, words in GROUPS[-1][1] if name != "log"
    ]
