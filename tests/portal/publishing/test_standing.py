"""Public pages are drawn once and stand until what is public changes."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.shortcuts import render
from django.test import Client

from terytoria.portal.publishing.shelf import put_site
from terytoria.portal.publishing.site import Entry, Site
from terytoria.portal.publishing.views import pages

PAGE, GMINA = "/partnerstwo/dolina/", "/partnerstwo/dolina/gmina/9917033/"


@pytest.fixture(autouse=True)
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Addresses of pages in the order in which they were drawn."""
    caches["pages"].clear()
    found: list[str] = []

    def noting(request: Any, *args: Any, **more: Any) -> Any:
        found.append(request.path)
        return render(request, *args, **more)

    monkeypatch.setattr(pages, "render", noting)
    return found


@pytest.fixture
def folder(written: Callable[..., Path]) -> Path:
    """A publication put there by hand."""
    return written("dolina")


def body(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


@pytest.mark.usefixtures("folder")
def test_visitors_share_one_drawing(client: Client, drawn: list[str]) -> None:
    for address in (PAGE, GMINA, f"/en{PAGE}", f"/en{GMINA}", GMINA.replace("9917033", "9917011")):
        assert body(client, address) == body(Client(), address) == body(client, f"{address}?a=1")
        assert drawn.count(address) == 1
    assert len({body(client, address) for address in drawn}) == 5


def test_a_page_written_anew_is_drawn_anew(client: Client, folder: Path, drawn: list[str]) -> None:
    assert "Nowy cel" not in body(client, PAGE)
    path = folder / "page.json"
    content = json.loads(path.read_text("utf-8"))
    content["pl"]["purpose"] = "Nowy cel partnerstwa."
    before = path.stat()
    path.write_text(json.dumps(content), "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    assert "Nowy cel" in body(client, PAGE)
    assert drawn == [PAGE, PAGE]


def test_a_map_put_in_the_folder_is_seen_at_once(client: Client, folder: Path) -> None:
    assert "narrow-map" not in body(client, PAGE)
    narrow = folder / "map.narrow.pl.svg"
    narrow.write_text((folder / "map.pl.svg").read_text("utf-8").replace("Mapa gmin", "Wąska"))
    assert "Wąska" in body(client, PAGE)


def test_what_is_said_of_the_site_is_seen_at_once(
    client: Client, root: Path, folder: Path, drawn: list[str]
) -> None:
    assert folder.is_dir()
    body(client, PAGE)
    put_site(root, Site("1", "2026-01-01T00:00:00", entries=(ENTRY,)))
    body(client, PAGE)
    assert drawn == [PAGE, PAGE]


@pytest.mark.usefixtures("folder")
def test_what_is_not_there_is_not_kept(client: Client) -> None:
    for _ in range(2):
        assert client.get(GMINA.replace("9917033", "1111111")).status_code == 404


ENTRY = Entry(slug="dolina", short_name="Dolina", name="Dolina", leader="", members=())
