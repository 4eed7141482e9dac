"""How the sign-in library behaves here: no open sign-up, quiet mail, secrets kept enciphered."""

from __future__ import annotations

import base64
import logging
import secrets
from hashlib import sha256
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import render

from terytoria.portal.accounts.models import User
from terytoria.portal.accounts.session_log import hashed, refused

_log = logging.getLogger(__name__)
_ENCIPHERED = "fernet:"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # the library has no types
    """Passwords."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by invitation only."""
        return False

    def pre_login(self, request: HttpRequest, user: User, **found: Any) -> Any:
        """Refuse accounts of the demonstration: no password, link or office opens them."""
        if user.demonstration:
            refused(request, user.email)
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **found)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Log what was refused."""
        refused(request, str(credentials.get("email") or credentials.get("username") or ""))

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Tell a person that their account changed, once the change is kept.

        Mail that is down does not undo it, and mail that is slow holds no transaction.
        """
        transaction.on_commit(lambda: self._notify(*args, **kwargs))

    def _notify(self, *args: Any, **kwargs: Any) -> None:
        try:
            super().send_notification_mail(*args, **kwargs)
        except (SMTPException, OSError):
            _log.warning("a notice of a changed account could not be sent", exc_info=True)


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc] # the library has no types
    """Second factors: their secrets are kept enciphered with a key made of ``SECRET_KEY``."""

    def encrypt(self, text: str) -> str:
        """Encipher a secret before it is stored, where the key outlives this process."""
        if not settings.LASTING_KEY:
            return text
        enciphered: bytes = _cipher().encrypt(text.encode())
        return _ENCIPHERED + enciphered.decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret that was stored; older keys are those of ``SECRET_KEY_FALLBACKS``.

        With a key that is lost, a random secret: no code fits it, so nobody gets in by it.
        """
        if not encrypted_text.startswith(_ENCIPHERED):
            return encrypted_text
        token = encrypted_text.removeprefix(_ENCIPHERED).encode()
        try:
            deciphered: bytes = _cipher().decrypt(token)
        except InvalidToken:
            _log.exception("a second factor was enciphered with another TERYTORIA_SECRET_KEY")
            return base64.b32encode(secrets.token_bytes(20)).decode()
        return deciphered.decode()


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]
    digests = (sha256(f"terytoria.accounts.factor:{key}".encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(each)) for each in digests])


class OfficeAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc] # the library has no types
    """An office's own identity provider."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody gets an account by being known to the office."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Let in the person with the address that the office vouches for; refuse all others."""
        if sociallogin.is_existing:
            return
        address = _vouched(sociallogin)
        user = User.objects.filter(email__iexact=address).first() if address else None
        if user is None:
            refused(request, address)
            page = render(request, "account/signup_closed.html", {"office": True}, status=403)
            raise ImmediateHttpResponse(page)
        sociallogin.connect(request, user)
        _log.info("an office's account was joined to %s", hashed(address))

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Log that the office's provider refused or could not be reached."""
        refused(request, "")


def _vouched(sociallogin: Any) -> str:
    trusted = sociallogin.provider.app.settings.get("trust_email", False)
    for each in sociallogin.email_addresses:
        if trusted or each.verified is True:
            return str(each.email)
    return ""
