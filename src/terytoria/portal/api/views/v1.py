"""Version 1 of the programming interface, put together."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.core.exceptions import RequestDataTooBig, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from ninja import NinjaAPI
from ninja.errors import HttpError
from ninja.errors import ValidationError as WrongShapeError
from ninja.renderers import JSONRenderer

from terytoria.portal.api.interfaces import wrong
from terytoria.portal.api.interfaces.body import StrictParser, too_large
from terytoria.portal.api.interfaces.failures import failure
from terytoria.portal.api.interfaces.problems import ProblemError, answer, fault, invalid
from terytoria.portal.api.views import evidence, meetings, partnerships, public, strategy, tasks
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.rules import ForbiddenError
from terytoria.portal.strategies.domain.editing import DeletedMeanwhileError, EditedMeanwhileError

_renderer = JSONRenderer()
_renderer.json_dumps_params = {"ensure_ascii": False, "allow_nan": False}
api = NinjaAPI(
    title="Terytoria",
    version="1",
    parser=StrictParser(),
    renderer=_renderer,
    docs_url=None,
    openapi_url=None,
    urls_namespace="api-1",
)
for each in (public, partnerships, evidence, strategy, meetings, tasks):
    api.add_router("", each.router)


def _of_problem(problem: ProblemError) -> ProblemError:
    return problem


def _of_http(refusal: HttpError) -> ProblemError:
    if isinstance(refusal.__cause__, ProblemError):  # the library hides what its parser raised
        return refusal.__cause__
    return ProblemError(refusal.status_code, "Nie rozumiemy tego żądania. Sprawdź opis w /api/.")


def _of_shape(refusal: WrongShapeError) -> ProblemError:
    return invalid(wrong.faults(refusal.errors))


def _of_refusal(refusal: RefusedError) -> ProblemError:
    return invalid([fault(refusal.field, refusal.message)])


def _of_conflict(refusal: EditedMeanwhileError | DeletedMeanwhileError) -> ProblemError:
    told = fault("version", refusal.message)
    return ProblemError(409, refusal.message, [told])


def _of_validation(refusal: ValidationError) -> ProblemError:
    if not hasattr(refusal, "error_dict"):
        return invalid([fault("", one) for one in refusal.messages])
    told = refusal.message_dict.items()
    return invalid(
        [
            fault("" if name == "__all__" else name, one)
            for name, messages in told
            for one in messages
        ]
    )


def _of_right(refusal: ForbiddenError) -> ProblemError:
    return ProblemError(403, str(refusal))


def _of_absence(_: Http404) -> ProblemError:
    return ProblemError(404, "Tego nie ma. Sprawdź adres na stronie /api/.")


def _of_size(_: RequestDataTooBig) -> ProblemError:
    return too_large()


def _of_broken_sending(_: UnreadablePostError) -> ProblemError:
    return ProblemError(400, "Treść żądania urwała się. Wyślij ją jeszcze raz.")


def _handled(
    told: Callable[..., ProblemError], request: HttpRequest, problem: Exception | type[Exception]
) -> HttpResponse:
    return answer(told(problem), request.path)


_KINDS: dict[type[Exception], Callable[..., ProblemError]] = {
    ProblemError: _of_problem,
    HttpError: _of_http,
    WrongShapeError: _of_shape,
    RefusedError: _of_refusal,
    EditedMeanwhileError: _of_conflict,
    DeletedMeanwhileError: _of_conflict,
    ValidationError: _of_validation,
    ForbiddenError: _of_right,
    Http404: _of_absence,
    RequestDataTooBig: _of_size,
    UnreadablePostError: _of_broken_sending,
    Exception: failure,
}
for kind, told_by in _KINDS.items():
    api.add_exception_handler(kind, partial(_handled, told_by))
