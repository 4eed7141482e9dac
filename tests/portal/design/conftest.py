"""The gallery: in process, and served for real to a browser of any taste."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tests.portal.looking import Browsers, settled

SCRIPT = Path(__file__).parents[3] / "docs" / "pictures.py"
Show = Callable[..., Page]


def load_pictures() -> ModuleType:
    """The command that serves and pictures the gallery."""
    spec = importlib.util.spec_from_file_location("pictures", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def pictures() -> ModuleType:
    """The command ``docs/pictures.py`` as a module."""
    return load_pictures()


@pytest.fixture
def gallery(settings: Any, pictures: ModuleType) -> None:
    """The gallery among the addresses of this process."""
    settings.ROOT_URLCONF = pictures.addresses()
    settings.DESIGN_GALLERY = True


@pytest.fixture(scope="session")
def gallery_server(pictures: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the gallery in a process of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TERYTORIA_HOME", str(tmp_path_factory.mktemp("home")))
        with pictures.served() as base:
            yield base


@pytest.fixture
def show(browser: Browser, gallery_server: str) -> Iterator[Show]:
    """Opens a page of the gallery at a width, with tastes such as ``color_scheme="dark"``."""
    made = Browsers(browser, gallery_server)

    def opened(address: str = "", width: int = 1280, **tastes: Any) -> Page:
        page = made.open(None, width, **{"reduced_motion": "reduce", **tastes})
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.goto(f"/design/gallery{address}")
        return settled(page)

    yield opened
    made.close()
