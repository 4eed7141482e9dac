"""Asking the API of the Local Data Bank: kept answers, quotas, retries, pages.

Base address ``https://bdl.stat.gov.pl/api/v1``, GET only, JSON. Data are published under CC BY 4.0.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any, Self
from urllib.parse import quote, urlencode

import httpx

from terytoria import __version__
from terytoria.statistics.sources.bdl.errors import (
    BadKeyError,
    BadRequestError,
    BdlError,
    NotFoundError,
    PayloadError,
    UnavailableError,
)
from terytoria.statistics.sources.bdl.pages import Pages, Stored
from terytoria.statistics.sources.bdl.pause import Pauses, asked_for
from terytoria.statistics.sources.bdl.payload import decode, plain, told_errors
from terytoria.statistics.sources.bdl.quota import Clock, Quota, Sleep
from terytoria.statistics.sources.bdl.whole import Whole

OFFICE = "https://bdl.stat.gov.pl/api/v1"
PAGE_SIZE = 100
MAX_BYTES = 64 * 2**20
_TIMEOUT = httpx.Timeout(60.0, connect=15.0)
_BUSY = 429
_UNCHANGED = 304
# Servers of one's own are reached straight, whatever proxy the environment names.
_STRAIGHT = {"all://127.0.0.1": None, "all://localhost": None}

Params = Mapping[str, object]


@dataclass
class Traffic:
    """Requests sent (with retries), answers confirmed unchanged, answers used without asking."""

    sent: int = 0
    unchanged: int = 0
    reused: int = 0


class _TryAgainError(Exception):
    """A try that may succeed later; ``wait`` is what the server asks for, in seconds."""

    def __init__(self, why: str, wait: float | None = None) -> None:
        super().__init__(why)
        self.wait = wait


class Bdl:
    """The office's API with a memory.

    ``since``: an answer fetched or confirmed at or after it is used without a request, so a
    download killed at any moment resumes where it was when started again with the same ``since``;
    an older answer is asked for conditionally. The default, now, asks again for everything.

    ``key`` goes only in the header ``X-ClientId`` to the host of ``base_url``; redirects are not
    followed. Answers are kept without the host: give each server ``pages`` of its own.
    ``progress`` is told in Polish about waits and retries. Not for two threads at once.
    """

    def __init__(
        self,
        pages: Pages,
        quota: Quota,
        *,
        base_url: str = OFFICE,
        key: str = "",
        since: datetime | None = None,
        transport: httpx.BaseTransport | None = None,
        progress: Callable[[str], None] = lambda _: None,
        clock: Clock = time.time,
        sleep: Sleep = time.sleep,
        tries: int = 7,
        seed: int = 0,
    ) -> None:
        self.pages = pages
        self.quota = quota
        self.traffic = Traffic()
        self._since = _moment(since) if since else clock()
        self._key = _checked_key(key)
        self._progress, self._clock, self._sleep = progress, clock, sleep
        self._pauses = Pauses(tries, random.Random(seed))  # noqa: S311 - spreads retries
        self._base = _checked_base(base_url)
        headers = {"User-Agent": f"terytoria/{__version__}", "Accept": "application/json"}
        self._http = httpx.Client(
            headers=headers | ({"X-ClientId": key} if key else {}),
            timeout=_TIMEOUT,
            transport=transport,
            mounts={} if transport else _STRAIGHT,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; the pages and the quota stay with whoever opened them."""
        self._http.close()

    def get(self, path: str, params: Params | None = None) -> dict[str, Any]:
        """The document at a path such as ``/variables/72305``.

        A parameter given as a list or tuple is repeated. Raises a :class:`BdlError`.
        """
        address = address_of(path, params or {})
        kept = self.pages.get(address)
        # An answer from the future was kept before the clock was set back: it proves nothing.
        if kept and self._since <= kept.fetched_at <= self._clock():
            document = _sound(kept)
            if document is not None:
                self.traffic.reused += 1
                return document
        return self._fetched(address, kept)

    def documents(self, path: str, params: Params | None = None) -> Iterator[dict[str, Any]]:
        """All pages of a list, in order, as the API gives them (``results`` holds the rows).

        The office's absolute links are not followed: pages are counted here, the last being the
        one without ``links.next``. Raises :class:`InconsistentPagesError` when a row repeats or
        the rows are not as many as ``totalRecords`` says; the pages are then forgotten, so that a
        new try starts afresh. Other errors as in :meth:`get`.
        """
        whole = Whole(address_of(path, params or {}))
        while whole.next_page is not None:
            document = self.get(path, _page(params, whole.next_page))
            try:
                whole.add(document)
            except BdlError:
                self.forget(path, params)
                raise
            yield document

    def forget(self, path: str, params: Params | None = None) -> None:
        """Forget what is kept of a question, with all its pages; it will be asked for afresh.

        For an answer that is whole, and was kept, but turned out to be of no use.
        """
        self.pages.forget(address_of(path, params or {}))
        for page in count():
            address = address_of(path, _page(params, page))
            if self.pages.get(address) is None:
                return
            self.pages.forget(address)

    def _fetched(self, address: str, kept: Stored | None) -> dict[str, Any]:
        why = ""
        for left, pause in self._pauses:
            try:
                return self._tried(address, kept)
            except _TryAgainError as problem:
                why, kept = str(problem), self.pages.get(address)
                seconds = pause if problem.wait is None else max(problem.wait, pause)
            if left:
                self._progress(f"{why} Kolejna próba za {seconds:.0f} s.")
                self._sleep(seconds)
        raise UnavailableError(f"{why} Spróbuj później: to, co pobrano, nie przepadło.", address)

    def _tried(self, address: str, kept: Stored | None) -> dict[str, Any]:
        self.quota.wait_for_turn(self._clock, self._sleep, self._waiting)
        response, body = self._sent(address, kept)
        if kept and kept.conditions and response.status_code == _UNCHANGED:
            return self._confirmed(address, kept)
        if response.status_code != httpx.codes.OK:
            raise self._refusal(address, response, body)
        try:
            document = decode(body)
        except PayloadError as problem:
            raise _TryAgainError(
                f"Odpowiedź GUS jest niepełna lub uszkodzona: {problem}."
            ) from None
        if told := self._told(document):
            raise BdlError(f"GUS zgłasza błąd: {told}.", address)
        etag, modified = (response.headers.get(name, "") for name in ("ETag", "Last-Modified"))
        self.pages.put(address, Stored(etag, modified, self._clock(), body))
        return document

    def _confirmed(self, address: str, kept: Stored) -> dict[str, Any]:
        document = _sound(kept)
        if document is None:
            self.pages.forget(address)
            raise _TryAgainError("Zapamiętana odpowiedź GUS jest uszkodzona.")
        self.traffic.unchanged += 1
        self.pages.renew(address, self._clock())
        return document

    def _sent(self, address: str, kept: Stored | None) -> tuple[httpx.Response, bytes]:
        headers = kept.conditions if kept else {}
        self.traffic.sent += 1
        try:
            with self._http.stream("GET", f"{self._base}/{address}", headers=headers) as response:
                return response, _bounded(response, address)
        except httpx.TimeoutException:
            raise _TryAgainError("GUS nie odpowiedział w porę.") from None
        except (httpx.TransportError, httpx.DecodingError) as problem:
            why = self._hidden(plain(str(problem), 100))
            raise _TryAgainError(f"Połączenie z GUS zawiodło ({why}).") from None

    def _refusal(self, address: str, response: httpx.Response, body: bytes) -> Exception:
        """The exception that an answer other than 200 stands for."""
        status = response.status_code
        told = self._told_in(body)
        if status == _BUSY:
            reset = asked_for(response.headers, self._clock())
            return _TryAgainError("GUS chwilowo odmawia: zbyt wiele zapytań (429).", reset)
        if status >= 500 or status in {_UNCHANGED, 408}:
            return _TryAgainError(f"Serwer GUS zgłasza błąd {status}{told}.")
        if status in {401, 403}:
            remedy = (
                "Sprawdź klucz API BDL albo pobieraj bez klucza"
                if self._key
                else "Zarejestruj klucz API BDL i podaj go"
            )
            return BadKeyError(f"GUS odmówił dostępu ({status}){told}. {remedy}.", address)
        known: dict[int, tuple[type[BdlError], str]] = {
            400: (BadRequestError, "GUS nie rozumie zapytania (400)"),
            404: (NotFoundError, "GUS nie zna tego adresu lub identyfikatora (404)"),
        }
        kind, what = known.get(status, (BdlError, f"Nieoczekiwana odpowiedź GUS ({status})"))
        return kind(f"{what}{told}.", address)

    def _told_in(self, body: bytes) -> str:
        try:
            told = self._told(decode(body))
        except PayloadError:
            return ""
        return f": {told}" if told else ""

    def _told(self, document: dict[str, Any]) -> str:
        return self._hidden(told_errors(document)).rstrip(".")

    def _hidden(self, text: str) -> str:
        """A text that may quote the request, without the key."""
        return text.replace(self._key, "…") if self._key else text

    def _waiting(self, seconds: float) -> None:
        if seconds >= 2:
            self._progress(f"Limit zapytań GUS: kolejne za {seconds:.0f} s.")


