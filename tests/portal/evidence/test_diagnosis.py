"""A real diagnosis asked for, computed by a worker, and kept."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from terytoria.diagnosis import diagnose
from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.evidence.domain.computing import computed
from terytoria.portal.evidence.domain.diagnosis import cancel_diagnosis, request_diagnosis
from terytoria.portal.evidence.domain.queries import last_job, latest_version, running_job
from terytoria.portal.evidence.domain.versions import fingerprint_of, key_of
from terytoria.portal.evidence.models import DiagnosisVersion, Finding
from terytoria.portal.jobs.domain.work import work
from terytoria.portal.jobs.enums import State
from terytoria.portal.partnerships.models import Membership, Partnership
from terytoria.portal.partnerships.models.sealed import DamagedError
from terytoria.statistics.catalogue import Catalogue
from terytoria.statistics.measures import Measures
from terytoria.statistics.snapshot import Snapshot
from terytoria.territory import Area

pytestmark = pytest.mark.django_db


def test_a_diagnosis_is_computed_and_kept_whole(
    coordinator: User, dolina: Partnership, snapshot: Snapshot
) -> None:
    job = request_diagnosis(coordinator, dolina, snapshot.name)
    assert request_diagnosis(coordinator, dolina, snapshot.name) == job
    assert running_job(dolina) == job
    assert work(once=True) == 1
    version = latest_version(dolina)
    assert version is not None
    job.refresh_from_db()
    assert (job.state, job.result) == (State.DONE, {"version": 1})

    gminas = ("0201011", "0201023", "0201032", "0201043")
    area = Area("Dolina", gminas, date.fromisoformat(snapshot.vintage))
    again = diagnose(Measures(snapshot, Catalogue.load()), area)
    assert version.diagnosis_bytes() == again.to_bytes()
    assert version.sha256 == hashlib.sha256(again.to_bytes()).hexdigest()
    assert (version.snapshot, version.synthetic) == (snapshot.name, True)
    assert version.gminas == list(gminas)
    assert version.created_by == coordinator
    assert [one.heading for one in version.findings.all()] == [
        one.heading.pl for one in again.findings
    ]
    assert all(one.evidence and one.subject for one in version.findings.all())
    verbs = Entry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["diagnosis.request", "diagnosis.keep"]
    recomputed = computed(
        "Dolina", version.units, version.snapshot, version.options, lambda _: None
    )
    assert hashlib.sha256(recomputed).hexdigest() == version.sha256

    request_diagnosis(coordinator, dolina, snapshot.name)  # the same once more: nothing new
    assert work(once=True) == 1
    assert DiagnosisVersion.objects.count() == 1
    request_diagnosis(coordinator, dolina, options={"peers": "voivodeship"})
    assert work(once=True) == 1
    assert latest_version(dolina).number == 2  # type: ignore[union-attr]


def test_a_unit_the_data_do_not_know_is_named_in_polish(
    coordinator: User, dolina: Partnership, snapshot: Snapshot
) -> None:
    Membership.objects.create(partnership=dolina, unit="9999011", since=date(2020, 1, 1))
    request_diagnosis(coordinator, dolina)
    work(once=True)
    job = last_job(dolina)
    assert job is not None
    assert job.state == State.FAILED
    assert "nie zna jednostek: 9999011" in job.error
    assert not DiagnosisVersion.objects.exists()
    assert not Finding.objects.exists()


def test_a_snapshot_that_is_gone_fails_in_polish_and_leaves_nothing(
    coordinator: User,
    dolina: Partnership,
    snapshot: Snapshot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    request_diagnosis(coordinator, dolina, snapshot.name)
    monkeypatch.setenv("TERYTORIA_HOME", str(tmp_path_factory.mktemp("empty")))
    work(once=True)
    job = last_job(dolina)
    assert job is not None
    assert (job.state, "Wybierz inną migawkę" in job.error) == (State.FAILED, True)
    assert not DiagnosisVersion.objects.exists()


def test_a_fault_in_the_middle_of_keeping_leaves_no_half_of_a_version(
    coordinator: User,
    dolina: Partnership,
    snapshot: Snapshot,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OSError("disk full")

    request_diagnosis(coordinator, dolina)
    monkeypatch.setattr("terytoria.portal.evidence.domain.versions.record", broken)
    work(once=True)
    assert not DiagnosisVersion.objects.exists()
    assert not Finding.objects.exists()
    job = last_job(dolina)
    assert job is not None
    assert (job.state, job.attempts) == (State.WAITING, 1)


def test_a_request_can_be_taken_back(
    coordinator: User, dolina: Partnership, snapshot: Snapshot
) -> None:
    request_diagnosis(coordinator, dolina)
    assert cancel_diagnosis(coordinator, dolina)
    assert not cancel_diagnosis(coordinator, dolina)
    assert work(once=True) == 0
    assert last_job(dolina).state == State.CANCELLED  # type: ignore[union-attr]
    verbs = Entry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["diagnosis.request", "diagnosis.cancel"]
    assert request_diagnosis(coordinator, dolina).state == State.WAITING


@pytest.mark.parametrize(
    ("snapshot_name", "options"),
    [("nie-ma", {}), (None, {"peers": "list"}), (None, {"peers": "kind", "more": 1})],
)
def test_what_cannot_be_asked_is_refused_in_polish(
    coordinator: User,
    dolina: Partnership,
    snapshot: Snapshot,
    snapshot_name: str | None,
    options: dict[str, object],
) -> None:
    with pytest.raises(ValidationError, match="Wybierz"):
        request_diagnosis(coordinator, dolina, snapshot_name, options)
    assert last_job(dolina) is None
    assert not Entry.objects.exists()


def test_a_partnership_of_nobody_is_not_diagnosed(
    coordinator: User, dolina: Partnership, snapshot: Snapshot
) -> None:
    Membership.objects.update(until=date(2021, 1, 1))
    with pytest.raises(ValidationError, match="Dodaj najpierw gminy"):
        request_diagnosis(coordinator, dolina)


def test_other_bytes_than_those_stored_are_noticed(keep: object) -> None:
    version = keep(a=1.0)  # type: ignore[operator]
    DiagnosisVersion.objects.update(content=version.content[:-5])
    version.refresh_from_db()
    with pytest.raises(DamagedError):
        version.diagnosis()
    DiagnosisVersion.objects.update(sha256="0" * 64)
    version.refresh_from_db()
    with pytest.raises(DamagedError):
        version.diagnosis_bytes()


def test_a_key_outlives_a_change_of_kind_and_a_print_every_change_of_source() -> None:
    assert key_of({"id": "M-04.worse.0201052"}) == key_of({"id": "M-04.worse.0201053"})
    assert key_of({"id": "access.primary"}) == "access.primary"
    value = {"indicator": "L-01", "units": [], "years": [2024], "value": 1.0, "interval": None}
    said = {"kind": "gap", "severity": 1, "challenge": "", "text": "t", "consequence": ""}
    first = fingerprint_of({**said, "evidence": [{**value, "vintage": "2025", "source": "a"}]})
    assert first == fingerprint_of({**said, "evidence": [{**value, "vintage": "2026"}]})
    assert first != fingerprint_of({**said, "evidence": [{**value, "value": 2.0}]})
    assert first != fingerprint_of({**said, "kind": "threat", "evidence": [value]})
