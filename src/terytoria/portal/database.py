"""Which database the portal keeps its work in."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import dj_database_url

VARIABLE = "DATABASE_URL"
_SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # FULL: what was confirmed to a person survives a loss of power.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}


def databases(home: Path) -> dict[str, dict[str, Any]]:
    """Settings of the database: that of ``DATABASE_URL``, else a SQLite file in ``home``.

    >>> databases(Path("/srv/dane"))["default"]["NAME"]
    '/srv/dane/portal.sqlite3'
    """
    address = os.environ.get(VARIABLE) or f"sqlite:///{home / 'portal.sqlite3'}"
    found: dict[str, Any] = dict(dj_database_url.parse(address, conn_max_age=60))
    if found["ENGINE"] == "django.db.backends.sqlite3":
        found["OPTIONS"] = {**found.get("OPTIONS", {}), **_SQLITE}
    return {"default": found}
