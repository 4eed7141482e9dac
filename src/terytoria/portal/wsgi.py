"""The application a web server runs."""

from __future__ import annotations

import os
from threading import Thread

from django.core.wsgi import get_wsgi_application

from terytoria.documents.writers.fonts import web_font

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "terytoria.portal.settings")
application = get_wsgi_application()


def prepare_type() -> None:
    """Cut the typeface before the first visitor asks for it (a third of a second a weight)."""
    from terytoria.portal.publishing.views import CUTS  # noqa: PLC0415 - needs the settings

    for cut in CUTS.values():
        web_font(cut)


Thread(target=prepare_type, daemon=True).start()
