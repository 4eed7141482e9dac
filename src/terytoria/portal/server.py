"""Serve the portal on this machine only."""

from __future__ import annotations

import os
import signal
import socket
from contextlib import nullcontext
from pathlib import Path

from terytoria.portal.attendant import Attendant, worker_command

LOOPBACK = "127.0.0.1"
KILL_AFTER = 1
"""Seconds the worker may take to finish its requests once the server is told to stop."""


class PortTakenError(OSError):
    """Another program listens on the port."""


def check_port(port: int) -> None:
    """Raise :class:`PortTakenError` when the port cannot be listened on.

    >>> check_port(0)  # 0 lets the system choose, so it is never taken
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError as problem:
            raise PortTakenError(f"port {port}: {problem.strerror}") from problem


def prepare() -> None:
    """Bring the tables of the database up to date; called before any process of the server."""
    import django  # noqa: PLC0415 - the settings are read when serving
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415

    from terytoria.statistics.snapshot import home  # noqa: PLC0415

    django.setup()
    home().mkdir(parents=True, exist_ok=True)
    from terytoria.portal.demonstration.domain.accounts import set_open  # noqa: PLC0415

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    if not settings.DEMONSTRATION:
        set_open(wanted=False)
    connections.close_all()


def serve(publications: Path, port: int, *, worker: bool = True) -> None:
    """Serve a folder of publications at ``http://127.0.0.1:port`` until interrupted.

    Unless ``worker`` is off, jobs are done beside the server, by a process that ends with it.
    Returns after Ctrl-C, SIGTERM, or when its terminal is closed. Raises
    :class:`PortTakenError` when another program listens on the port.
    """
    check_port(port)
    os.environ["TERYTORIA_PUBLICATIONS"] = str(publications.absolute())
    os.environ["DJANGO_SETTINGS_MODULE"] = "terytoria.portal.settings"
    if os.environ.get("TERYTORIA_PRODUCTION") != "1":  # letters lead where the pages are
        os.environ.setdefault("TERYTORIA_ADDRESS", f"http://{LOOPBACK}:{port}")
    prepare()
    from granian.constants import Interfaces  # noqa: PLC0415 - the server is loaded when serving
    from granian.log import LogLevels  # noqa: PLC0415
    from granian.server import Server  # noqa: PLC0415

    server = Server(
        "terytoria.portal.worker:application",
        address=LOOPBACK,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        log_level=LogLevels.error,
        workers_kill_timeout=KILL_AFTER,
    )
    # The library takes a closed terminal for a wish to reload; nobody would be left to end it.
    server.on_startup(lambda: signal.signal(signal.SIGHUP, server.signal_handler_interrupt))
    with Attendant(worker_command()) if worker else nullcontext():
        server.serve()
