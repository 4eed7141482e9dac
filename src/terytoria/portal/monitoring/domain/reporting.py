"""The yearly report: everything it tells, ordering it, keeping its files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from terytoria.language.dates import date_pl
from terytoria.portal.accounts.models import User
from terytoria.portal.jobs.domain import order
from terytoria.portal.jobs.enums import UNFINISHED, State
from terytoria.portal.jobs.models import Job
from terytoria.portal.jobs.tasks import TaskError
from terytoria.portal.meetings.models import Decision
from terytoria.portal.monitoring.domain.projects import projects_of, state_of
from terytoria.portal.monitoring.domain.reasons import causes_of
from terytoria.portal.monitoring.domain.states import Standing, standing_of
from terytoria.portal.monitoring.domain.subjects import adoption
from terytoria.portal.monitoring.models import KeptReport
from terytoria.portal.monitoring.rules import REPORT
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.domain.acting import RefusedError, acting, today
from terytoria.portal.partnerships.domain.documents import Metric, add_document, add_version
from terytoria.portal.partnerships.domain.queries import members_on
from terytoria.portal.partnerships.enums import DocumentKind
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import ForbiddenError
from terytoria.reports.monitoring import DecisionState, Monitored, Reason, documents_of
from terytoria.reports.monitoring.writing import WRITERS

KIND = "monitoring.report"
EARLIEST = 2015
ENDINGS = ("pdf", "docx")


@dataclass(frozen=True)
class File:
    """A written document: whose (a gmina, or nobody's: the whole report), its title and bytes."""

    unit: str
    ending: str
    title: str
    content: bytes


def year_of(partnership: int, year: int) -> Monitored:
    """Everything the report of a year tells, as on its last day or today.

    Targets are told from the newest data, whatever the year.
    """
    found = Partnership.objects.get(pk=partnership)
    day = min(today(), date(year, 12, 31))
    standing, projects = standing_of(found), [state_of(one) for one in projects_of(found)]
    members = members_on(found, day)
    codes = {*members, *(code for one in projects for code in (one.lead, *one.partners) if code)}
    country = land.current()
    return Monitored(
        partnership=found.name,
        year=year,
        day=day,
        units={code: country.label(code) for code in codes},
        members=members,
        strategy=_strategy(found),
        data=f"stan {standing.latest.vintage}" if standing.latest else "",
        targets=tuple(one.state() for one in standing.statuses),
        projects=tuple(projects),
        decisions=_decisions(found, year),
        reasons=tuple(Reason(one.title, one.text) for one in causes_of(found, standing)),
        synthetic=_synthetic(standing),
    )


def _synthetic(standing: Standing) -> bool:
    return standing.latest is not None and standing.latest.synthetic


def _strategy(partnership: Partnership) -> str:
    decision = adoption(partnership)
    if decision is None or decision.chain is None:
        return "jeszcze nieprzyjęta"
    return f"wersja {decision.chain.number}, przyjęta decyzją {decision.number}"


def _decisions(partnership: Partnership, year: int) -> tuple[DecisionState, ...]:
    made = Decision.objects.filter(partnership=partnership, year=year).order_by("ordinal")
    return tuple(
        DecisionState(
            one.number,
            one.title,
            timezone.localdate(one.adopted_at),
            one.get_outcome_display(),
        )
        for one in made
    )


def order_report(actor: User, partnership: Partnership, year: int) -> Job:
    """Order the report of a year; asked twice before it is made, it is one job."""
    if not EARLIEST <= year <= today().year:
        text = f"Raport powstaje za rok od {EARLIEST} do {today().year}. Popraw rok."
        raise RefusedError("year", text)
    with acting(actor, REPORT, partnership) as deed:
        slug = deed.partnership.slug
        done = Job.objects.filter(kind=KIND, partnership=slug, state=State.DONE).count()
        key = f"{KIND}:{deed.partnership.pk}:{year}:{done}"
        arguments = {"partnership": deed.partnership.pk, "year": year}
        job = order.enqueue(KIND, arguments, key=key, by=actor, partnership=slug)
        deed.log(KIND, job, after={"year": year})
    return job


def running_report(partnership: Partnership) -> Job | None:
    """The report that is being written."""
    jobs = Job.objects.filter(partnership=partnership.slug, kind=KIND, state__in=UNFINISHED)
    return jobs.first()


def written(told: Monitored, progress: Callable[[str], None]) -> tuple[File, ...]:
    """The report and its chapters, each as PDF and DOCX."""
    files = []
    for unit, _stem, document in documents_of(told):
        title = document.title
        if unit:
            title = f"Rozdział do raportu o stanie gminy {told.name_of(unit)} za {told.year} rok"
        progress(title)
        for ending in ENDINGS:
            content = WRITERS[ending](document)
            files.append(File(unit, ending, f"{title} ({ending.upper()})", content))
    return tuple(files)


def keep_files(job: int, partnership: int, year: int, files: Sequence[File]) -> dict[str, int]:
    """Keep files among the documents in the caller's transaction: new ones or next versions.

    Who ordered them is who adds them; ``TaskError`` when they may not any more.
    """
    actor = Job.objects.select_related("created_by").get(pk=job).created_by
    found = Partnership.objects.get(pk=partnership)
    if not isinstance(actor, User):
        raise TaskError("Osoby, która zleciła raport, nie ma już w portalu. Zleć go ponownie.")
    try:
        kept = sum(_keep(actor, found, year, one) for one in files)
    except (ForbiddenError, RefusedError) as refusal:
        raise TaskError(f"Nie udało się zapisać raportu. {refusal}") from refusal
    return {"kept": kept, "same": len(files) - kept}


def _keep(actor: User, partnership: Partnership, year: int, file: File) -> bool:
    """Keep one file; whether it was another than the last one."""
    place = {"partnership": partnership, "year": year, "unit": file.unit, "ending": file.ending}
    kept = KeptReport.objects.filter(**place).select_related("document").first()
    if kept is None:
        made = add_document(actor, partnership, _metric(actor, partnership, file), file.content)
        KeptReport.objects.create(**place, document=made)
        return True
    last = kept.document.versions.first()
    if last is not None and last.sha256 == hashlib.sha256(file.content).hexdigest():
        return False
    note = f"Stan na {date_pl(today())}"
    add_version(actor, partnership, kept.document_id, file.content, note)
    return True


def _metric(actor: User, partnership: Partnership, file: File) -> Metric:
    leader = land.current().label(partnership.leader)
    publisher = f"{partnership.name}, lider: {leader}"[:160]
    ending = f" ({file.ending.upper()})"
    title = file.title.removesuffix(ending)[: 200 - len(ending)] + ending
    return Metric(title, DocumentKind.OTHER, str(actor)[:160], publisher, today())
