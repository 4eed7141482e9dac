"""What verbs about surveys stand on: the survey as it is now, or a refusal."""

from __future__ import annotations

from terytoria.portal.partnerships.domain.acting import Deed, RefusedError
from terytoria.portal.surveys.enums import State
from terytoria.portal.surveys.models import Survey

CHANGED = (
    "Ktoś zmienił tę ankietę w międzyczasie. Skopiuj swój tekst, otwórz stronę jeszcze raz "
    "i wpisz go ponownie."
)


def survey_now(deed: Deed, survey: Survey, version: int | None = None) -> Survey:
    """The survey read anew under the lock of its partnership.

    Raises :class:`RefusedError` for one that is gone, and one of another ``version`` than seen.
    """
    found = deed.partnership.surveys.select_for_update().filter(pk=survey.pk).first()
    if found is None:
        raise RefusedError("", "Nie ma już tej ankiety. Wróć do listy ankiet.")
    if version is not None and found.version != version:
        raise RefusedError("version", CHANGED)
    return found


def draft_now(deed: Deed, survey: Survey, version: int | None = None) -> Survey:
    """The survey read anew, still a draft; else refused."""
    found = survey_now(deed, survey, version)
    if not found.draft:
        text = "Ankieta jest już otwarta i nie można jej zmieniać. Zrób kopię i zmień kopię."
        raise RefusedError("", text)
    return found


def closed_now(deed: Deed, survey: Survey) -> Survey:
    """The survey read anew, closed; else refused."""
    found = survey_now(deed, survey)
    if found.state != State.CLOSED:
        raise RefusedError("", "To można zrobić dopiero po zakończeniu ankiety. Zakończ ją.")
    return found


def changed(survey: Survey, *fields: str) -> None:
    """Save fields as the next version of the survey."""
    survey.version += 1
    survey.save(update_fields=[*fields, "version"])
