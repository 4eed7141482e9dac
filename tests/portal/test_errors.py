"""What a visitor reads when something is wrong: friendly words, no trace."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from django.test import Client

TRACES = ("Traceback", "Exception", "terytoria.", "page.json", "/templates/")


def shown(client: Client, address: str, status: int, **extra: str) -> str:
    response = client.get(address, **extra)
    assert response.status_code == status
    body: str = response.content.decode()
    assert not [trace for trace in TRACES if trace in body]
    assert "Content-Security-Policy" in response
    return body


@pytest.fixture(autouse=True)
def quiet() -> None:
    logging.getLogger("django").setLevel(logging.CRITICAL)


@pytest.mark.usefixtures("dolina")
@pytest.mark.parametrize(
    "address", ["nic", "nic/", "partnerstwo/", "partnerstwo/inne/", "partnerstwo/dolina/gmina/x/"]
)
def test_absent_pages(client: Client, address: str) -> None:
    polish = shown(client, f"/{address}", 404)
    assert "<h1>Nie ma takiej strony</h1>" in polish
    assert "Przejdź na stronę główną" in polish
    assert '<html lang="pl">' in polish
    english = shown(client, f"/en/{address}", 404)
    assert "<h1>There is no such page</h1>" in english
    assert '<html lang="en">' in english


def test_switch_keeps_the_absent_address(client: Client) -> None:
    assert 'href="/en/nic/tu/"' in shown(client, "/nic/tu/", 404)
    assert 'href="/nic/tu/"' in shown(client, "/en/nic/tu/", 404)


def test_switch_never_leads_to_another_host(client: Client) -> None:
    assert 'href="//' not in shown(client, "/en//zly.example/", 404)
    assert 'href="//' not in shown(client, "/x", 404, PATH_INFO="//zly.example/")


@pytest.mark.parametrize(
    ("prefix", "title"),
    [("", "Nie rozumiemy tego żądania"), ("/en", "We do not understand this request")],
)
def test_foreign_host_is_refused(client: Client, prefix: str, title: str) -> None:
    body = shown(client, f"{prefix}/partnerstwo/dolina/", 400, HTTP_HOST="zly.example")
    assert f"<h1>{title}</h1>" in body
    assert "zly.example" not in body


@pytest.mark.parametrize(
    ("prefix", "title"),
    [("", "Coś się u nas zepsuło"), ("/en", "Something went wrong on our side")],
)
@pytest.mark.parametrize("damage", ["page.json", "map"])
def test_fault(client: Client, dolina: Path, prefix: str, title: str, damage: str) -> None:
    if damage == "map":
        for path in dolina.glob("map.*.svg"):
            path.unlink()
    else:
        (dolina / "page.json").write_text("{}")
    assert f"<h1>{title}</h1>" in shown(client, f"{prefix}/partnerstwo/dolina/", 500)


def test_fault_is_logged_for_the_operator(
    client: Client, dolina: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    logger = logging.getLogger("django")
    logger.setLevel(logging.ERROR)
    records: list[logging.LogRecord] = []
    handler = logging.Handler()
    handler.emit = records.append  # type: ignore[method-assign]
    logger.addHandler(handler)
    try:
        (dolina / "page.json").write_text("[]")
        client.get("/partnerstwo/dolina/")
    finally:
        logger.removeHandler(handler)
        capsys.readouterr()
    assert [record.levelname for record in records] == ["ERROR"]
    assert records[0].exc_info is not None


@pytest.mark.usefixtures("dolina")
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_pages_are_only_read(client: Client, method: str) -> None:
    assert getattr(client, method)("/partnerstwo/dolina/").status_code == 405
