"""Every operation under random requests: no fault, nothing undocumented, no secret of others."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from schemathesis import Config, GenerationMode, openapi
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from terytoria.portal.api.views.documentation import description

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unlimited")]
HANDLER = WSGIHandler()
CHECKS: list[Any] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
    negative_data_rejection,
    unsupported_method,
]


def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """The portal, which has read every file it answers with to its end and closed it."""
    answer = HANDLER(environ, start_response)
    try:
        return [b"".join(answer)]
    finally:
        answer.close()


def _schema(mode: GenerationMode) -> Any:
    """The interface to be asked, with sound requests or unsound ones."""
    config = Config.from_dict({"seed": 20261122})
    config.projects.default.generation.update(modes=[mode])
    made = openapi.from_dict(description(), config=config)
    made.app = application
    return made


SOUND, UNSOUND = _schema(GenerationMode.POSITIVE), _schema(GenerationMode.NEGATIVE)
TURN = count()


def _bounded(examples: int) -> Any:
    """The same few requests at every run."""
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture
def speaking(dolina: Any, gora: Any, program: Any) -> Iterator[Any]:
    """A program of the expert of a partnership, beside another partnership full of secrets."""
    from terytoria.portal.partnerships.enums import Role

    with transaction.atomic():
        yield program(Role.EXPERT)


def _ask(case: Any, secret: str) -> None:
    headers = {"Host": "127.0.0.1"}
    if secret:
        headers["Authorization"] = f"Bearer {secret}"
    answer = case.call_and_validate(headers=headers, checks=CHECKS)
    assert b"TAJNE-GORY" not in answer.content
    if not secret:
        assert b"TAJNE" not in answer.content


def _known(case: Any, full: Any) -> Any:
    """The case with addresses of records that are there, so that it comes to what they hold."""
    numbers = {"slug": full.slug, **full.records}
    for name in case.path_parameters:
        case.path_parameters[name] = numbers.get(name, case.path_parameters[name])
    return case


@SOUND.parametrize()
@_bounded(8)
def test_sound_requests(case: Any, speaking: Any, dolina: Any, gora: Any) -> None:
    """Two of three times for what is there, own or others'."""
    whose = (dolina, gora, None)[next(TURN) % 3]
    _ask(_known(case, whose) if whose else case, speaking.secret)


@UNSOUND.parametrize()
@_bounded(8)
def test_unsound_requests(case: Any, speaking: Any) -> None:
    _ask(case, speaking.secret)


@SOUND.parametrize()
@_bounded(2)
def test_requests_without_a_token(case: Any, dolina: Any) -> None:
    _ask(_known(case, dolina), "")
