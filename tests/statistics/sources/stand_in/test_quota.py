"""The windows of the office's quota, and how a refusal looks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.statistics.sources.bdl.stand_in import QuotaError, StandIn, quota_factor
from terytoria.statistics.sources.bdl.stand_in.quota import OFFICE, Quotas

Serving = Callable[..., StandIn]
ClientOf = Callable[[StandIn], httpx.Client]
LENGTHS = [(name, seconds) for name, (seconds, *_) in OFFICE.items()]


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def ask_every(quotas: Quotas, clock: Clock, pause: float, *, registered: bool) -> str:
    """Ask with a pause until refused; the window that refused, after how many requests."""
    for count in range(100_000):
        standing = quotas.ask("", registered=registered)
        assert standing is not None
        if not standing.allowed:
            return f"{count} in {standing.window}"
        clock.now += pause
    return "never"


class TestWindows:
    @pytest.mark.parametrize(
        ("pause", "registered", "expected"),
        [
            (0.0, False, "5 in 1s"),
            (0.0, True, "10 in 1s"),
            (0.3, False, "100 in 15m"),
            (0.2, True, "500 in 15m"),
            (10.0, False, "1000 in 12h"),
            (2.0, True, "5000 in 12h"),
            (45.0, False, "10000 in 7d"),
            (9.0, True, "50000 in 7d"),
        ],
    )
    def test_each_refuses(self, pause: float, registered: bool, expected: str) -> None:
        clock = Clock()
        assert ask_every(Quotas(1.0, clock), clock, pause, registered=registered) == expected

    def test_a_window_slides(self) -> None:
        clock = Clock()
        quotas = Quotas(1.0, clock)
        assert ask_every(quotas, clock, 0.3, registered=False) == "100 in 15m"
        refused = quotas.ask("", registered=False)
        assert refused is not None
        clock.now = refused.reset
        again = quotas.ask("", registered=False)
        assert again is not None
        assert again.allowed

    def test_a_factor_multiplies(self) -> None:
        clock = Clock()
        assert ask_every(Quotas(3.0, clock), clock, 0.0, registered=False) == "15 in 1s"
        assert ask_every(Quotas(0.01, clock), clock, 0.0, registered=False) == "1 in 1s"

    def test_clients_are_counted_apart(self) -> None:
        quotas = Quotas(1.0, Clock())
        for client in ("", "a", "b"):
            told = [quotas.ask(client, registered=bool(client)) for _ in range(5)]
            assert all(standing and standing.allowed for standing in told)

    def test_no_limit(self) -> None:
        assert Quotas(None).ask("", registered=False) is None

    @given(st.lists(st.floats(0, 400), max_size=200), st.booleans())
    def test_never_more_than_allowed(self, pauses: list[float], registered: bool) -> None:
        clock = Clock()
        quotas = Quotas(1.0, clock)
        allowed: list[float] = []
        for pause in pauses:
            clock.now += pause
            standing = quotas.ask("", registered=registered)
            assert standing is not None
            counts = {
                name: sum(moment > clock.now - seconds for moment in allowed)
                for name, seconds in LENGTHS
            }
            full = any(counts[name] >= OFFICE[name][1 + registered] for name in counts)
            assert standing.allowed != full
            allowed += [clock.now] * standing.allowed


class TestWords:
    @pytest.mark.parametrize(
        ("text", "factor"), [("office", 1.0), ("none", None), ("20", 20.0), ("0.5", 0.5)]
    )
    def test_known(self, text: str, factor: float | None) -> None:
        assert quota_factor(text) == factor

    @pytest.mark.parametrize("text", ["", "all", "0", "-1", "nan", "inf", "5x"])
    def test_unknown(self, text: str) -> None:
        with pytest.raises(QuotaError):
            quota_factor(text)


class TestAnswers:
    def test_a_refusal(self, serving: Serving, client_of: ClientOf) -> None:
        client = client_of(serving(quota="0.2"))
        assert client.get("/version").status_code == 200
        refused = client.get("/version")
        assert refused.status_code == 429
        assert "Retry-After" not in refused.headers
        assert refused.headers["X-Rate-Limit-Limit"] == "1s"
        assert refused.headers["X-Rate-Limit-Remaining"] == "0"
        reset = refused.headers["X-Rate-Limit-Reset"]
        assert reset.endswith("Z")
        assert datetime.fromisoformat(reset[:19]).year >= 2024
        assert refused.json()["errors"][0]["errorCode"] == 429

    def test_what_is_left_is_told(self, serving: Serving, client_of: ClientOf) -> None:
        client = client_of(serving(quota="office"))
        left = [int(client.get("/version").headers["X-Rate-Limit-Remaining"]) for _ in range(3)]
        assert left == [9_999, 9_998, 9_997]

    def test_a_key_allows_more(self, serving: Serving, client_of: ClientOf) -> None:
        client = client_of(serving(quota="office", keys=["a", "b"]))
        answer = client.get("/version", headers={"X-ClientId": "b"})
        assert answer.headers["X-Rate-Limit-Remaining"] == "49999"

    def test_an_unknown_key(self, serving: Serving, client_of: ClientOf) -> None:
        for keys in ((), ("a",)):
            client = client_of(serving(keys=keys))
            refused = client.get("/version", headers={"X-ClientId": "x"})
            assert refused.status_code == 403
            assert refused.json()["errors"][0]["errorCode"] == 403

    def test_nothing_is_told_without_quotas(self, client: httpx.Client) -> None:
        assert not [name for name in client.get("/version").headers if name.startswith("x-rate")]

    def test_wrong_questions_count_too(self, serving: Serving, client_of: ClientOf) -> None:
        client = client_of(serving(quota="office"))
        assert client.get("/nothing").headers["X-Rate-Limit-Remaining"] == "9999"
