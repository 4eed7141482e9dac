"""What workshops need done in the background."""

from __future__ import annotations

from datetime import time
from typing import Any

from terytoria.portal.jobs.periodic import Daily, periodic
from terytoria.portal.jobs.tasks import Context, Write
from terytoria.portal.workshops.domain.planning import forget_browsers


@periodic("workshops.forget", Daily(time(3)))
def forget(context: Context) -> Write:
    """Forget the browsers of workshops that nobody closed."""

    def write() -> dict[str, Any]:
        return {"workshops": forget_browsers()}

    return write
