"""Making and closing accounts."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from terytoria.portal.accounts.models import User
from terytoria.portal.accounts.rules import national_officers, require_officer
from terytoria.portal.audit.record import record

_TAKEN = "Ten adres ma już konto. Podaj inny albo poproś tę osobę o przypomnienie hasła."


def create_user(
    email: str,
    name: str,
    *,
    password: str | None = None,
    actor: User | None = None,
    demonstration: bool = False,
) -> User:
    """Make an account; without a password its owner sets one by a link sent to the address.

    ``actor`` is a national officer, or nobody for an accepted invitation and the command line.
    An account of the ``demonstration`` has no password and never gets one. Raises
    ``NotOfficerError``, or ``ValidationError`` with messages by field.
    """
    require_officer(actor, "zakładać kont", timezone.localdate())
    address = User.objects.normalize_email(email).strip()
    user = User(email=address, name=name.strip(), demonstration=demonstration)
    _check(user, password)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
            after: dict[str, str | bool] = {"email": user.email, "name": user.name}
            if demonstration:
                after["demonstration"] = True
            record("user.create", user, actor=actor, after=after)
    except IntegrityError:
        raise ValidationError({"email": _TAKEN}) from None
    return user


def _check(user: User, password: str | None) -> None:
    user.full_clean(exclude=("password",), validate_unique=False, validate_constraints=False)
    if User.objects.filter(email__iexact=user.email).exists():
        raise ValidationError({"email": _TAKEN})
    if password is not None:
        try:
            validate_password(password, user)
        except ValidationError as problem:
            raise ValidationError({"password": problem.messages}) from None


def deactivate_user(user: User, *, actor: User | None) -> None:
    """Close an account: its owner is signed out everywhere and cannot come back.

    Roles stay on record; they give no rights to a closed account. Raises ``NotOfficerError``, or
    ``ValidationError`` for the last national officer and for an account closed before.
    """
    today = timezone.localdate()
    require_officer(actor, "zamykać kont", today)
    with transaction.atomic():
        kept = User.objects.select_for_update().get(pk=user.pk)
        if not kept.is_active:
            raise ValidationError("To konto jest już zamknięte.")
        if set(national_officers(today)) == {kept}:
            raise ValidationError(
                "To ostatni urzędnik programu (kraj). Najpierw powierz tę rolę innej osobie."
            )
        kept.is_active = False
        kept.save(update_fields=["is_active"])
        record(
            "user.deactivate",
            kept,
            actor=actor,
            before={"is_active": True},
            after={"is_active": False},
        )
    user.is_active = False
