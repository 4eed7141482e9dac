"""The statistics office as commands reach it: address, key, quotas, answers kept on disk."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from terytoria.cli.errors import QuestionError
from terytoria.statistics.snapshot import home
from terytoria.statistics.sources.bdl.client import OFFICE, Bdl
from terytoria.statistics.sources.bdl.pages import Pages
from terytoria.statistics.sources.bdl.quota import Quota

KEY = "TERYTORIA_BDL_KEY"
# The office may be away for minutes; a server on this machine is there or is not.
_TRIES, _TRIES_HERE = 7, 3


def server_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option that names another server than the office's, such as a stand-in."""
    text = "Adres makiety API (terytoria data stand-in) zamiast urzędu."
    return click.option("--server", metavar="URL", default=OFFICE, help=text)(command)


def folder_of(server: str) -> Path:
    """Where answers, quotas and the note of an unfinished download of a server are kept."""
    parts = urlsplit(server)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise QuestionError(f"„{server}” nie jest adresem. Podaj np. http://127.0.0.1:8001/api/v1")
    port = f"-{parts.port}" if parts.port else ""
    return home() / "bdl" / f"{parts.hostname}{port}"


def own_server(server: str) -> bool:
    """Whether a server is on this machine: then nobody's quota is at stake."""
    host = urlsplit(server).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@contextmanager
def office(server: str, since: datetime | None = None) -> Iterator[Bdl]:
    """A client of the office, or of a stand-in on this machine, which has no quota to keep.

    The key is taken from ``TERYTORIA_BDL_KEY``. Answers received after ``since`` (default: now)
    are taken from the disk.
    """
    folder = folder_of(server)
    folder.mkdir(parents=True, exist_ok=True)
    key = os.environ.get(KEY, "").strip()
    with (
        Pages(folder / "answers.sqlite", warn) as pages,
        _quota(folder, server, key) as quota,
        Bdl(
            pages,
            quota,
            base_url=server,
            key=key,
            since=since or datetime.now(UTC),
            progress=_told,
            tries=_TRIES_HERE if own_server(server) else _TRIES,
        ) as bdl,
    ):
        yield bdl


def _quota(folder: Path, server: str, key: str) -> Quota:
    if own_server(server):
        return Quota.unlimited()
    if key:
        return Quota.with_key(folder / "quota-key.sqlite", warn)
    return Quota.anonymous(folder / "quota.sqlite", warn)


def _told(text: str) -> None:
    click.echo(f"  · {text}", err=True)


def warn(text: str) -> None:
    """Say something noticed about the files of the client."""
    click.echo(f"  ! {text}", err=True)
