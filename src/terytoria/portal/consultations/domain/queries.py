"""Reading the register."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from terytoria.portal.consultations.domain.similar import fold
from terytoria.portal.consultations.enums import Standing, State
from terytoria.portal.consultations.models import Consultation, Remark, Verdict
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.models import Partnership

ORDERS = (
    "number",
    "-number",
    "chapter_name",
    "-chapter_name",
    "author",
    "-author",
    "outcome",
    "-outcome",
)
WITHOUT, PROPOSED = "without", "proposed"


@dataclass(frozen=True)
class Sought:
    """What of the register is wanted; empty fields want everything.

    ``position`` is an outcome, ``without`` or ``proposed``; ``group`` is a number of a group.
    """

    chapter: str = ""
    author: str = ""
    channel: str = ""
    standing: str = ""
    position: str = ""
    group: str = ""
    text: str = ""
    sort: str = "number"


def register(consultation: Consultation, sought: Sought | None = None) -> QuerySet[Remark]:
    """Remarks that are wanted, in the order that is wanted."""
    sought = sought or Sought()
    found = Remark.objects.filter(consultation=consultation).select_related("group")
    equal = {
        "chapter_name": sought.chapter,
        "author": sought.author,
        "channel": sought.channel,
        "standing": sought.standing,
    }
    found = found.filter(**{name: value for name, value in equal.items() if value})
    if sought.group:
        found = found.filter(group=int(sought.group) if sought.group.isdecimal() else 0)
    found = _positioned(found, sought.position)
    if sought.text.strip():
        found = _said(found, sought.text.strip())
    order = sought.sort if sought.sort in ORDERS else "number"
    return found.order_by(order, *(() if order.endswith("number") else ("number",)))


def _positioned(found: QuerySet[Remark], position: str) -> QuerySet[Remark]:
    if position == WITHOUT:
        return found.filter(outcome="", standing=Standing.CONFIRMED)
    if position == PROPOSED:
        return found.filter(proposed=True)
    return found.filter(outcome=position) if position else found


def _said(found: QuerySet[Remark], text: str) -> QuerySet[Remark]:
    number = text.removeprefix("#")
    if number.isdecimal() and len(number) < 10:
        return found.filter(Q(number=int(number)) | Q(folded__contains=fold(text)))
    for word in fold(text).split()[:8]:
        found = found.filter(folded__contains=word)
    return found


def counting(consultation: Consultation) -> QuerySet[Remark]:
    """Remarks that count: confirmed, or without an address and no spam."""
    return Remark.objects.filter(consultation=consultation, standing=Standing.CONFIRMED)


def undecided(consultation: Consultation) -> list[int]:
    """Numbers of remarks that count and have no confirmed position."""
    found = counting(consultation).filter(outcome="")
    return list(found.order_by("number").values_list("number", flat=True))


def unscreened(consultation: Consultation) -> list[int]:
    """Numbers of remarks that may hold personal data and nobody has looked through."""
    found = counting(consultation).filter(flagged=True, cleared_by="")
    return list(found.order_by("number").values_list("number", flat=True))


@dataclass(frozen=True)
class Tally:
    """How many remarks there are and what became of them."""

    counting: int
    unconfirmed: int
    spam: int
    undecided: int
    proposed: int
    unscreened: int


def tally(consultation: Consultation) -> Tally:
    """The register in numbers."""
    own = Remark.objects.filter(consultation=consultation)
    counts = Q(standing=Standing.CONFIRMED)
    found = own.aggregate(
        counting=Count("pk", filter=counts),
        unconfirmed=Count("pk", filter=Q(standing=Standing.UNCONFIRMED)),
        spam=Count("pk", filter=Q(standing=Standing.SPAM)),
        undecided=Count("pk", filter=counts & Q(outcome="")),
        proposed=Count("pk", filter=counts & Q(proposed=True)),
        unscreened=Count("pk", filter=counts & Q(flagged=True, cleared_by="")),
    )
    return Tally(**found)


def verdicts_on(remark: Remark) -> QuerySet[Verdict]:
    """Positions on a remark and on its group, the newest first."""
    about = Q(remark=remark)
    if remark.group_id:
        about |= Q(group=remark.group_id)
    return Verdict.objects.filter(about).select_related("by", "revision", "group")


def verdict_of(remark: Remark) -> Verdict | None:
    """The confirmed position that holds: of the group for a remark in one, else its own."""
    own = {"group": remark.group_id} if remark.group_id else {"remark": remark.pk}
    return Verdict.objects.filter(confirmed_at__isnull=False, **own).first()


def holding(consultation: Consultation) -> dict[int, Verdict]:
    """The confirmed position that holds for each remark, by the number of the remark."""
    confirmed = Verdict.objects.filter(confirmed_at__isnull=False)
    own: dict[int, Verdict] = {}
    for one in confirmed.filter(remark__consultation=consultation).order_by("pk"):
        own[one.remark_id or 0] = one
    shared: dict[int, Verdict] = {}
    for one in confirmed.filter(group__consultation=consultation).order_by("pk"):
        shared[one.group_id or 0] = one
    found = {}
    for pk, number, group in counting(consultation).values_list("pk", "number", "group"):
        verdict = shared.get(group) if group else own.get(pk)
        if verdict is not None:
            found[number] = verdict
    return found


def public_ones(partnership: Partnership, day: date | None = None) -> list[Consultation]:
    """Consultations that the public sees, the newest first."""
    kept = Consultation.objects.filter(partnership=partnership).exclude(state=State.PLANNED)
    return [one for one in kept.select_related("partnership") if one.shown(day or today())]


def chapters_with_remarks(consultation: Consultation) -> list[tuple[str, int]]:
    """Names of chapters that have remarks, with how many."""
    names = Remark.objects.filter(consultation=consultation).exclude(chapter_name="")
    counts = Counter(names.values_list("chapter_name", flat=True))
    return sorted(counts.items())
