"""Moments of the Polish clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from django.utils import timezone

from terytoria.portal.partnerships.domain.acting import RefusedError


def moment(day: date, clock: time, field: str = "") -> datetime:
    """A day and an hour in Poland as a moment.

    Raises :class:`RefusedError` for the ``field`` at the hour that the clocks skip in spring and
    at the one they strike twice in autumn.
    """
    here = timezone.get_default_timezone()
    local = datetime.combine(day, clock, here)
    if local.astimezone(UTC).astimezone(here).replace(tzinfo=None) != local.replace(tzinfo=None):
        text = "Tej nocy zmienia się czas i takiej godziny nie ma. Wybierz inną."
        raise RefusedError(field, text)
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        text = "Tej nocy zmienia się czas i ta godzina wypada dwa razy. Wybierz inną."
        raise RefusedError(field, text)
    return local
