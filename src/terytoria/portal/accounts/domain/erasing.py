"""Deleting what is kept of a person; what they decided stays under a number."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from terytoria.portal.accounts.models import User
from terytoria.portal.accounts.rules import national_officers, require_officer
from terytoria.portal.audit.forgetting import forget
from terytoria.portal.audit.record import record

ERASED = "osoba nr {pk} (dane usunięte)"
_ADDRESS = "osoba-{pk}@usunieta.invalid"
Eraser = Callable[[User, str], None]
_ERASERS: list[Eraser] = []


def also_erases(eraser: Eraser) -> None:
    """Let a room above delete what it keeps of a person, told the account and its address."""
    if eraser not in _ERASERS:
        _ERASERS.append(eraser)


def erase_user(user: User, *, actor: User | None) -> int:
    """Close an account and delete the name, address, password and factors of its owner.

    Votes, decisions, texts and entries of the log stay: public bodies answer for them, and they
    name a number instead of the person. Returns how many entries of the log were changed. A
    person may ask for themself; otherwise a national officer. Raises ``NotOfficerError``, or
    ``ValidationError`` for the last national officer and for data deleted before.
    """
    today = timezone.localdate()
    if actor is None or actor.pk != user.pk:
        require_officer(actor, "usuwać danych innych osób", today)
    with transaction.atomic():
        kept = User.objects.select_for_update().get(pk=user.pk)
        email, name = kept.email, kept.name
        if email == _ADDRESS.format(pk=kept.pk):
            raise ValidationError("Dane tej osoby są już usunięte.")
        if set(national_officers(today)) == {kept}:
            raise ValidationError(
                "To ostatni urzędnik programu (kraj). Najpierw powierz tę rolę innej osobie."
            )
        kept.name, kept.email = ERASED.format(pk=kept.pk), _ADDRESS.format(pk=kept.pk)
        kept.is_active = False
        kept.set_unusable_password()
        kept.save()
        for model in (EmailAddress, Authenticator, SocialAccount):
            model.objects.filter(user=kept).delete()
        for eraser in _ERASERS:
            eraser(kept, email)
        # Who erased themself is named by the number at once.
        record("user.erase", kept, actor=kept if actor and actor.pk == kept.pk else actor)
        words = {email: kept.email}
        if " " in name and not User.objects.filter(name=name).exists():
            words[name] = kept.name  # the name of nobody else, and no common word
        changed = forget(words, kept.pk, kept.name)
    user.refresh_from_db()
    return changed
