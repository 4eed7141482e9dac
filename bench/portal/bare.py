"""The peer: the same server and framework with one page of fixed bytes."""

from __future__ import annotations

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import re_path

PAGE = b"x" * int(os.environ.get("BARE_SIZE", "1"))


def page(request: HttpRequest, rest: str) -> HttpResponse:
    """The page, whatever the address."""
    return HttpResponse(PAGE)


urlpatterns = [re_path("^(.*)$", page)]

if __name__ == "__main__":
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    Server(
        "bench.portal.bare:application",
        address="127.0.0.1",
        port=int(os.environ["BARE_PORT"]),
        interface=Interfaces.WSGI,
        workers=1,
        log_level=LogLevels.error,
    ).serve()
else:
    if not settings.configured:
        settings.configure(
            ROOT_URLCONF=__name__,
            ALLOWED_HOSTS=["*"],
            SECRET_KEY="k",  # noqa: S106 - of a page without sessions
            MIDDLEWARE=[],
        )
    application = get_wsgi_application()
