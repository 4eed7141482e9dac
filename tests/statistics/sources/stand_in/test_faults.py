"""Faults on purpose."""

from __future__ import annotations

import time
from collections.abc import Callable

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.statistics.sources.bdl.stand_in import Faults, FaultsError, StandIn

Serving = Callable[..., StandIn]
ClientOf = Callable[[StandIn], httpx.Client]
shares = st.floats(0, 1)


class TestWords:
    def test_all_of_them(self) -> None:
        text = "429=0.05,500=0.02,slow=0.1,cut=0.02,changed=0.01,seed=1,delay=2"
        told = Faults(0.05, 0.02, 0.1, 0.02, 0.01, 1, 2.0)
        assert Faults.parse(text) == told
        assert Faults.parse(" 500=1 , seed=-3") == Faults(broken=1.0, seed=-3)
        assert Faults.parse("") == Faults()

    @pytest.mark.parametrize(
        "text",
        ["404=1", "slow", "slow=", "slow=x", "cut=2", "cut=-1", "cut=nan", "seed=1.5", "delay=-1"],
    )
    def test_refused(self, text: str) -> None:
        with pytest.raises(FaultsError):
            Faults.parse(text)


class TestDraws:
    @given(st.integers(), st.integers(1, 10**6), shares)
    def test_the_same_every_time(self, seed: int, request: int, share: float) -> None:
        faults = Faults(share, share, share, share, seed=seed)
        assert faults.of(request) == faults.of(request)

    @given(st.integers(1, 10**6))
    def test_never_and_always(self, request: int) -> None:
        assert Faults().of(request) == frozenset()
        assert Faults(1, 1, 1, 1).of(request) == {"too_many", "broken", "slow", "cut"}

    def test_as_often_as_asked(self) -> None:
        faults = Faults(too_many=0.05, cut=0.3, seed=4)
        drawn = [faults.of(request) for request in range(1, 4_001)]
        assert sum("too_many" in each for each in drawn) / 4_000 == pytest.approx(0.05, abs=0.015)
        assert sum("cut" in each for each in drawn) / 4_000 == pytest.approx(0.3, abs=0.03)

    def test_another_seed_draws_others(self) -> None:
        first, second = (
            [Faults(cut=0.5, seed=seed).of(request) for request in range(50)] for seed in (1, 2)
        )
        assert first != second


class TestAnswers:
    @pytest.mark.parametrize(("faults", "status"), [("429=1", 429), ("500=1", 500)])
    def test_refusals_and_failures(
        self, faults: str, status: int, serving: Serving, client_of: ClientOf
    ) -> None:
        server = serving(faults=Faults.parse(faults))
        answer = client_of(server).get("/version")
        assert answer.status_code == status
        assert answer.json()["errors"][0]["errorCode"] == status
        assert "Retry-After" not in answer.headers
        assert server.requests[0].status == status

    def test_cut_in_the_middle(self, serving: Serving, client_of: ClientOf) -> None:
        server = serving(faults=Faults(cut=1))
        client = client_of(server)
        for path in ("/units/000000000000", "/units?page-size=100"):
            with pytest.raises(httpx.RemoteProtocolError):
                client.get(path)
        assert [request.status for request in server.requests] == [0, 0]

    def test_slow(self, serving: Serving, client_of: ClientOf) -> None:
        client = client_of(serving(faults=Faults(slow=1, delay=0.3)))
        started = time.monotonic()
        assert client.get("/version").status_code == 200
        assert time.monotonic() - started >= 0.3

    def test_the_same_faults_in_the_same_order(self, serving: Serving, client_of: ClientOf) -> None:
        faults = Faults(too_many=0.3, broken=0.3, seed=5)
        runs = []
        for _ in range(2):
            client = client_of(serving(faults=faults))
            runs.append([client.get("/version").status_code for _ in range(25)])
        assert runs[0] == runs[1]
        assert set(runs[0]) == {200, 429, 500}

    def test_asking_again_succeeds_at_last(self, serving: Serving, client_of: ClientOf) -> None:
        """Three quarters of the answers are faulty; patience still brings every page."""
        client = client_of(serving(faults=Faults(0.4, 0.4, 0, 0.4, seed=2)))
        for page in range(4):
            for _ in range(200):
                try:
                    answer = client.get(f"/units?page={page}&page-size=5")
                except httpx.RemoteProtocolError:
                    continue
                if answer.status_code == 200:
                    break
            assert answer.json()["page"] == page

    def test_faults_do_not_use_up_the_quota(self, serving: Serving, client_of: ClientOf) -> None:
        client = client_of(serving(quota="office", faults=Faults(broken=1)))
        assert {client.get("/version").status_code for _ in range(20)} == {500}
