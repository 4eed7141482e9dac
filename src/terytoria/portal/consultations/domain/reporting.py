"""The report: built from the register, kept among documents, told to those who wrote."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from terytoria.language.dates import date_pl
from terytoria.portal.accounts.models import User
from terytoria.portal.consultations.domain.places import chapters_of
from terytoria.portal.consultations.domain.planning import consultation_now
from terytoria.portal.consultations.domain.procedure import STEP, tell_report
from terytoria.portal.consultations.domain.queries import counting, holding
from terytoria.portal.consultations.enums import Spot, State
from terytoria.portal.consultations.models import Consultation, Contact, Remark, Report, Verdict
from terytoria.portal.consultations.rules import REPORT
from terytoria.portal.jobs.domain.order import enqueue
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.domain.acting import Deed, RefusedError, acting, today
from terytoria.portal.partnerships.domain.documents import Metric, add_document
from terytoria.portal.partnerships.enums import DocumentKind
from terytoria.portal.partnerships.models import DocumentVersion
from terytoria.reports import consultation as told
from terytoria.strategy.procedure import steps

BUILD, TELL = "consultations.report", "consultations.told"


@dataclass(frozen=True)
class Files:
    """The report as a page and two files, written from the register in ``version``."""

    html: str
    pdf: bytes
    docx: bytes
    version: int


def order_report(actor: User, consultation: Consultation) -> None:
    """Have the report built and released; asked again it is the same job."""
    with acting(actor, REPORT, consultation.partnership) as deed:
        found = consultation_now(deed, consultation)
        _closed(found)
        arguments = {"consultation": found.pk, "actor": actor.pk}
        key = f"{BUILD}:{found.pk}:{found.version}"
        enqueue(BUILD, arguments, key=key, by=actor, partnership=deed.partnership.slug)
        deed.log("report.order", found)


def keep_report(actor: User, consultation: Consultation, files: Files) -> Report:
    """Release the report: a page and two documents; whoever left an address is written to.

    Raises :class:`RefusedError` when the register changed after the files were written.
    """
    with acting(actor, REPORT, consultation.partnership) as deed:
        found = consultation_now(deed, consultation, files.version)
        _closed(found)
        made = Report.objects.create(
            consultation=found,
            html=zlib.compress(files.html.encode()),
            pdf=_document(deed, found, "pdf", files.pdf),
            docx=_document(deed, found, "docx", files.docx),
            released_on=today(),
        )
        found.state, found.version = State.REPORTED, found.version + 1
        found.save(update_fields=["state", "version"])
        letters = _tell_people(found, deed.partnership.slug)
        deed.log("report.release", made, after={"letters": letters})
        tell_report(actor, found, made.released_on)
    return made


def account_of(consultation: Consultation, day: date | None = None) -> told.Consultation:
    """The consultation as its report tells it.

    Raises :class:`~terytoria.reports.consultation.OpenRemarksError` while remarks have no position.
    """
    return told.Consultation(
        partnership=consultation.partnership.name,
        document=consultation.title,
        notice_on=consultation.notice_on,
        ended_on=consultation.ends_on,
        reported_on=day or today(),
        ways=_lines(consultation.ways),
        chapters=tuple(dict.fromkeys(one.title for one in chapters_of(consultation))),
        remarks=tuple(_remarks(consultation)),
        meetings=_lines(consultation.meetings),
        notice_address=consultation.notice_address,
        basis=_basis(consultation.profile),
        synthetic=bool(consultation.draft and _invented(consultation)),
    )


def _invented(consultation: Consultation) -> bool:
    diagnosis = consultation.draft.diagnosis if consultation.draft else None
    return bool(diagnosis and diagnosis.synthetic)


def _remarks(consultation: Consultation) -> Iterator[told.Remark]:
    positions = holding(consultation)
    first: dict[int, int] = {}
    for one in counting(consultation).order_by("number"):
        same = first.setdefault(one.group_id, one.number) if one.group_id else one.number
        yield _remark(one, positions.get(one.number), same)


def _remark(one: Remark, verdict: Verdict | None, same: int) -> told.Remark:
    change = bool(verdict and (verdict.before or verdict.after))
    return told.Remark(
        number=one.number,
        received_on=timezone.localdate(one.received_at),
        author=one.get_author_display(),
        channel=one.get_channel_display(),
        place=one.chapter_name,
        about=one.place_name if one.spot in (Spot.BLOCK, Spot.MAP) else "",
        text=one.text,
        position=told.Position(verdict.outcome) if verdict else None,
        reasons=verdict.reasons if verdict else "",
        change=told.Change(verdict.before, verdict.after) if verdict and change else None,
        same_as=same if same != one.number else None,
    )


def _basis(profile: str) -> str:
    found = {step.id: step for step in steps(profile)}
    step = found.get("report") or found.get(STEP)
    if step is None:
        return ""
    return step.basis if step.confirmed else f"{step.basis} (do potwierdzenia)"


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _closed(found: Consultation) -> None:
    if found.state == State.REPORTED:
        raise RefusedError("", "Sprawozdanie już ogłoszono. Jest wśród dokumentów partnerstwa.")
    if found.state != State.CLOSED:
        text = "Sprawozdanie powstaje po zamknięciu rejestru. Najpierw zajmij stanowisko wobec "
        raise RefusedError("", f"{text}każdej uwagi i zamknij rejestr.")


def _document(deed: Deed, found: Consultation, ending: str, content: bytes) -> DocumentVersion:
    author = land.current().label(deed.partnership.leader)
    metric = Metric(
        f"Sprawozdanie z konsultacji: {found.title}"[:180] + f" ({ending.upper()})",
        DocumentKind.OTHER,
        str(deed.actor)[:160],
        f"{deed.partnership.name}, lider: {author}"[:160],
        today(),
        today(),
    )
    made = add_document(deed.actor, deed.partnership, metric, content)
    return made.versions.get(number=1)


def _tell_people(found: Consultation, slug: str) -> int:
    """One job for each proved address, whatever number of remarks came from it."""
    addresses = recipients(found).values_list("digest", flat=True).distinct().order_by("digest")
    for digest in addresses:
        arguments = {"consultation": found.pk, "digest": digest}
        enqueue(TELL, arguments, key=f"{TELL}:{found.pk}:{digest}", partnership=slug)
    return len(addresses)


def recipients(consultation: Consultation) -> Any:
    """Contacts that wait to be told what became of their remarks."""
    return Contact.objects.filter(
        remark__in=counting(consultation), confirmed_at__isnull=False, told_at__isnull=True
    )


def sentence(remark: Remark, verdict: Verdict | None) -> str:
    """What became of a remark, in a sentence or two."""
    day = date_pl(timezone.localdate(remark.received_at))
    head = f"Uwaga nr {remark.number} z {day}"
    if verdict is None:
        return f"{head}: czeka na stanowisko."
    return f"{head}: {verdict.get_outcome_display()}. {verdict.reasons}"
