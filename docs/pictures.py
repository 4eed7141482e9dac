"""Pictures of the main pages: ``python docs/pictures.py`` writes them to ``docs/pictures``.

Those of the gallery are described here, those of the tour in ``tour_pictures.py``.
``python docs/pictures.py gallery`` or ``… tour`` draws one kind only.

``python docs/pictures.py serve 8010`` shows the gallery at ``http://127.0.0.1:8010/design/gallery``
for as long as it runs.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from types import ModuleType
from typing import NamedTuple
from urllib.error import URLError
from urllib.request import urlopen
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from playwright.sync_api import Browser, sync_playwright

PICTURES = Path(__file__).parent / "pictures"
LOOPBACK = "127.0.0.1"
HEIGHT = 1000
"""Height of a picture, px: the top of a page says enough, and the files stay small."""
PATIENCE = 30
"""Seconds the server may take to answer for the first time."""


class Picture(NamedTuple):
    """One picture: file name, address, width in px, colour scheme, whether a form is sent first."""

    name: str
    address: str
    width: int = 1024
    scheme: str = "light"
    sent: bool = False


ALL = (
    Picture("parts", "/design/gallery"),
    Picture("parts-dark", "/design/gallery", scheme="dark"),
    Picture("form-errors", "/design/gallery/formularz", sent=True),
    Picture("data", "/design/gallery/dane?sort=-people"),
    Picture("data-phone", "/design/gallery/dane", 360),
    Picture("confirm", "/design/gallery/potwierdzenie"),
)


class Threads(ThreadingMixIn, WSGIServer):
    """A server that answers several requests at once."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """A handler that does not print every request."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it overrides
        """Print nothing."""


def addresses() -> ModuleType:
    """The gallery and the type it is set in, without the rest of the portal."""
    from django.conf.urls.i18n import i18n_patterns  # noqa: PLC0415 - after the settings are named
    from django.urls import include, path  # noqa: PLC0415

    from terytoria.portal.design import urls  # noqa: PLC0415
    from terytoria.portal.publishing import views  # noqa: PLC0415

    module = ModuleType("addresses")
    module.urlpatterns = [  # type: ignore[attr-defined]
        path("czcionka/<str:weight>.woff2", views.font, name="font"),
        *i18n_patterns(path("design/", include(urls)), prefix_default_language=False),
    ]
    return module


def serve(port: int) -> None:
    """Serve the gallery until the process is ended."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "terytoria.portal.settings")
    import django  # noqa: PLC0415
    from django.conf import settings  # noqa: PLC0415
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415

    django.setup()
    settings.DESIGN_GALLERY = True
    settings.ROOT_URLCONF = addresses()
    server = make_server(LOOPBACK, port, get_wsgi_application(), Threads, Quiet)
    server.serve_forever()


@contextlib.contextmanager
def served() -> Iterator[str]:
    """The gallery in a process of its own; gives its address and ends it."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([sys.executable, __file__, "serve", str(port)])  # noqa: S603 - this file
    try:
        base = f"http://{LOOPBACK}:{port}"
        wait_until_answered(process, base)
        yield base
    finally:
        process.kill()
        process.wait()


def wait_until_answered(process: subprocess.Popen[bytes], base: str) -> None:
    """Return when the gallery answers; raise ``RuntimeError`` when it does not."""
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        try:
            with urlopen(f"{base}/static/design/tokens.css", timeout=5):  # noqa: S310 - loopback
                return
        except URLError:
            time.sleep(0.1)
    raise RuntimeError("the gallery does not answer; run `python docs/pictures.py serve 8010`")


def draw(browser: Browser, base: str, folder: Path) -> None:
    """Write every picture as a PNG into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for picture in ALL:
        page = browser.new_page(
            viewport={"width": picture.width, "height": HEIGHT},
            color_scheme="dark" if picture.scheme == "dark" else "light",
            reduced_motion="reduce",
            locale="pl-PL",
        )
        page.goto(base + picture.address)
        if picture.sent:
            page.locator("main form .button").first.click()
        page.evaluate("document.fonts.ready")
        page.screenshot(path=folder / f"{picture.name}.png")
        page.close()


def main() -> None:
    """Draw the pictures, or serve the gallery."""
    if sys.argv[1:2] == ["serve"]:
        serve(int(sys.argv[2]))
        return
    wanted = sys.argv[1:] or ["gallery", "tour"]
    chromium = os.environ.get("TERYTORIA_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        if "gallery" in wanted:
            with served() as base:
                draw(browser, base, PICTURES)
        if "tour" in wanted:
            from tour_pictures import demonstration, draw_tour  # noqa: PLC0415 - beside this file

            with demonstration() as base:
                draw_tour(browser, base, PICTURES)
        browser.close()


if __name__ == "__main__":
    main()
