"""What speaks for an update, each with what shows it, and starting one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.portal.people import browser_of

from terytoria.portal.accounts.models import User
from terytoria.portal.evidence.models import DiagnosisVersion, Finding
from terytoria.portal.jobs.models import Job
from terytoria.portal.monitoring.domain.following import keep_round
from terytoria.portal.monitoring.domain.readings import Value, add_reading
from terytoria.portal.monitoring.domain.reasons import causes_of
from terytoria.portal.monitoring.domain.subjects import subjects_of
from terytoria.portal.monitoring.domain.updating import TITLE, open_update, start_update
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import Membership
from terytoria.portal.planner.domain.tasks import finish_task
from terytoria.portal.strategies.domain.freezing import freeze
from terytoria.portal.strategies.models import Frame

from .conftest import adopt

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
LATE = Value(2024, 60.0, "ewidencja", date(2025, 1, 1))


def titles(made: Any) -> list[str]:
    """What speaks for an update now."""
    return [one.title for one in causes_of(made.partnership)]


def test_before_adoption_there_is_nothing_to_update(made: Any, ola: User) -> None:
    add_reading(ola, made.own, LATE)
    assert titles(made) == []


def test_a_fresh_strategy_has_no_reason(made: Any, adopted: Any) -> None:
    assert titles(made) == []


def test_targets_off_course_and_reached_are_reasons(made: Any, adopted: Any, ola: User) -> None:
    add_reading(ola, made.own, LATE)
    (cause,) = causes_of(made.partnership)
    assert cause.title == "Miernik z opóźnieniem: Miejsca w żłobkach"
    assert cause.shown == ("ewidencja, stan danych: 2025-01-01",)
    assert cause.address.endswith(f"#miernik-{made.own.pk}-adopted")
    add_reading(ola, made.own, Value(2025, 500.0, "ewidencja", date(2026, 1, 1)))
    assert titles(made) == ["Miernik osiągnięty: Miejsca w żłobkach"]


def test_a_broken_series_is_a_reason(made: Any, adopted: Any, job: Job) -> None:
    subject = next(
        one
        for one in subjects_of(made.partnership, adopted.strategy)
        if one.target.id == made.target.pk
    )
    found = {
        "name": "x", "unit": "osoba", "decimals": 0, "light": "unknown", "base": 1.0,
        "revised": False, "expected": None, "broken": 2023, "text": "Zdanie.", "evidence": [],
        "readings": [], "parts": [],
    }  # fmt: skip
    result = {"id": made.target.pk, "text": "adopted", "asked": subject.asked(), "found": found}
    data = {"snapshot": "a", "vintage": "a", "synthetic": True}
    keep_round(job.pk, made.partnership.pk, adopted.strategy_id, data, [result])
    (cause,) = causes_of(made.partnership)
    assert cause.title.startswith("Przerwany szereg")
    assert "Od 2023 r." in cause.text


def test_members_that_joined_or_left_are_reasons(made: Any, ola: User, jan: User) -> None:
    own = made.partnership.members
    made.partnership.members.filter(unit=made.partnership.leader).update(until=date(2026, 1, 1))
    joined = land.current().register.gminas[9]
    Membership.objects.create(
        partnership=made.partnership, unit=joined, since=TODAY - timedelta(20)
    )
    adopt(made.partnership, _frozen(made, jan), date(2025, 6, 1))
    came, went = (one for one in causes_of(made.partnership) if "członkowie" in one.title)
    assert came.shown == (land.current().label(joined),)
    assert went.shown == (land.current().label(made.partnership.leader),)
    assert own.count() == 4


def _frozen(made: Any, jan: User) -> Any:
    from unittest.mock import patch

    sound = type("Sound", (), {"errors": ()})
    with patch("terytoria.portal.strategies.domain.freezing.check", lambda _: sound):
        return freeze(jan, made.partnership)


@pytest.mark.parametrize(
    ("ahead", "said"),
    [(3, None), (2, "zostało 2"), (1, "został 1"), (0, "do końca tego roku"), (-1, "już nie")],
)
def test_a_near_horizon_is_a_reason(made: Any, jan: User, ahead: int, said: str | None) -> None:
    Frame.objects.update(horizon=TODAY.year + ahead)
    adopt(made.partnership, _frozen(made, jan), TODAY)
    causes = causes_of(made.partnership)
    assert bool(causes) == (said is not None)
    if said is not None:
        assert said in causes[0].text.replace("\u00a0", " ")


def diagnosis(made: Any, number: int, **findings: str) -> DiagnosisVersion:
    """A version with findings: a fingerprint by key."""
    job = Job.objects.create(kind="evidence.diagnose", key=f"test:{number}")
    version = DiagnosisVersion.objects.create(
        partnership=made.partnership, number=number, snapshot=f"s{number}", vintage=f"v{number}",
        synthetic=True, options={}, units=[], gminas=[], job=job, content=b"", sha256="",
    )  # fmt: skip
    for place, (key, kind) in enumerate(findings.items()):
        Finding.objects.create(
            version=version, position=place, key=key, fingerprint=f"{kind}{number}", kind=kind,
            weight=2, subject="Dolina", heading=f"Ustalenie {key}", text="Tekst.", evidence=[],
        )  # fmt: skip
    return version


def test_a_newer_diagnosis_that_says_otherwise_is_a_reason(made: Any, jan: User) -> None:
    first = diagnosis(made, 1, a="weakness", b="weakness", c="gap")
    early = timezone.now() - timedelta(3)
    DiagnosisVersion.objects.filter(pk=first.pk).update(created_at=early)
    adopt(made.partnership, _frozen(made, jan), TODAY - timedelta(1))
    assert titles(made) == []
    diagnosis(made, 2, a="threat", b="weakness", d="threat")
    (cause,) = causes_of(made.partnership)
    assert cause.title == "Nowsza diagnoza mówi co innego"
    assert "Inne dane: stan v1 → v2." in cause.text
    assert cause.shown == (
        "inne: Ustalenie a (Dolina)",
        "nowe: Ustalenie d (Dolina)",
        "już go nie ma: Ustalenie c (Dolina)",
    )
    assert cause.address.endswith("?stara=1&nowa=2")


def test_an_update_is_a_task_with_the_reasons(
    made: Any, adopted: Any, ola: User, jan: User
) -> None:
    with pytest.raises(RefusedError, match="Nic nie wskazuje"):
        start_update(ola, made.partnership, jan, TODAY + timedelta(30))
    add_reading(ola, made.own, LATE)
    task = start_update(ola, made.partnership, jan, TODAY + timedelta(30))
    assert (task.title, task.owner, task.link) == (
        TITLE, jan, reverse("monitoring:reasons", args=["dolina"]),
    )  # fmt: skip
    assert "Miernik z opóźnieniem: Miejsca w żłobkach" in task.text
    with pytest.raises(RefusedError, match="już otwarte"):
        start_update(ola, made.partnership, jan, TODAY + timedelta(30))
    finish_task(jan, task)
    assert open_update(made.partnership) is None


def test_the_update_is_started_from_its_page(
    made: Any, adopted: Any, ola: User, jan: User, person: Any
) -> None:
    add_reading(ola, made.own, LATE)
    client, page = browser_of(ola), reverse("monitoring:reasons", args=["dolina"])
    assert "Rozpocznij aktualizację" in client.get(page).content.decode()
    order = reverse("monitoring:update", args=["dolina"])
    assert client.post(order, {"owner": jan.pk, "due": "2020-01-01"}).status_code == 422
    sent = client.post(order, {"owner": jan.pk, "due": f"{TODAY + timedelta(9)}"}, follow=True)
    assert "Aktualizacja jest przygotowywana" in sent.content.decode()
    watcher: Client = browser_of(person(Role.OBSERVER))
    text = watcher.get(page).content.decode()
    assert "Miernik z opóźnieniem" in text
    assert "Rozpocznij aktualizację" not in text
