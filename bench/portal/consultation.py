"""An open consultation of a partnership: ``python -m bench.portal.consultation SLUG`` makes one."""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import Any


def open_consultation(slug: str, *, left: int, last_number: int = 0) -> Any:
    """A consultation of a whole document, told of forty days ago, with days left."""
    from django.utils import timezone  # noqa: PLC0415 - needs the settings

    from terytoria.portal.consultations.models import Consultation  # noqa: PLC0415
    from terytoria.portal.partnerships.models import Partnership  # noqa: PLC0415

    day = timezone.localdate()
    return Consultation.objects.create(
        partnership=Partnership.objects.get(slug=slug),
        number=1,
        title="Projekt strategii (przykład)",
        profile="supralocal_10g",
        notice_on=day - timedelta(40),
        ends_on=day + timedelta(left),
        erase_on=day + timedelta(400),
        ways="formularz",
        state="open",
        last_number=last_number,
    )


if __name__ == "__main__":
    from terytoria.portal.server import prepare

    prepare()
    print(open_consultation(sys.argv[1], left=10).number)