def address_of(path: str, params: Params) -> str:
    """Path and parameters in one order, without the host, as answers are kept.

    >>> address_of("/data/by-variable/60", {"year": [2023, 2022], "page": 0})
    'data/by-variable/60?format=json&lang=pl&page=0&year=2022&year=2023'
    """
    given: dict[str, object] = {"format": "json", "lang": "pl", **params}
    pairs: list[tuple[str, str]] = []
    for name, value in given.items():
        many = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
        pairs += [(name, str(each)) for each in many]
    return f"{quote(path.strip('/'))}?{urlencode(sorted(pairs))}"


def _page(params: Params | None, page: int) -> Params:
    return {**(params or {}), "page": page, "page-size": PAGE_SIZE}


def _sound(kept: Stored) -> dict[str, Any] | None:
    try:
        return decode(kept.body)
    except PayloadError:
        return None


def _bounded(response: httpx.Response, address: str) -> bytes:
    """The body, refused as soon as it is longer than any answer may be."""
    parts: list[bytes] = []
    size = 0
    for part in response.iter_bytes():
        size += len(part)
        if size > MAX_BYTES:
            raise BdlError(
                f"Odpowiedź ma ponad {MAX_BYTES // 2**20} MB i jej nie przyjęto.", address
            )
        parts.append(part)
    return b"".join(parts)


def _moment(since: datetime) -> float:
    if since.tzinfo is None:
        raise ValueError("since needs a time zone: use datetime.now(UTC)")
    return since.timestamp()


def _checked_key(key: str) -> str:
    if not all(sign.isascii() and sign.isprintable() and sign != " " for sign in key):
        raise BadKeyError("Klucz API BDL zawiera niedozwolone znaki. Skopiuj go jeszcze raz.")
    return key


def _checked_base(base_url: str) -> str:
    try:
        parsed = httpx.URL(base_url)
    except httpx.InvalidURL as problem:
        raise ValueError(f"base_url is no address: {problem}") from None
    if parsed.scheme not in {"http", "https"} or not parsed.host or parsed.query:
        raise ValueError("base_url is http(s)://host/path")
    return base_url.rstrip("/")
