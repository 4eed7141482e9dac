"""What is known of people: apart from remarks, with a day on which it goes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from terytoria.portal.consultations.models.remark import Remark
from terytoria.portal.partnerships.models.document import document_storage


class Contact(models.Model):
    """How to reach the author of a remark; ``email`` and ``name`` are encrypted.

    ``digest`` is a keyed hash of the normalised address, by which a person's data are found;
    ``key`` names the key of both. ``confirmed_at`` is when the address was proved, ``told_at``
    when its owner was told what became of the remark.
    """

    remark = models.OneToOneField(Remark, on_delete=models.CASCADE, related_name="contact")
    email = models.BinaryField()
    name = models.BinaryField(default=b"")
    digest = models.CharField(max_length=64, db_index=True)
    key = models.CharField(max_length=8)
    erase_on = models.DateField(db_index=True)
    confirmed_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(told_at__isnull=True) | Q(confirmed_at__isnull=False),
                name="only_a_proved_address_is_told",
            )
        ]

    def __str__(self) -> str:
        return f"kontakt do uwagi {self.remark_id}"


class Original(models.Model):
    """The text of a remark as it came, encrypted, kept since parts of it were blanked."""

    remark = models.OneToOneField(Remark, on_delete=models.CASCADE, related_name="original")
    text = models.BinaryField()
    key = models.CharField(max_length=8)
    erase_on = models.DateField(db_index=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = []

    def __str__(self) -> str:
        return f"pierwotna treść uwagi {self.remark_id}"


class Scan(models.Model):
    """The scan of a letter: it bears a name and a signature, so it goes with the contacts."""

    remark = models.OneToOneField(Remark, on_delete=models.CASCADE, related_name="scan")
    file = models.FileField(storage=document_storage, max_length=120)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    erase_on = models.DateField(db_index=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = []

    def __str__(self) -> str:
        return f"skan pisma z uwagą {self.remark_id}"
