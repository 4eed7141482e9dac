"""A register of 10 000 remarks: its filters as pages, its report in three formats."""

from __future__ import annotations

import hashlib
import os
import random
import statistics
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench.apart import Clock, Found, answer, apart
from bench.data import scratch
from bench.portal.consultation import open_consultation
from bench.portal.home import environment, furnish
from bench.row import Row

REMARKS = 10_000
FILTER, REPORT = 150.0, 20.0
ASKED = (
    {},
    {"text": "szkoła"},
    {"text": "1234"},
    {"author": "business"},
    {"channel": "letter", "author": "resident"},
    {"position": "rejected"},
    {"position": "without", "text": "droga"},
    {"strona": "40"},
)
"""What is looked for, each :data:`TIMES` times."""
TIMES = 5
_BATCH = 500
_WORDS = ("droga", "szkoła", "chodnik", "autobus", "przychodnia", "las", "praca", "mieszkanie")


def register(home: str, slug: str, session: str) -> Found:
    """Milliseconds of pages of the register for its coordinator, seconds of the report."""
    os.environ.update(environment(Path(home)))
    from terytoria.portal.server import prepare  # noqa: PLC0415 - needs the settings

    prepare()
    from django.test import Client  # noqa: PLC0415

    from terytoria.portal.consultations.interfaces.report import write_report  # noqa: PLC0415

    consultation = _filled(slug)
    client = Client(HTTP_HOST="127.0.0.1")
    client.cookies["sessionid"] = session
    address = f"/praca/{slug}/konsultacje/{consultation.number}/rejestr/"
    took = []
    for _ in range(TIMES):
        for asked in ASKED:
            clock = Clock()
            response: Any = client.get(address, asked)
            took.append(clock.seconds() * 1000)
            if response.status_code != 200 or b"Rejestr" not in response.content:
                raise RuntimeError(f"{address}: {response.status_code}")
    consultation.state = "closed"
    consultation.save()
    clock = Clock()
    files = write_report(consultation)
    seconds = clock.seconds()
    if not (files.html and files.pdf and files.docx):
        raise RuntimeError("a report without one of its files")
    return {"p50": statistics.median(took), "p95": sorted(took)[-2], "report": seconds}


def _filled(slug: str) -> Any:
    """A consultation with its remarks, each with a position."""
    from terytoria.portal.consultations.models import (  # noqa: PLC0415 - needs the settings
        Consultation,
        Remark,
        Verdict,
    )

    made = open_consultation(slug, left=-1, last_number=REMARKS)
    chance = random.Random(1)  # noqa: S311 - made up
    remarks = [_remark(made, number, chance) for number in range(1, REMARKS + 1)]
    Remark.objects.bulk_create(remarks, _BATCH)
    kept = Remark.objects.filter(consultation=made)
    Verdict.objects.bulk_create([_verdict(one) for one in kept], _BATCH)
    return Consultation.objects.select_related("partnership", "draft__diagnosis").get(pk=made.pk)


def _remark(consultation: Any, number: int, chance: random.Random) -> Any:
    """A confirmed remark of forty words and its number, not stored yet."""
    from django.utils import timezone  # noqa: PLC0415 - needs the settings

    from terytoria.portal.consultations.enums import Author, Channel, Outcome  # noqa: PLC0415
    from terytoria.portal.consultations.models import Remark  # noqa: PLC0415

    text = f"{' '.join(chance.choices(_WORDS, k=40))} {number}."
    return Remark(
        consultation=consultation,
        number=number,
        code=hashlib.sha256(str(number).encode()).hexdigest()[:43],
        received_at=timezone.now() - timedelta(days=1),
        channel=chance.choice(Channel.values),
        author=chance.choice(Author.values),
        spot="whole",
        place_name="Cały dokument",
        text=text,
        folded=text.casefold(),
        standing="confirmed",
        outcome=chance.choice(Outcome.values),
    )


def _verdict(remark: Any) -> Any:
    """A confirmed position on a remark, not stored yet."""
    from django.utils import timezone  # noqa: PLC0415 - needs the settings

    from terytoria.portal.consultations.models import Verdict  # noqa: PLC0415

    return Verdict(
        remark=remark,
        outcome=remark.outcome,
        reasons="Rada omówiła tę uwagę na posiedzeniu (przykład).",
        by_name="Koordynatorka pokazowa",
        confirmed_by="Koordynatorka pokazowa",
        confirmed_at=timezone.now(),
    )


def rows() -> list[Row]:
    """Rows of the register and of the report."""
    home = scratch() / "remarks"
    home.mkdir()
    _, editor = furnish(home, 1, 2)
    found = apart("bench.remarks", "register", home, editor.slug, editor.session)
    told = f"{found['p50']:.0f} / {found['p95']:.0f} ms"
    name = f"register of {REMARKS} remarks, a filter p50 / p95"
    report, memory = found["report"], f"{found['megabytes']:.0f} MB"
    return [
        Row(name, told, "-", "-", f"p95 <= {FILTER:g} ms", found["p95"] <= FILTER),
        Row(
            f"report of {REMARKS} remarks in three formats",
            f"{report:.1f} s, {memory}",
            "-",
            "-",
            f"<= {REPORT:g} s",
            report <= REPORT,
        ),
    ]


if __name__ == "__main__":
    answer({"register": register})
