"""Attempts are counted together, whichever process of the server answers them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.cache import cache

GUESSES = """
import logging
from terytoria.portal.server import prepare
prepare()
from django.test import Client
client = Client(HTTP_HOST="localhost")
for at in range({count}):
    form = {{"login": "ewa@dolina.example", "password": f"zgaduję-{{at}}"}}
    page = client.post("/konto/wejscie/", form).content.decode()
    print("stop" if "Zbyt wiele" in page else "dalej")
"""


def guess(home: Path, count: int) -> list[str]:
    """What a process of its own answers to so many wrong passwords."""
    environment = {key: text for key, text in os.environ.items() if key != "DATABASE_URL"}
    environment |= {
        "TERYTORIA_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "terytoria.portal.settings",
        "TERYTORIA_SECRET_KEY": "klucz-jednego-portalu-w-dwoch-procesach",
    }
    ended = subprocess.run(
        [sys.executable, "-c", GUESSES.format(count=count)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return ended.stdout.split()


def test_two_processes_count_the_same_attempts(tmp_path: Path) -> None:
    assert guess(tmp_path, 3) == ["dalej"] * 3
    second = guess(tmp_path, 5)
    assert second[0] == "dalej"
    assert second[-1] == "stop", "alone it would have let all five through"


def test_one_process_alone_lets_five_through(tmp_path: Path) -> None:
    assert guess(tmp_path, 6) == ["dalej"] * 5 + ["stop"]


@pytest.mark.django_db
def test_the_count_is_kept_in_the_database() -> None:
    cache.set("próba", [1, 2], 60)
    assert type(cache).__name__ == "ConnectionProxy"
    assert cache.get("próba") == [1, 2]
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM portal_cache")
        assert cursor.fetchone() == (1,)
