"""Releasing and withdrawing: who may, what may be, and what the files hold afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.jobs.domain.work import work
from terytoria.portal.jobs.enums import State
from terytoria.portal.jobs.models import Job
from terytoria.portal.meetings.enums import Body, Outcome
from terytoria.portal.meetings.models import Decision
from terytoria.portal.partnerships.domain.acting import RefusedError, today
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.models import DocumentVersion, Partnership
from terytoria.portal.partnerships.rules import AnyRole, ForbiddenError, may
from terytoria.portal.publishing.domain.releasing import release, try_again, withdraw
from terytoria.portal.publishing.models import Release
from terytoria.portal.publishing.rules import ACTIONS, RELEASE, VIEW, WITHDRAW
from terytoria.portal.publishing.site import Site, release_folder

pytestmark = pytest.mark.django_db

EVERYBODY: tuple[AnyRole | None, ...] = (*Role, *ProgrammeRole, None)
PUBLISHERS = {Role.COORDINATOR, Role.CHAIR}
MAY = {VIEW: {*Role, *ProgrammeRole}, RELEASE: PUBLISHERS, WITHDRAW: PUBLISHERS}


@pytest.mark.parametrize("action", ACTIONS, ids=lambda one: one.name)
@pytest.mark.parametrize("role", EVERYBODY, ids=str)
def test_every_action_by_every_role(
    action: Any, role: AnyRole | None, dolina_made: Partnership, person: Any
) -> None:
    assert may(person(role), action, dolina_made, today()) == (role in MAY[action])


@pytest.mark.parametrize("role", [one for one in EVERYBODY if one not in PUBLISHERS], ids=str)
def test_nobody_else_releases_or_withdraws(
    role: AnyRole | None, person: Any, decide: Any, chair: User
) -> None:
    decision, actor = decide(), person(role)
    with pytest.raises(ForbiddenError):
        release(actor, decision)
    made = release(chair, decide("Druga"))
    before = Entry.objects.count()
    for verb in (lambda: withdraw(actor, made, "Bo tak."), lambda: try_again(actor, made)):
        with pytest.raises(ForbiddenError):
            verb()
    assert (Entry.objects.count(), Release.objects.count()) == (before, 1)


def test_a_closed_partnership_withdraws_but_releases_no_more(
    dolina_made: Partnership, decide: Any, chair: User
) -> None:
    made, waiting = release(chair, decide()), decide("Druga")
    Partnership.objects.update(stage=Stage.CLOSED)
    with pytest.raises(ForbiddenError):
        release(chair, waiting)
    assert withdraw(chair, made, "Pomyłka w tekście.").withdrawn_at


class TestRefusals:
    def test_only_what_was_adopted(self, decide: Any, chair: User) -> None:
        with pytest.raises(RefusedError, match="nie przyjęto"):
            release(chair, decide(outcome=Outcome.REJECTED))

    def test_only_what_the_council_decided(self, decide: Any, chair: User) -> None:
        with pytest.raises(RefusedError, match="grupa robocza"):
            release(chair, decide(body=Body.WORKING_GROUP))

    def test_once(self, decide: Any, chair: User) -> None:
        decision = decide()
        made = release(chair, decision)
        with pytest.raises(RefusedError, match="już opublikowana"):
            release(chair, decision)
        withdraw(chair, made, "Pomyłka.")
        with pytest.raises(RefusedError, match="nową uchwałą"):
            release(chair, decision)

    @pytest.mark.parametrize("reason", ["", "  "])
    def test_a_withdrawal_has_a_reason(self, reason: str, decide: Any, chair: User) -> None:
        made = release(chair, decide())
        with pytest.raises(RefusedError, match="Napisz, dlaczego"):
            withdraw(chair, made, reason)

    def test_withdrawn_once(self, decide: Any, chair: User) -> None:
        made = release(chair, decide())
        withdraw(chair, made, "Pomyłka.")
        with pytest.raises(RefusedError, match="już wycofano"):
            withdraw(chair, made, "Inna.")


def test_every_verb_is_logged(decide: Any, chair: User) -> None:
    made = release(chair, decide())
    try_again(chair, made)
    withdraw(chair, made, "Pomyłka.")
    verbs = Entry.objects.filter(partnership="dolina").values_list("verb", "actor")
    assert list(verbs.order_by("pk")) == [
        ("release.publish", chair.pk),
        ("release.retry", chair.pk),
        ("release.withdraw", chair.pk),
    ]


class TestFiles:
    def test_nothing_is_public_before_the_job(
        self, root: Path, decide: Any, chair: User, agreement: DocumentVersion
    ) -> None:
        release(chair, decide(document=agreement))
        assert list(root.rglob("*")) == []

    def test_a_release_writes_its_files_and_the_site(
        self,
        root: Path,
        publish: Any,
        decide: Any,
        agreement: DocumentVersion,
        site: Callable[[], Site],
    ) -> None:
        made = publish(decide("Przyjęcie porozumienia", document=agreement))
        entry = site().entry("dolina")
        assert entry is not None
        (card,) = entry.decisions
        assert (card.title, card.number, card.paper) == (
            "Przyjęcie porozumienia",
            "1/2026",
            str(agreement.document.pk),
        )
        assert (card.author, card.publisher, card.created_on) == (
            "Sekretariat",
            "Biuro",
            "2026-04-01",
        )
        (copy,) = card.files
        content = (release_folder(root, made.pk) / copy.name).read_bytes()
        assert content == b"%PDF-1.7 porozumienie"
        assert copy.sha256 == agreement.sha256

    def test_a_withdrawal_deletes_them_and_says_why(
        self,
        root: Path,
        publish: Any,
        decide: Any,
        agreement: DocumentVersion,
        site: Callable[[], Site],
    ) -> None:
        made = publish(decide(document=agreement))
        withdraw(made.released_by, made, "Błąd w załączniku.")
        work(once=True)
        entry = site().entry("dolina")
        assert entry is not None
        assert entry.decisions == ()
        (card,) = entry.releases
        assert (card.reason, card.files, card.text) == ("Błąd w załączniku.", (), "")
        assert not list(root.rglob("*.pdf"))

    def test_a_job_done_twice_changes_nothing(
        self, root: Path, publish: Any, decide: Any, agreement: DocumentVersion
    ) -> None:
        publish(decide(document=agreement))
        before = {one: one.read_bytes() for one in root.rglob("*") if one.is_file()}
        Job.objects.update(state=State.WAITING)
        work(once=True)
        assert {one: one.read_bytes() for one in root.rglob("*") if one.is_file()} == before

    def test_withdrawn_before_the_job_began_it_never_appears(
        self,
        root: Path,
        decide: Any,
        chair: User,
        agreement: DocumentVersion,
        site: Callable[[], Site],
    ) -> None:
        withdraw(chair, release(chair, decide(document=agreement)), "Pomyłka.")
        work(once=True)
        assert site().entry("dolina").releases == ()  # type: ignore[union-attr]
        assert not list(root.rglob("*.pdf"))

    def test_a_file_that_is_gone_is_a_clear_error_and_may_be_tried_again(
        self,
        root: Path,
        decide: Any,
        chair: User,
        agreement: DocumentVersion,
        site: Callable[[], Site],
    ) -> None:
        path = Path(agreement.file.path)
        content = path.read_bytes()
        path.unlink()
        made = release(chair, decide(document=agreement))
        work(once=True)
        job = Job.objects.get(kind="publishing.release")
        assert job.state == State.FAILED
        assert "Nie ma pliku dokumentu „Porozumienie”" in job.error
        assert not (root / ".released" / str(made.pk)).exists()
        path.write_bytes(content)
        try_again(chair, made)
        work(once=True)
        assert len(site().entry("dolina").decisions) == 1  # type: ignore[union-attr]

    def test_a_file_that_changed_is_not_published(
        self, root: Path, decide: Any, chair: User, agreement: DocumentVersion
    ) -> None:
        Path(agreement.file.path).write_bytes(b"%PDF-1.7 inne")
        release(chair, decide(document=agreement))
        work(once=True)
        assert "inny odcisk" in Job.objects.get(kind="publishing.release").error
        assert not list(root.rglob("*.pdf"))


def test_a_withdrawal_that_failed_may_be_tried_again(
    publish: Any, decide: Any, site: Callable[[], Site]
) -> None:
    made = publish(decide())
    withdraw(made.released_by, made, "Pomyłka.")
    Job.objects.filter(kind="publishing.withdraw").update(state=State.FAILED, error="x")
    Partnership.objects.update(stage=Stage.CLOSED)
    made.refresh_from_db()
    try_again(made.released_by, made)
    work(once=True)
    assert site().entry("dolina").decisions == ()  # type: ignore[union-attr]


def test_a_decision_without_a_version_is_released_by_itself(
    publish: Any, decide: Any, site: Callable[[], Site]
) -> None:
    publish(decide("Wybór lidera projektu"))
    entry = site().entry("dolina")
    assert entry is not None
    assert [one.title for one in entry.decisions] == ["Wybór lidera projektu"]
    assert entry.papers == ()


def test_a_decision_is_kept_as_long_as_its_release(decide: Any, chair: User) -> None:
    release(chair, decide())
    with pytest.raises(Exception, match=r"cannot be deleted|protected"):
        Decision.objects.all().delete()
