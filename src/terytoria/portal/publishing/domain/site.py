"""Gathering what is public into the one file that public pages read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.timezone import localdate, now

from terytoria.portal.design.tables import sort_key
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.country import Country
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.enums import Stage
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.publishing.domain.ground import draw, gminas_of, invented
from terytoria.portal.publishing.domain.strategy import goal_rows, target_rows
from terytoria.portal.publishing.models import Release
from terytoria.portal.publishing.publication import publications
from terytoria.portal.publishing.shelf import alone, card_of, put_site
from terytoria.portal.publishing.site import (
    CHAIN,
    Entry,
    Member,
    Site,
    read_site,
    release_folder,
)
from terytoria.portal.publishing.site import Release as Card
from terytoria.territory import Level


def renew_site() -> bool:
    """Write the site anew if anything public changed since; whether it did.

    One writer at a time reads and writes, so the last to write has seen everything.
    """
    root = Path(settings.PUBLICATIONS)
    with alone(root):
        country = land.current()
        entries = tuple(_entries(root, country))
        known = read_site(root)
        state = state_of(country, entries)
        if known is not None and known.state == state:
            return False
        put_site(root, _site(root, country, entries, state))
    return True


def state_of(country: Country, entries: Iterable[Entry]) -> str:
    """A name for what is public: equal when nothing changed."""
    told = json.dumps([country.name, [asdict(one) for one in entries]], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def _site(root: Path, country: Country, entries: tuple[Entry, ...], state: str) -> Site:
    areas = {one.slug: gminas_of(country, [m.code for m in one.present]) for one in entries}
    ground, paths = draw(country, areas)
    goals, targets = _open_data(root, entries)
    return Site(
        state=state,
        made_at=now().isoformat(timespec="seconds"),
        snapshot=country.name,
        synthetic=invented(),
        entries=tuple(replace(one, shape=paths.get(one.slug, "")) for one in entries),
        ground=ground,
        units=tuple(_units(country)),
        goals=tuple(goals),
        targets=tuple(targets),
    )


def _entries(root: Path, country: Country) -> Iterator[Entry]:
    """Partnerships of the database, then those of folders put there by hand; by name."""
    found = [_entry(root, country, one) for one in _public_partnerships()]
    taken = set(Partnership.objects.values_list("slug", flat=True))
    by_hand = [one for one in publications(root, "pl") if one.slug not in taken]
    found += [_by_hand(country, one.slug, one.page) for one in by_hand]
    return iter(sorted(found, key=lambda one: (sort_key(one.short_name), one.slug)))


def _public_partnerships() -> Iterable[Partnership]:
    """Partnerships the programme took up (no longer forming), and any whose council released."""
    public = ~Q(stage=Stage.FORMING) | Q(decisions__release__isnull=False)
    return Partnership.objects.filter(public).distinct().prefetch_related("members")


def _entry(root: Path, country: Country, partnership: Partnership) -> Entry:
    releases = Release.objects.filter(decision__partnership=partnership).order_by("pk")
    cards = tuple(card for one in releases if (card := _card(root, one)) is not None)
    return Entry(
        slug=partnership.slug,
        name=partnership.name,
        short_name=partnership.short_name,
        members=tuple(_members(country, partnership)),
        releases=cards,
        leader=country.label(partnership.leader) if cards else "",
    )


def _card(root: Path, release: Release) -> Card | None:
    """What was published of a release; ``None`` before its files are there.

    A withdrawn one keeps its titles and says why; nothing of its content stays.
    """
    card = card_of(root, release.pk)
    if card is None or release.withdrawn_at is None:
        return card
    return replace(
        card,
        files=(),
        facts={},
        note="",
        text="",
        changes=(),
        withdrawn_on=localdate(release.withdrawn_at).isoformat(),
        reason=release.reason,
    )


def _members(country: Country, partnership: Partnership) -> Iterator[Member]:
    """Members now and before; one that is to join is told when it does."""
    for one in partnership.members.all():
        if one.since <= today():
            over = one.until is not None and one.until < today()
            until = one.until.isoformat() if one.until and over else ""
            yield _member(country, one.unit, one.since.isoformat(), until)


def _member(country: Country, code: str, since: str, until: str = "") -> Member:
    if code not in country.register:
        return Member(code, code, "", "", "", since, until)
    register = country.register
    unit = register.unit(code)
    powiat = register.powiat_of(code).name if unit.level is Level.GMINA else ""
    voivodeship = register.voivodeship_of(code).name
    label = country.label(code)
    return Member(code, label, unit.kind.name_pl, powiat, voivodeship, since, until)


def _by_hand(country: Country, slug: str, page: Any) -> Entry:
    members = tuple(_member(country, one["code"], "") for one in page["members"])
    return Entry(slug, page["name"], page["short_name"], members, by_hand=True)


def _units(country: Country) -> Iterator[tuple[str, str, str, str, str]]:
    for unit in country.register.units:
        yield unit.code, unit.name, unit.level.value, unit.kind.value, unit.parent


def _open_data(
    root: Path, entries: Iterable[Entry]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Goals and targets of the strategies in force."""
    goals: list[dict[str, Any]] = []
    targets: list[dict[str, Any]] = []
    for entry in entries:
        release = entry.chain
        if release is None:
            continue
        chain = json.loads((release_folder(root, release.id) / CHAIN).read_bytes())
        said = {
            "partnerstwo": entry.short_name,
            "uchwala": release.number,
            "wersja": release.version,
        }
        goals += [{**said, **row} for row in goal_rows(chain)]
        targets += [{**said, **row} for row in target_rows(chain)]
    return goals, targets
