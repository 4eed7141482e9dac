"""Sign-ins, second factors and passwords in the log.

They happen inside the sign-in library; its announcements are the only place to hear of them.
"""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as factors
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from terytoria.portal.accounts.models import User
from terytoria.portal.audit.record import record

_SALT = "terytoria.accounts.address"


def hashed(address: str) -> str:
    """A mark of an e-mail address that tells repeated attempts apart and cannot be read back."""
    return salted_hmac(_SALT, address.strip().lower(), algorithm="sha256").hexdigest()[:32]


def refused(request: HttpRequest | None, address: str) -> None:
    """Log a failed sign-in: the mark of the address that was typed, never the password."""
    with transaction.atomic():
        record("session.refuse", None, actor=None, after={"address": hashed(address)})


def _log(verb: str, user: User, after: dict[str, Any] | None = None) -> None:
    with transaction.atomic():
        record(verb, user, actor=user, after=after)


def _signed_in(sender: Any, request: HttpRequest, user: User, **found: Any) -> None:
    login = found.get("sociallogin")
    _log("session.open", user, {"way": login.account.provider if login else "password"})


def _signed_out(sender: Any, request: HttpRequest, user: User | None, **_: Any) -> None:
    if user is not None:
        _log("session.close", user)


def _password_set(sender: Any, request: HttpRequest, user: User, **_: Any) -> None:
    _log("password.change", user)


def _password_reset(sender: Any, request: HttpRequest, user: User, **_: Any) -> None:
    _log("password.reset", user)


def _factor_added(sender: Any, instance: Authenticator, created: bool, **_: Any) -> None:
    if created:
        _log("factor.set", instance.user, {"type": instance.type})


def _factor_renewed(sender: Any, user: User, authenticator: Any, **_: Any) -> None:
    _log("factor.renew", user, {"type": authenticator.type})


def _factor_removed(sender: Any, instance: Authenticator, **_: Any) -> None:
    _log("factor.remove", instance.user, {"type": instance.type})


def _factor_refused(sender: Any, user: User, authenticator: Any, **_: Any) -> None:
    with transaction.atomic():
        record("factor.refuse", user, actor=None, after={"type": authenticator.type})


def connect() -> None:
    """Hear what the sign-in library announces; hearing twice changes nothing."""
    for signal, heard in (
        (account.user_logged_in, _signed_in),
        (account.user_logged_out, _signed_out),
        (account.password_set, _password_set),
        (account.password_changed, _password_set),
        (account.password_reset, _password_reset),
        (factors.authenticator_reset, _factor_renewed),
        (factors.authentication_failed, _factor_refused),
    ):
        signal.connect(heard, dispatch_uid=f"accounts.{heard.__name__}")
    # The library announces a factor after its transaction; the rows are heard of inside it.
    for row_signal, row_heard in ((post_save, _factor_added), (post_delete, _factor_removed)):
        uid = f"accounts.{row_heard.__name__}"
        row_signal.connect(row_heard, sender=Authenticator, dispatch_uid=uid)
