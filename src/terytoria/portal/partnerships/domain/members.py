"""Verbs about members: joining, leaving, replacing; history stays."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.domain.acting import Deed, RefusedError, acting, today, told
from terytoria.portal.partnerships.domain.queries import members_to_be
from terytoria.portal.partnerships.domain.units import check_units, require_day, require_unit
from terytoria.portal.partnerships.models import Membership, Partnership
from terytoria.portal.partnerships.rules import MEMBERS

_DAY = timedelta(days=1)


def add_member(
    actor: User, partnership: Partnership, unit: str, since: date, note: str = ""
) -> Membership:
    """Take in a unit from a day; :class:`RefusedError` where it belonged already on or after it."""
    require_unit("unit", unit)
    require_day("since", since)
    with acting(actor, MEMBERS, partnership) as deed:
        _require_free(deed, unit, since)
        made = deed.partnership.members.create(unit=unit, since=since, note=note)
        deed.log("member.add", made, after=_fields(made))
    return made


def end_membership(
    actor: User, partnership: Partnership, membership: int, until: date, note: str = ""
) -> Membership:
    """End a membership on its last day (inclusive).

    The leader does not leave before another is named, and two members have to stay. The roles of
    the unit's representatives end on the same day.
    """
    with acting(actor, MEMBERS, partnership) as deed:
        record = _current(deed, membership)
        if record.unit == deed.partnership.leader:
            raise RefusedError("until", "To lider partnerstwa. Najpierw wskaż innego lidera.")
        left = set(members_to_be(deed.partnership)) - {record.unit}
        check_units("until", left)
        _end(deed, record, until, note)
        for each in deed.partnership.people.filter(unit=record.unit, until=None):
            each.until = max(until, each.since)
            each.save(update_fields=["until"])
            deed.log("role.end", each, {"until": None}, {"until": told(each.until)})
    return record


def correct_end(
    actor: User, partnership: Partnership, membership: int, until: date | None, note: str = ""
) -> Membership:
    """Move the end of a membership that has not come yet, or take it back (``None``).

    Roles that ended on the same day go with it. The past stays as it was.
    """
    with acting(actor, MEMBERS, partnership) as deed:
        ending = deed.partnership.members.filter(until__gte=today())
        record = ending.filter(pk=membership).first()
        if record is None or record.until is None:
            text = "Tego członkostwa nie można już poprawić: nie ma końca albo on minął. "
            raise RefusedError("until", text + "Odśwież stronę, żeby zobaczyć obecny skład.")
        before = record.until
        _check_new_end(deed, record, until)
        record.until, record.note = until, note or record.note
        record.save(update_fields=["until", "note"])
        deed.log("member.correct", record, {"until": told(before)}, _fields(record))
        for each in deed.partnership.people.filter(unit=record.unit, until=before):
            each.until = until if until is None else max(until, each.since)
            each.save(update_fields=["until"])
            deed.log("role.correct", each, {"until": told(before)}, {"until": told(each.until)})
    return record


def _check_new_end(deed: Deed, record: Membership, until: date | None) -> None:
    if until is not None and until < max(record.since, today()):
        text = "Ten dzień już minął albo jest wcześniejszy niż wstąpienie. Podaj dzisiejszy "
        raise RefusedError("until", text + "albo późniejszy.")
    later = deed.partnership.members.filter(unit=record.unit, since__gt=record.since)
    back = later.order_by("since").first()
    if back is not None and (until is None or until >= back.since):
        text = f"Ta jednostka wstępuje ponownie {back.since:%d.%m.%Y}. Podaj wcześniejszy dzień."
        raise RefusedError("until", text)


def replace_member(
    actor: User, partnership: Partnership, membership: int, heirs: tuple[str, ...], day: date
) -> tuple[Membership, ...]:
    """Put heirs in the place of a unit that merged or changed its code on ``day``.

    The old record ends the day before. An heir that belongs already gets no second record. The
    first heir takes over the leadership and the representatives of the old unit. Returns the
    records of the heirs.
    """
    heirs = tuple(dict.fromkeys(heirs))
    if not heirs:
        raise RefusedError("heirs", "Nie wybrano następcy. Wskaż jednostkę, która przejęła obszar.")
    for unit in heirs:
        require_unit("heirs", unit)
    with acting(actor, MEMBERS, partnership) as deed:
        record = _current(deed, membership)
        if record.unit in heirs:
            text = "Następca ma ten sam kod co jednostka zastępowana. Wskaż inną jednostkę."
            raise RefusedError("heirs", text)
        check_units("heirs", (set(members_to_be(deed.partnership)) - {record.unit}) | set(heirs))
        if day <= record.since:
            text = f"Następca wstępuje po dniu {record.since:%d.%m.%Y}, kiedy wstąpił poprzednik. "
            raise RefusedError("day", text + "Podaj późniejszy dzień.")
        _end(deed, record, day - _DAY, record.note)
        made = tuple(_heir(deed, unit, day) for unit in heirs)
        _hand_over(deed, record.unit, heirs[0])
    return made


def _heir(deed: Deed, unit: str, day: date) -> Membership:
    known = deed.partnership.members.filter(unit=unit, until=None).first()
    if known is not None:
        return known
    _require_free(deed, unit, day, field="heirs")
    made = deed.partnership.members.create(unit=unit, since=day)
    deed.log("member.add", made, after=_fields(made))
    return made


def _hand_over(deed: Deed, old: str, new: str) -> None:
    """Leadership, representatives and open invitations of the old unit go to the new one."""
    if deed.partnership.leader == old:
        deed.partnership.leader = new
        deed.partnership.version += 1
        deed.partnership.save(update_fields=["leader", "version"])
        deed.log("partnership.leader", deed.partnership, {"leader": old}, {"leader": new})
    there = deed.partnership.people.filter(unit=new, until=None).values_list("user", flat=True)
    taken = set(there)
    for each in deed.partnership.people.filter(unit=old, until=None).exclude(user__in=taken):
        each.unit = new
        each.save(update_fields=["unit"])
        deed.log("role.unit", each, {"unit": old}, {"unit": new})
    deed.partnership.invitations.filter(unit=old, accepted_at=None).update(unit=new)


def _current(deed: Deed, membership: int) -> Membership:
    found = deed.partnership.members.filter(pk=membership, until=None).first()
    if found is None:
        text = "To członkostwo już się skończyło. Odśwież stronę, żeby zobaczyć obecny skład."
        raise RefusedError("until", text)
    return found


def _require_free(deed: Deed, unit: str, since: date, *, field: str = "unit") -> None:
    clash = deed.partnership.members.filter(Q(until=None) | Q(until__gte=since), unit=unit).first()
    if clash is None:
        return
    if clash.until is None:
        text = "Ta jednostka już jest członkiem. Wybierz inną albo zakończ obecne członkostwo."
        raise RefusedError(field, text)
    text = f"Ta jednostka była członkiem do {clash.until:%d.%m.%Y}. Podaj późniejszy dzień."
    raise RefusedError("since" if field == "unit" else "day", text)


def _end(deed: Deed, record: Membership, until: date, note: str) -> None:
    if until < record.since:
        text = f"Ostatni dzień jest wcześniejszy niż wstąpienie ({record.since:%d.%m.%Y}). "
        raise RefusedError("until", text + "Podaj ten dzień albo późniejszy.")
    record.until, record.note = until, note or record.note
    record.save(update_fields=["until", "note"])
    deed.log("member.end", record, {"until": None}, _fields(record))


def _fields(record: Membership) -> dict[str, str | None]:
    return {"unit": record.unit, "since": told(record.since), "until": told(record.until)}
