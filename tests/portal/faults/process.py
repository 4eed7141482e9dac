"""One fault on a home, met by a person in a process of its own: ``process.py FAULT SESSION SLUG``.

It prints what was answered as JSON.
"""

# ruff: noqa: E402 - the settings come first

from __future__ import annotations

import json
import resource
import sqlite3
import sys
from contextlib import closing
from typing import Any

import django

django.setup()

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

TEXT = "Tekst, którego szkoda: <b>ważne</b> & długie. "
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 4096
DOCUMENT = {
    "title": "Porozumienie",
    "kind": "agreement",
    "author": "Biuro",
    "publisher": "Biuro",
    "created_on": "2026-01-15",
}


def signed_in(session: str) -> Client:
    """A browser of a signed-in person; a fault is answered as it would be to a visitor."""
    client = Client(raise_request_exception=False, HTTP_HOST="127.0.0.1")
    client.cookies["sessionid"] = session
    return client


def told(answer: Any) -> dict[str, Any]:
    """What the person got."""
    body = answer.content.decode()
    return {"status": answer.status_code, "headers": dict(answer.headers), "body": body}


def texts(purpose: str) -> dict[str, Any]:
    """The form of the description."""
    return {"name": "Nazwa", "short_name": "Krótka", "purpose": purpose, "version": 1}


def locked(client: Client, work: str) -> list[dict[str, Any]]:
    """Another program holds the database for longer than is waited; then it lets go."""
    connection.settings_dict["OPTIONS"]["timeout"] = 0.2
    with closing(sqlite3.connect(settings.DATABASES["default"]["NAME"])) as other:
        other.execute("BEGIN IMMEDIATE")
        held = [
            told(client.get(f"{work}/")),
            told(client.post(f"{work}/opis/", texts(TEXT))),
        ]
        other.rollback()
    return [*held, told(client.post(f"{work}/opis/", texts(TEXT)))]


def full(client: Client, work: str) -> list[dict[str, Any]]:
    """There is no room for another page of the database; then there is."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        (pages,) = cursor.fetchone()
        cursor.execute("PRAGMA freelist_count")
        (free,) = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    long = {"title": "T", "kind": "survey", "source": "S", "vintage": "2026-01-15"}
    note = "n" * 3900
    answers = []
    for _ in range(free + 40):  # pages that are half empty take in a few more
        answers = [told(client.post(f"{work}/dane-wlasne/nowe/", {**long, "note": note}))]
        if answers[0]["status"] != 302:
            break
    answers.append(told(client.get(f"{work}/dane-wlasne/")))
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")
    return [*answers, told(client.post(f"{work}/dane-wlasne/nowe/", {**long, "title": "Potem"}))]


def upload(client: Client, work: str) -> list[dict[str, Any]]:
    """A file finds no room; then it does."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    answers = []
    for limit in (200_000, limits[0]):
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limits[1]))
        file = SimpleUploadedFile("plik.pdf", PDF)
        answers.append(told(client.post(f"{work}/dokumenty/nowy/", {**DOCUMENT, "file": file})))
    return answers


def away(client: Client, work: str) -> list[dict[str, Any]]:
    """The server of the database does not answer."""
    return [
        told(client.get(f"{work}/")),
        told(client.post(f"{work}/opis/", texts(TEXT))),
        told(client.get("/konto/wejscie/")),
    ]


if __name__ == "__main__":
    fault, session, slug = sys.argv[1:]
    answers = globals()[fault](signed_in(session), f"/praca/{slug}")
    print(json.dumps(answers))
