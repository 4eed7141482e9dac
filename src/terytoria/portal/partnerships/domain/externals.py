"""Verbs about institutions that work with a partnership."""

from __future__ import annotations

from datetime import date

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.domain.acting import RefusedError, acting, told
from terytoria.portal.partnerships.domain.units import require_day
from terytoria.portal.partnerships.models import ExternalPartner, Partnership
from terytoria.portal.partnerships.rules import MEMBERS


def add_external(
    actor: User, partnership: Partnership, name: str, role: str, since: date
) -> ExternalPartner:
    """Note an institution with its role."""
    require_day("since", since)
    with acting(actor, MEMBERS, partnership) as deed:
        if deed.partnership.externals.filter(name__iexact=name, role=role, until=None).exists():
            text = "Ta instytucja ma już tę rolę. Wpisz inną rolę albo zakończ poprzednią."
            raise RefusedError("name", text)
        made = deed.partnership.externals.create(name=name, role=role, since=since)
        deed.log("external.add", made, after={"name": name, "role": role, "since": told(since)})
    return made


def end_external(
    actor: User, partnership: Partnership, external: int, until: date
) -> ExternalPartner:
    """End the work of an institution on its last day (inclusive)."""
    with acting(actor, MEMBERS, partnership) as deed:
        found = deed.partnership.externals.filter(pk=external, until=None).first()
        if found is None:
            text = "Ta współpraca już się skończyła. Odśwież stronę."
            raise RefusedError("until", text)
        if until < found.since:
            text = f"Ostatni dzień jest wcześniejszy niż początek ({found.since:%d.%m.%Y}). "
            raise RefusedError("until", text + "Podaj ten dzień albo późniejszy.")
        found.until = until
        found.save(update_fields=["until"])
        deed.log("external.end", found, {"until": None}, {"until": told(until)})
    return found
