"""The application inside the server's worker, which never outlives the server."""

from __future__ import annotations

import os

from terytoria.portal.following import follow
from terytoria.portal.wsgi import application

__all__ = ["application"]

follow(os.getppid())
