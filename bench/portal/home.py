"""A home of the portal with partnerships, people who are signed in, and diagnoses to work on.

Run as ``python -m bench.portal.home PARTNERSHIPS EDITORS PUBLISHED``, where the variables of
:func:`environment` say which home. It prints the editors as JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bench.apart import TOP, MeasurementError

UNITS = 60
SINCE = date(2024, 1, 1)
SETTINGS = "terytoria.portal.settings"
ROLES = ("expert", "coordinator", "working_group", "expert", "chair")


@dataclass(frozen=True)
class Editor:
    """A signed-in person: their session, where they work, what they may judge and vote on."""

    session: str
    slug: str
    role: str
    partnership: int
    findings: tuple[int, ...]
    meeting: int = 0
    items: tuple[int, ...] = ()


def environment(home: Path, **more: str) -> dict[str, str]:
    """What every process of the home is started with: a key that lasts, an invented country."""
    own = {
        "TERYTORIA_HOME": str(home),
        "TERYTORIA_SNAPSHOT": str(home / "country"),
        "TERYTORIA_SECRET_KEY": "k" * 60,
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "PYTHONPATH": os.pathsep.join(filter(None, (str(TOP), os.environ.get("PYTHONPATH")))),
    }
    kept = {key: text for key, text in os.environ.items() if key != "DATABASE_URL"}
    return {**kept, **own, **more}


def furnish(
    home: Path, partnerships: int, editors: int, *, published: int = 0, votes: int = 1, **more: str
) -> tuple[Editor, ...]:
    """Make the home in a process of its own; its editors, spread over the partnerships.

    The first ``published`` of the partnerships have a public page; in each meeting of the working
    group ``votes`` points are voted on at once.
    """
    counts = (partnerships, editors, published, votes)
    command = [sys.executable, "-m", __name__, *map(str, counts)]
    done = subprocess.run(
        command, env=environment(home, **more), cwd=TOP, check=False, capture_output=True, text=True
    )
    if done.returncode:
        raise MeasurementError(f"{__name__}:\n{done.stderr}")
    found = json.loads(done.stdout.splitlines()[-1])
    return tuple(
        Editor(**{**one, "findings": tuple(one["findings"]), "items": tuple(one["items"])})
        for one in found
    )


def _make(partnerships: int, editors: int, published: int, votes: int) -> list[dict[str, Any]]:
    """Country, tables, partnerships with one diagnosis each, publications, people."""
    from terytoria.portal.server import prepare  # noqa: PLC0415 - needs the settings
    from terytoria.statistics.catalogue import Catalogue  # noqa: PLC0415
    from terytoria.statistics.measures import Measures  # noqa: PLC0415
    from terytoria.statistics.snapshot import Store  # noqa: PLC0415
    from terytoria.statistics.sources.default import default_snapshot  # noqa: PLC0415
    from terytoria.statistics.sources.synthetic import write_synthetic  # noqa: PLC0415

    write_synthetic(Path(os.environ["TERYTORIA_SNAPSHOT"]), units=UNITS)
    prepare()
    measures = Measures(default_snapshot(Store.default()), Catalogue.load())
    made = [_partnership(at, measures, published=at < published) for at in range(partnerships)]
    return [
        _editor(at, made[at % partnerships], ROLES[at // partnerships % len(ROLES)], votes)
        for at in range(editors)
    ]


def _partnership(number: int, measures: Any, *, published: bool) -> Any:
    from terytoria.portal.partnerships.enums import Stage  # noqa: PLC0415
    from terytoria.portal.partnerships.models import Membership, Partnership  # noqa: PLC0415

    gminas = measures.snapshot.register.gminas
    units = gminas[number * 5 % (len(gminas) - 5) :][:5]
    made = Partnership.objects.create(
        slug=f"partnerstwo-{number}",
        name=f"Partnerstwo pokazowe {number}",
        short_name=f"Pokazowe {number}",
        purpose="Cel współpracy. " * 20,
        leader=units[0],
        stage=Stage.ACTIVE,
    )
    for unit in units:
        Membership.objects.create(partnership=made, unit=unit, since=SINCE)
    _diagnosed(made, tuple(units), measures, published=published)
    return made


def _diagnosed(made: Any, units: tuple[str, ...], measures: Any, *, published: bool) -> None:
    from django.db import transaction  # noqa: PLC0415

    from terytoria.diagnosis import DiagnosisOptions, diagnose  # noqa: PLC0415
    from terytoria.portal.evidence.domain.versions import keep  # noqa: PLC0415
    from terytoria.portal.jobs.enums import State  # noqa: PLC0415
    from terytoria.portal.jobs.models import Job  # noqa: PLC0415
    from terytoria.reports.publication import publish  # noqa: PLC0415
    from terytoria.territory import Area  # noqa: PLC0415

    day = date.fromisoformat(measures.snapshot.vintage)
    found = diagnose(measures, Area(made.short_name, units, day), DiagnosisOptions())
    job = Job.objects.create(
        kind="evidence.diagnose", key=f"seed:{made.pk}", partnership=made.slug, state=State.DONE
    )
    with transaction.atomic():
        keep(found.to_bytes(), made.pk, job.pk, {"units": units, "options": {"peers": "kind"}})
    if published:
        publish(found, measures, Path(os.environ["TERYTORIA_HOME"]) / "publications" / made.slug)


def _editor(number: int, partnership: Any, role: str, votes: int) -> dict[str, Any]:
    from allauth.mfa.models import Authenticator  # noqa: PLC0415
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: PLC0415
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415

    from terytoria.portal.accounts.models import User  # noqa: PLC0415
    from terytoria.portal.evidence.models import Finding  # noqa: PLC0415

    user = User.objects.create_user(f"osoba{number}@example.org", name=f"Osoba pokazowa {number}")
    partnership.people.create(user=user, role=role, since=SINCE)
    Authenticator.objects.create(user=user, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    findings = Finding.objects.filter(version__partnership=partnership)
    return {
        "session": session.session_key,
        "slug": partnership.slug,
        "role": role,
        "partnership": partnership.pk,
        "findings": list(findings.values_list("pk", flat=True)),
        **(_under_vote(partnership, user, votes) if role == "working_group" else {"items": []}),
    }


def _under_vote(partnership: Any, user: Any, votes: int) -> dict[str, Any]:
    """Points of a meeting of the working group that are all being voted on."""
    from django.utils.timezone import now  # noqa: PLC0415 - needs the settings

    from terytoria.portal.meetings.models import AgendaItem, Meeting  # noqa: PLC0415

    meeting = Meeting.objects.create(
        partnership=partnership,
        body="working_group",
        title="Spotkanie pokazowe",
        place="Sala pokazowa",
        starts_at=now(),
        ends_at=now(),
        opened_at=now(),
        state="open",
    )
    meeting.attendance.create(voter=f"osoba:{user.pk}", label=str(user), presence="present")
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=at, title="Punkt", state="voting", round=1)
        for at in range(votes)
    )
    items = meeting.items.order_by("position").values_list("pk", flat=True)
    return {"meeting": meeting.pk, "items": list(items)}


if __name__ == "__main__":
    print(json.dumps(_make(*map(int, sys.argv[1:5]))))
