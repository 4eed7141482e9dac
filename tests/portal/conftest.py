"""A publication folder of invented data, and the portal serving it: in process and for real."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import django
import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page
from tests.portal.looking import Browsers, settled

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "terytoria.portal.settings")
# The browser of the tests keeps an event loop in this thread; nothing here runs in it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
django.setup()

EXAMPLE = json.loads((Path(__file__).parent / "example.json").read_text(encoding="utf-8"))
NAMES = ("Jezierzyn", "Borowa Góra", "Leśniów", "Stare Kąty", "Wola Rzeczycka")
KINDS = ("weakness", "threat", "strength", "opportunity", "contradiction", "gap")
FILLS = ("#bfdce4", "#93c3d2", "#61a5bc", "#2a7691", "#145a76")
LONG_NAME = "Konstantynów Górny nad Rzeczką Świętojańską i Osiedla"

Write = Callable[..., Path]


def codes(count: int) -> list[str]:
    """Codes of ``count`` invented gminas."""
    return [f"99{17 + place // 9:02}{place % 9 + 1:02}{place % 3 + 1}" for place in range(count)]


def names(count: int) -> list[str]:
    """Names of ``count`` invented gminas, one of them very long."""
    more = [f"{NAMES[place % 5]} {place // 5 + 1}" for place in range(5, count - 1)]
    return [*NAMES, *more, *([LONG_NAME] if count > 5 else [])][:count]


def page(language: str, count: int) -> dict[str, Any]:
    """The content of a page with ``count`` members."""
    content: dict[str, Any] = json.loads(json.dumps(EXAMPLE[language]))
    model, finding, whole = (content.pop(part) for part in ("member", "finding", "whole"))
    units = list(zip(codes(count), names(count), strict=True))
    content["table"]["rows"] = [
        {"code": "", **whole},
        *({"code": code, "name": name, "cells": whole["cells"]} for code, name in units),
    ]
    for at, group in enumerate(content["finding_groups"]):
        group["findings"] = [
            {"id": f"f{at}-{place}", "kind": KINDS[place % 6], **finding}
            for place in range(group.pop("count"))
        ]
    rows = [{"name": name, "cells": cells} for name, *cells in model.pop("rows")]
    model["table"]["rows"] = rows
    content["members"] = [
        {
            "code": code,
            "label": name,
            "findings": [{"id": f"m{place}", "kind": KINDS[place], **finding} for place in range(4)]
            if code != units[-1][0]
            else [],
            **model,
        }
        for code, name in units
    ]
    return content


def map_svg(count: int, prefix: str, width: int = 640) -> str:
    """A map of squares, each a link as the map writer makes them."""
    across = 3 if count <= 9 else 6
    side = width // across
    squares = []
    for place, (code, name) in enumerate(zip(codes(count), names(count), strict=True)):
        x, y = place % across * side, place // across * side
        href, said = escape(f"{prefix}{code}/"), escape(f"gmina {name}: −9,1%", quote=True)
        squares.append(
            f'<a href="{href}" class="region" tabindex="0" aria-label="{said}">'
            f'<path d="M{x} {y}h{side}v{side}h-{side}z" fill="{FILLS[place % 5]}" stroke="#fff"/>'
            "</a>"
        )
    tall = -(-count // across) * side
    name_id = f"m{width}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{tall}" '
        f'viewBox="0 0 {width} {tall}" role="group" aria-labelledby="{name_id}">'
        f'<title id="{name_id}">Mapa gmin</title>{"".join(squares)}</svg>'
    )


def png(width: int, height: int) -> bytes:
    """A plain picture."""
    rows = b"".join(b"\0" + bytes((15, 91, 122)) * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


def write(root: Path, slug: str, count: int = 5, *, narrow: bool = False, **changes: Any) -> Path:
    """Write a publication folder of example data; ``changes`` replace fields in both languages."""
    folder = root / slug
    folder.mkdir(parents=True)
    pages = {language: {**page(language, count), **changes} for language in ("pl", "en")}
    (folder / "page.json").write_text(json.dumps(pages, ensure_ascii=False), encoding="utf-8")
    for language in pages:
        for code in ["", *codes(count)]:
            stem, prefix = (f"map-{code}", "../") if code else ("map", "gmina/")
            (folder / f"{stem}.{language}.svg").write_text(map_svg(count, prefix), "utf-8")
            if narrow:
                drawn = map_svg(count, prefix, 360)
                (folder / f"{stem}.narrow.{language}.svg").write_text(drawn, "utf-8")
    (folder / "cover.png").write_bytes(png(300, 424))
    (folder / "report.pdf").write_bytes(b"%PDF-1.7\n%%EOF\n")
    (folder / "report.docx").write_bytes(b"PK\x03\x04 document")
    (folder / "tables.zip").write_bytes(b"PK\x03\x04 tables")
    (folder / "diagnosis.json").write_text("{}")
    (folder / "dcat.jsonld").write_text("{}")
    report = (
        '<!doctype html><html lang="pl"><head><meta charset="utf-8"><title>Raport</title>'
        "<style>h1{color:rgb(1, 2, 3)}</style></head>"
        "<body><main><h1>Raport</h1></main></body></html>"
    )
    (folder / "report.html").write_text(report, encoding="utf-8")
    return folder


@pytest.fixture
def root(tmp_path: Path, settings: Any) -> Path:
    """The folder the portal reads, empty."""
    folder = tmp_path / "publications"
    folder.mkdir()
    settings.PUBLICATIONS = folder
    return folder


@pytest.fixture
def written(root: Path) -> Write:
    """Writes a publication: ``written("slug", 28, leader="…")``."""
    return lambda *args, **changes: write(root, *args, **changes)


@pytest.fixture
def dolina(written: Write) -> Path:
    """The publication ``dolina`` of five gminas."""
    return written("dolina")


@pytest.fixture
def client() -> Client:
    """A browser without cookies; a fault of a view answers as it would for a visitor."""
    return Client(raise_request_exception=False, HTTP_HOST="127.0.0.1")


def free_port() -> int:
    """A port of the loopback nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def running(publications: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The real server in a process of its own, ended at the end."""
    script = (
        "import sys; from pathlib import Path; from terytoria.portal.server import serve; "
        "serve(Path(sys.argv[1]), int(sys.argv[2]))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(publications), str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        wait_until_served(process, port)
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.communicate(timeout=180)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


def wait_until_served(process: subprocess.Popen[bytes], port: int) -> None:
    """Return when the server answers; fail when it ends or says nothing for long."""
    until = time.monotonic() + 180
    while time.monotonic() < until:
        if process.poll() is not None:
            raise AssertionError(f"server ended: {process.stdout and process.stdout.read()!r}")
        try:
            with urlopen(f"http://127.0.0.1:{port}/static/publishing/icon.svg", timeout=5):
                return
        except URLError:
            time.sleep(0.05)
    raise AssertionError("server does not answer")


@pytest.fixture
def shared_database(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """A database that several threads write to: the server's, else a SQLite file as in use."""
    if connection.vendor == "postgresql":
        yield
        return
    usual = connections["default"]
    name = usual.settings_dict["NAME"]
    del connections["default"]
    usual.settings_dict["NAME"] = str(tmp_path / "portal.sqlite3")
    try:
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
        yield
        connections["default"].close()
    finally:
        usual.settings_dict["NAME"] = name
        connections["default"] = usual


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the real server with the publications ``dolina`` (5) and ``zwiazek`` (28)."""
    folder = tmp_path_factory.mktemp("portal") / "publications"
    write(folder, "dolina", narrow=True)
    write(folder, "zwiazek", 28, synthetic=False)
    port = free_port()
    with running(folder, port):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(name="running")
def _running() -> Callable[..., contextlib.AbstractContextManager[subprocess.Popen[bytes]]]:
    """Starts the real server: ``with running(folder, port) as process``."""
    return running


@pytest.fixture
def a_free_port() -> int:
    """A port of the loopback nobody listens on."""
    return free_port()


class Visit:
    """One page in the browser: what it asked for and what the browser complained about."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("requestfailed", lambda request: self.complaints.append(f"failed {request.url}"))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def go(self, address: str) -> None:
        """Open an address of the portal and wait for its type."""
        self.page.goto(self.base + address)
        settled(self.page)

    @property
    def path(self) -> str:
        """Where the page is now, without the host."""
        return str(self.page.url).removeprefix(self.base)


@pytest.fixture
def browsers(transactional_db: None, live_server: Any, browser: Browser) -> Iterator[Browsers]:
    """Browsers that look at a portal on the database of the test: ``browsers.open(ola, 390)``."""
    made = Browsers(browser, live_server.url)
    yield made
    made.close()


@pytest.fixture(scope="session")
def desk(browser: Browser) -> Iterator[BrowserContext]:
    """One browser profile for all visits, so that type is fetched once as by a real visitor."""
    context = browser.new_context(reduced_motion="reduce")
    yield context
    context.close()


@pytest.fixture
def visit(desk: BrowserContext, served: str) -> Iterator[Callable[..., Visit]]:
    """Opens a page of the portal at a width, recording every request and complaint."""
    pages: list[Page] = []

    def opened(address: str, width: int = 1280) -> Visit:
        pages.append(desk.new_page())
        pages[-1].set_viewport_size({"width": width, "height": 800})
        visit = Visit(pages[-1], served)
        visit.go(address)
        return visit

    yield opened
    for page in pages:
        page.close()
