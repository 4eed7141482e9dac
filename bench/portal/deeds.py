"""What people do at once while the portal is killed, and how it is found again past the portal.

A deed carries a token in a text it saves. It is confirmed when its answer was read: what the
person saw. Where it is kept and where it is logged is asked of the database file itself.
"""

from __future__ import annotations

import http.client
import re
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from bench.portal.home import Editor

TOKEN = re.compile(r"znak-\d+-\w+-\d+")
_MARK = "m" * 32  # of a form: Django compares the one in the cookie with the one in the form
_VERSION = re.compile(r'name="version" value="(\d+)"')


class Client:
    """One person's connection to the server."""

    def __init__(self, address: str, editor: Editor) -> None:
        self.editor = editor
        self._connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
        self._cookie = f"sessionid={editor.session}; csrftoken={_MARK}"

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def get(self, path: str) -> str:
        """A page as text."""
        self._connection.request("GET", path, headers={"Cookie": self._cookie})
        return self._connection.getresponse().read().decode()

    def post(self, path: str, **fields: object) -> bool:
        """Send a form; whether the answer said that it was done (it leads elsewhere)."""
        body = urlencode({"csrfmiddlewaretoken": _MARK, **fields})
        kind = "application/x-www-form-urlencoded"
        head = {"Cookie": self._cookie, "Content-Type": kind}
        self._connection.request("POST", path, body, head)
        answer = self._connection.getresponse()
        answer.read()
        return answer.status == 302


Send = Callable[[Client, str], bool]
_A_ROUND = 12  # votes of a person before they are killed, at most


@dataclass(frozen=True)
class Deed:
    """Something a person of a ``role`` does; ``kept`` and ``logged`` are SQL that finds tokens.

    Where no text can carry a token, ``known_as`` says how it is found.
    """

    name: str
    role: str
    send: Send
    kept: str
    logged: str
    known_as: Callable[[str], str] = str


def _at(client: Client, rest: str) -> str:
    return f"/praca/{client.editor.slug}/{rest}"


def _describe(client: Client, token: str) -> bool:
    found = _VERSION.search(client.get(_at(client, "opis/")))
    if found is None:
        return False
    texts = {"name": "Partnerstwo pokazowe", "short_name": "Pokazowe", "purpose": f"Cel: {token}."}
    return client.post(_at(client, "opis/"), version=found[1], **texts)


def _bring(client: Client, token: str) -> bool:
    fields = {"title": token, "kind": "survey", "source": "Ankieta", "vintage": "2026-01-15"}
    return client.post(_at(client, "dane-wlasne/nowe/"), **fields)


def _judge(client: Client, token: str) -> bool:
    findings = client.editor.findings
    pk = findings[sum(map(ord, token)) % len(findings)]
    return client.post(_at(client, f"diagnoza/ustalenie/{pk}/"), choice="rejected", reason=token)


def vote_of(token: str) -> int:
    """Which point a vote is on: every token has its own."""
    _, number, _, turn = token.split("-")
    return int(number) * _A_ROUND + int(turn) % _A_ROUND


def _vote(client: Client, token: str) -> bool:
    items = client.editor.items
    if int(token.rpartition("-")[2]) >= _A_ROUND or vote_of(token) >= len(items):
        time.sleep(0.05)
        return False
    place = f"spotkania/{client.editor.meeting}/punkty/{items[vote_of(token)]}/glos/"
    return client.post(_at(client, place), value="for")


DEEDS = (
    Deed(
        "description",
        "coordinator",
        _describe,
        # Only the last text stands in the table, so the others are asked of the log alone.
        "SELECT json_extract(after, '$.purpose') FROM audit_entry WHERE verb = 'partnership.edit'",
        "SELECT after FROM audit_entry WHERE verb = 'partnership.edit'",
    ),
    Deed(
        "own evidence",
        "working_group",
        _bring,
        "SELECT title FROM evidence_ownevidence",
        "SELECT after FROM audit_entry WHERE verb = 'own_evidence.add'",
    ),
    Deed(
        "verdict",
        "expert",
        _judge,
        "SELECT reason FROM evidence_verdict",
        "SELECT after FROM audit_entry WHERE verb = 'finding.judge'",
    ),
    Deed(
        "vote",
        "working_group",
        _vote,
        "SELECT 'znak-0-vote-' || i.position FROM meetings_vote v "
        "JOIN meetings_agendaitem i ON i.id = v.item_id",
        "SELECT 'znak-0-vote-' || i.position FROM audit_entry e "
        "JOIN meetings_vote v ON v.id = CAST(e.subject_id AS INTEGER) "
        "JOIN meetings_agendaitem i ON i.id = v.item_id WHERE e.verb = 'vote.cast'",
        lambda token: f"znak-0-vote-{vote_of(token)}",
    ),
)


def tokens(database: sqlite3.Connection, query: str) -> list[str]:
    """Every token in what a query finds, as often as it stands there."""
    return [token for (text,) in database.execute(query) for token in TOKEN.findall(str(text))]


def torn_descriptions(database: sqlite3.Connection) -> int:
    """Partnerships whose text or version is not that of the last edit in the log."""
    return sum(
        (purpose, version) != (last or purpose, 1 + edits)
        for purpose, version, last, edits in database.execute(
            "SELECT p.purpose, p.version, (SELECT json_extract(after, '$.purpose') "
            "FROM audit_entry e WHERE e.partnership = p.slug AND e.verb = 'partnership.edit' "
            "ORDER BY e.id DESC LIMIT 1), (SELECT count(*) FROM audit_entry e "
            "WHERE e.partnership = p.slug AND e.verb = 'partnership.edit') "
            "FROM partnerships_partnership p"
        )
    )
