"""Users and their roles in the programme."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from terytoria.portal.accounts.enums import ProgrammeRole


class UserManager(BaseUserManager["User"]):
    """Makes users and finds them by e-mail, whatever its case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Store a user; without a password they can only set one by an invitation."""
        user = self.model(email=self.normalize_email(email).strip(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """The user of an e-mail address."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who signs in with an e-mail address.

    Nothing but a name and an address is kept of them; roles say what they may do. An account of
    the ``demonstration`` is entered by a button there, and nowhere else by any means.
    """

    email = models.EmailField("adres e-mail", max_length=254, unique=True)
    name = models.CharField("imię i nazwisko", max_length=120)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    demonstration = models.BooleanField("konto pokazowe", default=False)

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(Lower("email"), name="one_account_for_an_address")
        ]

    def __str__(self) -> str:
        return self.name or self.email


class ProgrammeAssignment(models.Model):
    """A role in the programme from one day to another (both inclusive; no end: still held).

    A regional officer has a voivodeship (two digits), the others none.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="programme_assignments")
    role = models.CharField(max_length=20, choices=ProgrammeRole)
    voivodeship = models.CharField(max_length=2, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(role=ProgrammeRole.REGIONAL_OFFICER) ^ Q(voivodeship=""),
                name="only_a_regional_officer_has_a_voivodeship",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="a_programme_role_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
