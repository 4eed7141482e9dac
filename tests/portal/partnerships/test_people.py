"""People and invitations."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.domain.invitations import (
    AccountExistsError,
    InvitationError,
    Sent,
    accept_invitation,
    find_invitation,
    invite,
    revoke,
)
from terytoria.portal.partnerships.domain.people import assign_role, end_role
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.models import Invitation, Partnership
from terytoria.portal.partnerships.rules import ForbiddenError

pytestmark = pytest.mark.django_db
Person = Callable[..., User]
WORD = "brzoza-i-dwa-jeziora"


def address(token: str) -> str:
    """Address of the page that accepts."""
    return f"https://portal.example.org/z/{token}/"


@pytest.fixture
def sent(ola: User, dolina: Partnership) -> Sent:
    """An invitation of an expert."""
    return invite(ola, dolina, "ewa@example.org", Role.EXPERT, address=address)


def test_the_letter_is_polish_and_leaves_after_the_transaction(
    ola: User, dolina: Partnership, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        sent = invite(ola, dolina, " ewa@example.org ", Role.EXPERT, address=address)
        assert not mail.outbox
    (letter,) = mail.outbox
    assert letter.to == ["ewa@example.org"]
    assert letter.subject == "Zaproszenie do partnerstwa dolina"
    assert address(sent.token) in letter.body
    assert "Rola: ekspert." in letter.body
    assert "Osoba ola zaprasza" in letter.body


def test_a_name_on_two_lines_does_not_break_the_letter(
    ola: User, dolina: Partnership, django_capture_on_commit_callbacks: Any
) -> None:
    Partnership.objects.filter(pk=dolina.pk).update(short_name="Dolina\r\nBcc: a@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        invite(ola, dolina, "ewa@example.org", Role.EXPERT, address=address)
    assert mail.outbox[0].subject.endswith("Dolina Bcc: a@example.org")
    assert mail.outbox[0].recipients() == ["ewa@example.org"]


def test_a_letter_that_does_not_leave_takes_the_invitation_back(
    ola: User,
    dolina: Partnership,
    django_capture_on_commit_callbacks: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise SMTPServerDisconnected("poczta nie działa")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    with (
        pytest.raises(RefusedError, match="spróbuj ponownie") as refused,
        django_capture_on_commit_callbacks(execute=True),
    ):
        invite(ola, dolina, "ewa@example.org", Role.EXPERT, address=address)
    assert refused.value.field == "email"
    assert Invitation.objects.get().revoked_at is not None
    assert Entry.objects.filter(verb="invitation.revoke").exists()


def test_only_the_hash_of_the_token_is_kept(sent: Sent) -> None:
    stored = Invitation.objects.values().get()
    assert sent.token not in str(stored)
    assert sent.token not in str(list(Entry.objects.values()))


def test_accepting_makes_the_account_and_the_role(sent: Sent, dolina: Partnership) -> None:
    made = accept_invitation(sent.token, "Osoba ewa", WORD)
    assert Entry.objects.filter(verb="user.create", subject_id=str(made.user_id)).count() == 1
    assert (made.role, made.since) == (Role.EXPERT, timezone.localdate())
    assert User.objects.get(email="ewa@example.org").check_password(WORD)
    verbs = set(Entry.objects.filter(partnership="dolina").values_list("verb", flat=True))
    assert verbs == {"invitation.send", "invitation.accept", "role.assign"}


def test_an_invitation_is_used_once(sent: Sent) -> None:
    accept_invitation(sent.token, "Osoba ewa", WORD)
    with pytest.raises(InvitationError, match="nieważne"):
        accept_invitation(sent.token, "Osoba ewa", WORD)
    assert User.objects.filter(email="ewa@example.org").count() == 1


@pytest.mark.parametrize(("after", "opens"), [(0, False), (1, True)])
def test_an_invitation_expires(sent: Sent, after: int, opens: bool) -> None:
    left = timezone.now() + timedelta(minutes=after)
    Invitation.objects.update(expires_at=left)
    if opens:
        assert find_invitation(sent.token) == sent.invitation
    else:
        with pytest.raises(InvitationError):
            accept_invitation(sent.token, "Osoba ewa", WORD)


def test_it_is_valid_for_fourteen_days(sent: Sent) -> None:
    lasts = sent.invitation.expires_at - sent.invitation.created_at
    assert abs(lasts - timedelta(days=14)) < timedelta(seconds=5)


@pytest.mark.parametrize("token", ["", "nieznany", "a" * 500, "ąę\n"])
def test_a_wrong_token_opens_nothing(sent: Sent, token: str) -> None:
    with pytest.raises(InvitationError):
        find_invitation(token)


def test_a_revoked_invitation_opens_nothing(ola: User, dolina: Partnership, sent: Sent) -> None:
    revoke(ola, dolina, sent.invitation.pk)
    with pytest.raises(InvitationError):
        accept_invitation(sent.token, "Osoba ewa", WORD)
    with pytest.raises(RefusedError, match="nie można cofnąć"):
        revoke(ola, dolina, sent.invitation.pk)


def test_an_invitation_to_a_closed_partnership_opens_nothing(
    dolina: Partnership, sent: Sent
) -> None:
    Partnership.objects.filter(pk=dolina.pk).update(stage=Stage.CLOSED)
    with pytest.raises(InvitationError):
        find_invitation(sent.token)


def test_inviting_again_replaces_the_open_one(ola: User, dolina: Partnership, sent: Sent) -> None:
    again = invite(ola, dolina, "EWA@example.org", Role.EXPERT, address=address)
    with pytest.raises(InvitationError):
        find_invitation(sent.token)
    assert find_invitation(again.token) == again.invitation


def test_the_owner_of_an_account_signs_in_first(sent: Sent, person: Person) -> None:
    ewa, jan = person("ewa"), person("jan")
    with pytest.raises(AccountExistsError, match="Zaloguj się"):
        accept_invitation(sent.token, "Inna", WORD)
    with pytest.raises(RefusedError, match="innego adresu"):
        accept_invitation(sent.token, user=jan)
    assert accept_invitation(sent.token, user=ewa).user == ewa
    assert ewa.check_password("sosna-nad-jeziorem-7")


@pytest.mark.parametrize(
    ("name", "password", "field"),
    [(" ", WORD, "name"), ("Ewa", "krótkie", "password"), ("Ewa", "ewa@example.org", "password")],
)
def test_a_new_account_needs_a_name_and_a_strong_password(
    sent: Sent, name: str, password: str, field: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        accept_invitation(sent.token, name, password)
    assert refused.value.field == field
    assert find_invitation(sent.token)
    assert not User.objects.filter(email="ewa@example.org").exists()


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (("nie-adres", Role.EXPERT, ""), "email"),
        (("a@example.org\nBcc: b@example.org", Role.EXPERT, ""), "email"),
        (("a@example.org", Role.REPRESENTATIVE, ""), "unit"),
        (("a@example.org", Role.REPRESENTATIVE, "3201043"), "unit"),
        (("a@example.org", Role.EXPERT, "3217011"), "unit"),
    ],
)
def test_unsound_invitations_are_refused(
    ola: User, dolina: Partnership, asked: tuple[str, Role, str], field: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        invite(ola, dolina, *asked, address=address)
    assert refused.value.field == field
    assert not Invitation.objects.exists()


def test_an_expert_invites_nobody(person: Person, dolina: Partnership) -> None:
    expert = person("jan", dolina, Role.EXPERT)
    with pytest.raises(ForbiddenError, match="zapraszać osób"):
        invite(expert, dolina, "a@example.org", Role.EXPERT, address=address)


def test_a_foreign_invitation_is_not_revoked(
    person: Person, found: Callable[..., Partnership], sent: Sent
) -> None:
    other = found("obca")
    with pytest.raises(RefusedError):
        revoke(person("jan", other, Role.COORDINATOR), other, sent.invitation.pk)
    assert find_invitation(sent.token)


def test_a_person_of_the_partnership_gets_a_further_role(
    ola: User, dolina: Partnership, person: Person
) -> None:
    jan = person("jan", dolina, Role.EXPERT)
    assert assign_role(ola, dolina, jan, Role.CHAIR).role == Role.CHAIR
    with pytest.raises(RefusedError, match="ma już tę rolę"):
        assign_role(ola, dolina, jan, Role.CHAIR)


def test_a_stranger_is_invited_not_assigned(ola: User, dolina: Partnership, person: Person) -> None:
    with pytest.raises(RefusedError, match="Wyślij jej zaproszenie"):
        assign_role(ola, dolina, person("obca"), Role.EXPERT)


def test_the_last_coordinator_does_not_leave(
    ola: User, dolina: Partnership, person: Person, yesterday: date
) -> None:
    own = dolina.people.get(user=ola)
    with pytest.raises(RefusedError, match="ostatni koordynator"):
        end_role(ola, dolina, own.pk, yesterday)
    person("blok", dolina, Role.COORDINATOR, is_active=False)
    with pytest.raises(RefusedError, match="ostatni koordynator"):
        end_role(ola, dolina, own.pk, yesterday)
    person("jan", dolina, Role.COORDINATOR)
    ended = end_role(ola, dolina, own.pk, yesterday)
    assert ended is not None
    assert ended.until == yesterday
    with pytest.raises(ForbiddenError):
        assign_role(ola, dolina, ola, Role.EXPERT)


def test_a_role_given_by_mistake_is_withdrawn(
    ola: User, dolina: Partnership, person: Person, yesterday: date
) -> None:
    jan = person("jan", dolina, Role.EXPERT)
    given = assign_role(ola, dolina, jan, Role.CHAIR)
    assert end_role(ola, dolina, given.pk, yesterday) is None
    assert Entry.objects.filter(verb="role.withdraw").exists()
    with pytest.raises(RefusedError, match="już się skończyła"):
        end_role(ola, dolina, given.pk, yesterday)
