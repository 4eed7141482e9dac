"""What is published of a diagnosis and of a strategy: the version adopted, to the last bit."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from terytoria.portal.accounts.models import User
from terytoria.portal.evidence.models import DiagnosisVersion
from terytoria.portal.jobs.domain.work import work
from terytoria.portal.jobs.models import Job
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.publishing.domain.releasing import release, withdraw
from terytoria.portal.publishing.site import Site
from terytoria.portal.strategies.models import StrategyVersion

from .conftest import CHAIN, diagnosis_of, strategy_of

pytestmark = pytest.mark.django_db


def the_error() -> str:
    """What the job of the release says."""
    return Job.objects.get(kind="publishing.release").error


class TestDiagnosis:
    @pytest.fixture
    def kept(self, dolina_made: Partnership, diagnosis_bytes: bytes) -> DiagnosisVersion:
        return diagnosis_of(dolina_made, diagnosis_bytes)

    def test_published_bit_for_bit_then_withdrawn(
        self, client: Client, publish: Any, decide: Any, kept: DiagnosisVersion, root: Path
    ) -> None:
        made = publish(decide("Przyjęcie diagnozy", diagnosis=kept))
        assert the_error() == ""
        published = root / ".released" / str(made.pk) / "diagnoza" / "diagnosis.json"
        assert published.read_bytes() == kept.diagnosis_bytes()
        shown = client.get("/partnerstwo/dolina/").content.decode()
        assert "Partnerstwo w liczbach" in shown
        assert "Przykład syntetyczny." in shown
        code = kept.gminas[0]
        assert client.get(f"/partnerstwo/dolina/gmina/{code}/").status_code == 200
        for name in ("report.html", "report.pdf", "report.docx", "tables.zip", "dcat.jsonld"):
            address = f"/partnerstwo/dolina/dokument/diagnoza/wersja/1/{name}"
            response: Any = client.get(address)
            assert response.status_code == 200, name
            assert b"".join(response.streaming_content)
        withdraw(made.released_by, made, "Nowe dane.")
        work(once=True)
        assert "Partnerstwo w liczbach" not in client.get("/partnerstwo/dolina/").content.decode()
        assert client.get("/partnerstwo/dolina/dokument/diagnoza/").status_code == 410
        assert client.get("/partnerstwo/dolina/pliki/report.pdf").status_code == 404
        assert not published.exists()

    def test_one_that_differs_is_refused(
        self, root: Path, decide: Any, chair: User, kept: DiagnosisVersion
    ) -> None:
        found = json.loads(kept.diagnosis_bytes())
        found["options"]["touched"] = True
        other = diagnosis_of(kept.partnership, json.dumps(found).encode())
        release(chair, decide(diagnosis=other))
        work(once=True)
        assert "różni się od przyjętej (wersja 2)" in the_error()
        assert not list(root.rglob("report.*"))

    def test_one_whose_snapshot_is_gone_is_refused(
        self, decide: Any, chair: User, kept: DiagnosisVersion
    ) -> None:
        DiagnosisVersion.objects.update(snapshot="nie-ma")
        kept.refresh_from_db()
        release(chair, decide(diagnosis=kept))
        work(once=True)
        assert "Nie ma migawki danych nie-ma" in the_error()

    def test_damaged_bytes_are_refused(
        self, decide: Any, chair: User, kept: DiagnosisVersion
    ) -> None:
        DiagnosisVersion.objects.update(content=b"damaged")
        kept.refresh_from_db()
        release(chair, decide(diagnosis=kept))
        work(once=True)
        assert "jest uszkodzona" in the_error()


class TestStrategy:
    def test_every_format_of_the_version_adopted(
        self,
        client: Client,
        publish: Any,
        decide: Any,
        dolina_made: Partnership,
        site: Callable[[], Site],
    ) -> None:
        kept = strategy_of(dolina_made)
        publish(decide("Przyjęcie strategii", strategy=kept))
        assert the_error() == ""
        base = "/partnerstwo/dolina/dokument/strategia/"
        for name, beginning in (
            ("strategia.pdf", b"%PDF-"),
            ("strategia.docx", b"PK"),
            ("strategia.html", b"<!doctype html"),
            ("strategia.json", kept.chain_bytes()),
            ("projekty.csv", b"projekt,zakres,lider,"),
        ):
            response: Any = client.get(f"{base}wersja/1/{name}")
            content = b"".join(response.streaming_content)
            assert content.lower().startswith(beginning.lower()), name
        assert "Młodzi zostają" in client.get(base).content.decode()
        assert [one["cel"] for one in site().goals] == ["Młodzi zostają"]
        assert [one["wartosc_docelowa"] for one in site().targets] == [0.0]

    def test_the_version_adopted_last_is_in_force_and_the_other_stays(
        self, client: Client, publish: Any, decide: Any, dolina_made: Partnership
    ) -> None:
        publish(decide("Pierwsza", strategy=strategy_of(dolina_made)))
        changed = {**CHAIN, "goals": [{**CHAIN["goals"][0], "title": "Młodzi wracają"}]}
        second = publish(decide("Druga", strategy=strategy_of(dolina_made, changed)))
        base = "/partnerstwo/dolina/dokument/strategia/"
        assert "Młodzi wracają" in client.get(base).content.decode()
        older = client.get(f"{base}wersja/1/").content.decode()
        assert "Młodzi zostają" in older
        assert "To nie jest obowiązująca wersja." in older
        withdraw(second.released_by, second, "Błąd w liczbach.")
        work(once=True)
        again = client.get(base).content.decode()
        assert "Młodzi zostają" in again
        assert "Błąd w liczbach." in again
        assert client.get(f"{base}wersja/2/").status_code == 410

    def test_a_damaged_chain_is_refused(
        self, decide: Any, chair: User, dolina_made: Partnership
    ) -> None:
        kept = strategy_of(dolina_made)
        StrategyVersion.objects.update(content=b"damaged")
        release(chair, decide(strategy=StrategyVersion.objects.get(pk=kept.pk)))
        work(once=True)
        assert "strategia, wersja 1" in the_error()
