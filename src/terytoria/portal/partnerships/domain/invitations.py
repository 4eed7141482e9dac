"""Verbs about invitations by e-mail."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from terytoria.language.dates import date_pl
from terytoria.portal.accounts.domain import create_user
from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.domain.acting import Deed, RefusedError, acting
from terytoria.portal.partnerships.domain.people import grant, require_unit_of_role
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import Assignment, Invitation, Partnership
from terytoria.portal.partnerships.phrases import INVITATION_SUBJECT, INVITATION_TEXT
from terytoria.portal.partnerships.rules import LIVING, PEOPLE

VALID_FOR = timedelta(days=14)
MOST_OPEN = 200
"""Open invitations of one partnership: more is a mistake or a misuse."""


class InvitationError(RefusedError):
    """An invitation that opens nothing: unknown, used, revoked or expired."""

    def __init__(self) -> None:
        text = "To zaproszenie jest nieważne: wygasło, zostało użyte albo cofnięte. "
        super().__init__("token", text + "Poproś koordynatora partnerstwa o nowe.")


class AccountExistsError(RefusedError):
    """An invitation to an address that has an account: its owner signs in first."""

    def __init__(self) -> None:
        text = "Ten adres ma już konto. Zaloguj się i otwórz zaproszenie jeszcze raz."
        super().__init__("email", text)


@dataclass(frozen=True)
class Sent:
    """An invitation and its token, which is known only now."""

    invitation: Invitation
    token: str


def invite(
    actor: User,
    partnership: Partnership,
    email: str,
    role: Role,
    unit: str = "",
    *,
    address: Callable[[str], str],
) -> Sent:
    """Offer a role to an e-mail address; the letter leaves when the transaction is kept.

    ``address`` makes the full address of the page that accepts a token. An open invitation of the
    same address to the same role is replaced. A letter that the mail server refuses takes the
    invitation back and raises :class:`RefusedError`.
    """
    email = email.strip()
    try:
        validate_email(email)
    except ValidationError:
        text = f"„{email}” nie jest adresem e-mail. Wpisz adres w postaci osoba@urzad.pl."
        raise RefusedError("email", text) from None
    token = secrets.token_urlsafe(32)
    with acting(actor, PEOPLE, partnership) as deed:
        require_unit_of_role(deed.partnership, role, unit)
        _replace_open(deed, email, role, unit)
        made = deed.partnership.invitations.create(
            email=email,
            role=role,
            unit=unit,
            token_hash=_hashed(token),
            invited_by=actor,
            expires_at=timezone.now() + VALID_FOR,
        )
        deed.log("invitation.send", made, after={"email": email, "role": role, "unit": unit})
        transaction.on_commit(lambda: _post_or_revoke(deed, made, address(token)))
    return Sent(made, token)


def revoke(actor: User, partnership: Partnership, invitation: int) -> Invitation:
    """Take an invitation back before it is used."""
    with acting(actor, PEOPLE, partnership) as deed:
        found = deed.partnership.invitations.filter(
            pk=invitation, accepted_at=None, revoked_at=None
        ).first()
        if found is None:
            text = "Tego zaproszenia nie można cofnąć: zostało użyte albo już cofnięte. "
            raise RefusedError("invitation", text + "Rolę osoby zakończysz na liście osób.")
        _revoke(deed, found)
    return found


def find_invitation(token: str) -> Invitation:
    """The open invitation of a token; :class:`InvitationError` when there is none."""
    found = Invitation.objects.select_related("partnership").filter(token_hash=_hashed(token))
    invitation = found.first()
    if invitation is None or not invitation.open_at(timezone.now()):
        raise InvitationError
    if invitation.partnership.stage not in LIVING:
        raise InvitationError
    return invitation


def accept_invitation(
    token: str, name: str = "", password: str = "", *, user: User | None = None
) -> Assignment:
    """Accept an invitation as the signed-in owner of its address, or with a new account.

    The account is made with ``name`` and ``password`` unless ``user`` is given. Raises
    :class:`InvitationError`, :class:`AccountExistsError` when the owner has to sign in first, and
    :class:`RefusedError` for another person's invitation, an empty name or a weak password.
    """
    with transaction.atomic():
        partnership = Partnership.objects.select_for_update().get(
            pk=find_invitation(token).partnership_id
        )
        invitation = find_invitation(token)
        accepting = user or _new_account(invitation.email, name, password)
        if accepting.email.casefold() != invitation.email.casefold() or not accepting.is_active:
            text = "To zaproszenie jest dla innego adresu. Zaloguj się na konto o tym adresie."
            raise RefusedError("email", text)
        require_unit_of_role(partnership, Role(invitation.role), invitation.unit)
        deed = Deed(accepting, partnership)
        made = grant(deed, accepting, Role(invitation.role), invitation.unit)
        invitation.accepted_at = timezone.now()
        invitation.save(update_fields=["accepted_at"])
        deed.log("invitation.accept", invitation, after={"user": str(accepting)})
    return made


def _new_account(email: str, name: str, password: str) -> User:
    if User.objects.filter(email__iexact=email).exists():
        raise AccountExistsError
    if not name.strip():
        raise RefusedError("name", "Pole „imię i nazwisko” jest puste. Wpisz, jak się nazywasz.")
    try:
        return create_user(email, name, password=password)
    except ValidationError as problem:
        field = next(iter(problem.message_dict))
        raise RefusedError(field, " ".join(problem.message_dict[field])) from None


def _replace_open(deed: Deed, email: str, role: Role, unit: str) -> None:
    waiting = deed.partnership.invitations.filter(accepted_at=None, revoked_at=None)
    for known in waiting.filter(email__iexact=email, role=role, unit=unit):
        _revoke(deed, known)
    if waiting.filter(expires_at__gt=timezone.now()).count() >= MOST_OPEN:
        text = f"Na odpowiedź czeka już {MOST_OPEN} zaproszeń. Cofnij te, które są niepotrzebne."
        raise RefusedError("email", text)


def _revoke(deed: Deed, invitation: Invitation) -> None:
    invitation.revoked_at = timezone.now()
    invitation.save(update_fields=["revoked_at"])
    deed.log("invitation.revoke", invitation, after={"email": invitation.email})


def _post_or_revoke(deed: Deed, invitation: Invitation, address: str) -> None:
    """Send the letter; an invitation whose letter did not leave is taken back."""
    try:
        _post(invitation, address)
    except OSError as problem:
        with transaction.atomic():
            _revoke(deed, invitation)
        text = "Serwer poczty nie przyjął listu, więc zaproszenie cofnięto. Sprawdź adres "
        raise RefusedError("email", text + "i spróbuj ponownie za kilka minut.") from problem


def _post(invitation: Invitation, address: str) -> None:
    name = " ".join(invitation.partnership.short_name.split())
    words = {
        "partnership": name,
        "inviter": str(invitation.invited_by),
        "role": invitation.get_role_display(),
        "address": address,
        "expires": date_pl(timezone.localdate(invitation.expires_at)),
    }
    send_mail(
        INVITATION_SUBJECT.format(**words),
        INVITATION_TEXT.format(**words),
        None,
        [invitation.email],
    )


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def erase_invitations(_: User, email: str) -> None:
    """Delete invitations sent to an address whose owner wants nothing kept of them."""
    Invitation.objects.filter(email__iexact=email).delete()
