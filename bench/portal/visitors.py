"""Visitors of public pages and people at work, in a process of their own.

Every request has the moment it is due; what it took is counted from then, so that a server that
falls behind cannot hide it. ``python -m bench.portal.visitors public|all …`` answers in JSON.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import re
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from bench.apart import Found, answer
from bench.portal.home import Editor

VISITORS, EVERY = 200, 2.0
EDITORS_EVERY = 3.0
_MARK = "m" * 32
_VERSION = re.compile(rb'name="version" value="(\d+)"')
_WARMING = 3.0


class Browser:
    """One connection that is kept; a request at a time."""

    def __init__(self, address: str, cookie: str = "", source: str = "") -> None:
        self._at = urlsplit(address)
        self._source = (source, 0) if source else None
        self.location = ""
        """Where the last answer led."""
        self._cookie = f"Cookie: {cookie}\r\n" if cookie else ""
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, path: str, fields: dict[str, object] | None = None) -> tuple[int, bytes]:
        """Status and body of a page, or of a form sent."""
        if self._streams is None:
            self._streams = await asyncio.open_connection(
                self._at.hostname, self._at.port, local_addr=self._source
            )
        reader, writer = self._streams
        body = urlencode(fields or {}).encode()
        writer.write(
            f"{'GET' if fields is None else 'POST'} {path} HTTP/1.1\r\nHost: {self._at.netloc}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
            f"{self._cookie}\r\n".encode()
            + body
        )
        told = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        led = re.search(r"(?i)\r\nlocation: *(\S+)", told)
        self.location, head = led[1] if led else "", told.lower()
        return int(head.split(" ", 2)[1]), await self._body(reader, head)

    @staticmethod
    async def _body(reader: asyncio.StreamReader, head: str) -> bytes:
        told = re.search(r"\r\ncontent-length: *(\d+)", head)
        if told:
            return await reader.readexactly(int(told[1]))
        parts = []
        while size := int((await reader.readuntil(b"\r\n")).strip() or b"0", 16):
            parts.append(await reader.readexactly(size))
            await reader.readexactly(2)
        await reader.readexactly(2)
        return b"".join(parts)

    def close(self) -> None:
        """Hang up."""
        if self._streams:
            self._streams[1].close()
            self._streams = None


class Watch:
    """What requests took, in milliseconds, by kind; errors with what they were."""

    def __init__(self, until: float) -> None:
        self.until, self.from_now = until, time.perf_counter() + _WARMING
        self.took: defaultdict[str, list[float]] = defaultdict(list)
        self.errors: list[str] = []

    async def ask(
        self, browser: Browser, kind: str, path: str, fields: dict[str, object] | None, due: float
    ) -> bytes:
        """Ask when it is due and note how long after that it was answered."""
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        try:
            status, body = await browser.ask(path, fields)
        except (OSError, EOFError, asyncio.IncompleteReadError) as problem:
            browser.close()
            self.errors.append(f"{path}: {problem!r}")
            return b""
        done = time.perf_counter()
        if status not in (200, 302) or (fields is not None and status != 302):
            self.errors.append(f"{path}: {status}")
        if due >= self.from_now:
            self.took[kind].append((done - due) * 1000)
        return body

    def found(self) -> Found:
        """Percentiles by kind and the number of errors."""
        told: Found = {"errors": float(len(self.errors))}
        for kind, all_of in self.took.items():
            took = sorted(all_of)
            for name, share in (("p50", 0.5), ("p95", 0.95), ("max", 1.0)):
                told[f"{kind} {name}"] = took[min(len(took) - 1, int(share * len(took)))]
            told[f"{kind} count"] = float(len(took))
        return told


async def visitor(watch: Watch, address: str, paths: Sequence[str], chance: random.Random) -> None:
    """Open a public page every two seconds."""
    browser = Browser(address)
    due = time.perf_counter() + chance.uniform(0, EVERY)
    while due < watch.until:
        await watch.ask(browser, "public", chance.choice(paths), None, due)
        due += EVERY
    browser.close()


async def editor(watch: Watch, address: str, one: Editor, chance: random.Random) -> None:
    """Open pages of one's partnership and, every third time, save a form."""
    browser = Browser(address, f"sessionid={one.session}; csrftoken={_MARK}")
    work = f"/praca/{one.slug}"
    pages = ["/", "/diagnoza/", "/czlonkowie/", "/osoby/", "/dokumenty/", "/dane-wlasne/"]
    due = time.perf_counter() + chance.uniform(0, EDITORS_EVERY)
    for turn in itertools.count(chance.randrange(3)):
        if due >= watch.until:
            break
        if turn % 3 == 2:
            await save(watch, browser, one, due, chance)
        else:
            place = "/praca/" if turn % 6 == 0 else work + chance.choice(pages)
            await watch.ask(browser, "signed in", place, None, due)
        due += EDITORS_EVERY
    browser.close()


async def save(
    watch: Watch, browser: Browser, one: Editor, due: float, chance: random.Random
) -> None:
    """What a person of the role saves: a text, a verdict, evidence."""
    work, mark = f"/praca/{one.slug}", {"csrfmiddlewaretoken": _MARK}
    if one.role == "expert":
        place = f"{work}/diagnoza/ustalenie/{chance.choice(one.findings)}/"
        fields = {"choice": "rejected", "reason": "Za mało danych."}
    elif one.role == "coordinator":
        place = f"{work}/opis/"
        page = await watch.ask(browser, "signed in", place, None, due)
        version = _VERSION.search(page)
        texts = {"name": "Partnerstwo", "short_name": "Pokazowe", "purpose": f"Cel {due}"}
        fields = {**texts, "version": version[1].decode() if version else ""}
        due = time.perf_counter()
    elif one.role == "working_group":
        place = f"{work}/dane-wlasne/nowe/"
        fields = {"title": "Ankieta", "kind": "survey", "source": "A", "vintage": "2026-01-15"}
    else:
        await watch.ask(browser, "signed in", f"{work}/dziennik/", None, due)
        return
    await watch.ask(browser, "save", place, {**mark, **fields}, due)


def _load(what: str, address: str, seconds: str, paths: str, people: str) -> Found:
    async def together() -> Watch:
        watch = Watch(time.perf_counter() + float(seconds) + _WARMING)
        tasks = [
            visitor(watch, address, json.loads(paths), random.Random(at))  # noqa: S311
            for at in range(VISITORS)
        ]
        if what == "all":
            editors = [Editor(**one) for one in json.loads(Path(people).read_text())]
            tasks += [
                editor(watch, address, one, random.Random(at))  # noqa: S311
                for at, one in enumerate(editors)
            ]
        await asyncio.gather(*tasks)
        return watch

    watch = asyncio.run(together())
    if watch.errors:
        import sys  # noqa: PLC0415 - only what went wrong is told

        print("\n".join(watch.errors[:10]), file=sys.stderr)
    return watch.found()


def _public(*arguments: str) -> Found:
    return _load("public", *arguments)


def _all(*arguments: str) -> Found:
    return _load("all", *arguments)


if __name__ == "__main__":
    answer({"public": _public, "all": _all})
