"""Forms of sign-in, in words of this portal."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms

STRENGTH = (
    "Co najmniej 12 znaków, nie same cyfry, nic z imienia, nazwiska ani adresu. "
    "Najlepiej kilka słów, które łatwo zapamiętać."
)


def _explain(form: forms.Form) -> None:
    form.fields["password1"].help_text = STRENGTH
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):  # type: ignore[misc] # the library has no types
    """Address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.help_text = ""
            field.widget.attrs.pop("placeholder", None)


class OwnPasswordForm(ChangePasswordForm):  # type: ignore[misc] # the library has no types
    """The old password and a new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _explain(self)


class FirstPasswordForm(SetPasswordForm):  # type: ignore[misc] # the library has no types
    """A password for an account that had none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _explain(self)


class NewPasswordForm(ResetPasswordKeyForm):  # type: ignore[misc] # the library has no types
    """A new password by a link from a message."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _explain(self)


_SHAPELESS = (KeyError, ValueError, TypeError, AttributeError)
"""What the reader of passkeys raises for an answer that no browser gives."""


class NewKeyForm(AddWebAuthnForm):  # type: ignore[misc] # the library has no types
    """A name and the browser's answer; nonsense is a wrong answer, not a fault of the server."""

    def clean(self) -> dict[str, Any]:
        """Check the answer."""
        try:
            return dict(super().clean() or {})
        except _SHAPELESS:
            raise get_adapter().validation_error("incorrect_code") from None


class KeyForm(AuthenticateWebAuthnForm):  # type: ignore[misc] # the library has no types
    """The browser's answer at sign-in; nonsense is a wrong answer."""

    def clean_credential(self) -> Any:
        """Check the answer."""
        try:
            return super().clean_credential()
        except _SHAPELESS:
            raise get_adapter().validation_error("incorrect_code") from None


class AgainKeyForm(ReauthenticateWebAuthnForm):  # type: ignore[misc] # the library has no types
    """The browser's answer when a person confirms who they are; nonsense is a wrong answer."""

    def clean_credential(self) -> Any:
        """Check the answer."""
        try:
            return super().clean_credential()
        except _SHAPELESS:
            raise get_adapter().validation_error("incorrect_code") from None
