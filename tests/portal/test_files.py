"""Files of a publication: types, names, headers, and nothing but them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from terytoria.portal.publishing.publication import (
    MEDIA_TYPES,
    UnknownPublicationError,
    publication,
    publications,
)

# Closing an answer closes idle connections too, which counts as using the database.
pytestmark = pytest.mark.django_db

FILES = "/partnerstwo/dolina/pliki/"


@pytest.mark.usefixtures("dolina")
@pytest.mark.parametrize(("name", "kind"), sorted(MEDIA_TYPES.items()))
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_type_and_name(client: Client, name: str, kind: str, prefix: str) -> None:
    response: Any = client.get(f"{prefix}{FILES}{name}")
    assert response.status_code == 200
    assert response["Content-Type"] == kind
    shown = name in ("report.html", "cover.png")
    how = "inline" if shown else "attachment"
    assert response["Content-Disposition"] == f'{how}; filename="dolina-{name}"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert int(response["Content-Length"]) == len(b"".join(response.streaming_content))


@pytest.mark.usefixtures("dolina")
def test_unchanged_file_is_not_sent_again(client: Client) -> None:
    first = client.get(FILES + "report.pdf")
    first.close()
    again = client.get(FILES + "report.pdf", headers={"if-modified-since": first["Last-Modified"]})
    again.close()
    assert again.status_code == 304


@pytest.mark.usefixtures("dolina")
def test_unchanged_page_is_not_sent_again(client: Client) -> None:
    first = client.get("/partnerstwo/dolina/")
    again = client.get("/partnerstwo/dolina/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "name",
    [
        "page.json",
        "map.pl.svg",
        "../secret.txt",
        "..%2Fsecret.txt",
        "%2e%2e/secret.txt",
        "..%5Csecret.txt",
        "%2Fetc%2Fpasswd",
        "/etc/passwd",
        "report.pdf%00.html",
        "report.pdf/",
        "REPORT.PDF",
        "",
    ],
)
def test_other_files_are_refused(client: Client, dolina: Path, name: str) -> None:
    (dolina.parent / "secret.txt").write_text("tajne")
    response = client.get(FILES + name)
    assert response.status_code == 404
    assert b"tajne" not in response.content


@pytest.mark.parametrize("slug", ["..", "%2e%2e", ".hidden", "a%2Fb", "dolina%00", "%2Ftmp"])
def test_other_folders_are_refused(client: Client, written: Any, slug: str) -> None:
    folder = written(".hidden")
    for page in ("", "gmina/9917033/", "pliki/report.pdf", "dostepnosc/"):
        assert client.get(f"/partnerstwo/{slug}/{page}").status_code == 404
    assert folder.is_dir()


@pytest.mark.usefixtures("dolina")
@pytest.mark.parametrize("code", ["..%2F..%2Fpage", "%2e%2e", "9917033.pl", "narrow", "9917033%00"])
def test_other_maps_are_refused(client: Client, code: str) -> None:
    assert client.get(f"/partnerstwo/dolina/gmina/{code}/").status_code == 404


@hypothesis_settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=30) | st.text(alphabet="./\\%~x\0", max_size=12))
def test_no_slug_or_name_leaves_the_folder(dolina: Path, text: str) -> None:
    """Only the folder's own publication and the files named in the contract are ever found."""
    root = dolina.parent
    if text != "dolina":
        with pytest.raises(UnknownPublicationError):
            publication(root, text, "pl")
    found = publication(root, "dolina", "pl")
    if text not in MEDIA_TYPES:
        with pytest.raises(UnknownPublicationError):
            found.file(text)
    with pytest.raises(UnknownPublicationError):
        found.maps(text or "0")


def test_a_missing_report_is_a_missing_page(client: Client, dolina: Path) -> None:
    (dolina / "report.pdf").unlink()
    assert client.get(FILES + "report.pdf").status_code == 404


def test_unfinished_folders_are_not_listed(written: Any, root: Path) -> None:
    written("gotowe")
    written(".w-trakcie")
    (root / "puste").mkdir()
    assert [found.slug for found in publications(root, "pl")] == ["gotowe"]


def test_a_root_that_does_not_exist_has_nothing(tmp_path: Path) -> None:
    assert publications(tmp_path / "nowhere", "pl") == ()
