"""The application inside the server's worker, which never outlives the server."""

from __future__ import annotations

import os
import time
from threading import Thread

from terytoria.portal.wsgi import application

__all__ = ["application", "follow"]


def follow(server: int) -> None:
    """End this process once its parent is no longer ``server``, so that the port is set free."""
    while os.getppid() == server:
        time.sleep(0.5)
    os._exit(1)


Thread(target=follow, args=(os.getppid(),), daemon=True).start()
