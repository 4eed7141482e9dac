"""Tables of members, people, invitations, documents and partners."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from terytoria.portal.design.tables import Cell, Column, Table
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.models import Document, ExternalPartner, Membership, Partnership

_SINCE, _UNTIL = Column("since", "Od", sorts=True), Column("until", "Do", sorts=True)


def page(name: str, partnership: Partnership, *more: object) -> str:
    """Address of a page of a partnership."""
    return reverse(f"partnerships:{name}", args=[partnership.slug, *more])


def members_table(partnership: Partnership, *, change: bool) -> Table:
    """Every membership, past ones too; links to change those that last."""
    country = land.current()
    rows = []
    for one in partnership.members.all():
        name = country.label(one.unit)
        name += " – lider" if one.unit == partnership.leader and one.until is None else ""
        cells = [Cell(name), Cell(one.unit), *_dates(one.since, one.until), Cell(one.note or "–")]
        rows.append((*cells, *_change_cells(partnership, one, country.label(one.unit), change)))
    heads = [Column("unit", "Jednostka", sorts=True), Column("code", "Kod TERYT", sorts=True)]
    heads += [_SINCE, _UNTIL, Column("note", "Podstawa")]
    heads += [Column("end", "Zakończenie"), Column("replace", "Następca")] if change else []
    return Table("Członkowie z historią", tuple(heads), tuple(rows))


def _change_cells(
    partnership: Partnership, one: Membership, name: str, change: bool
) -> Iterable[Cell]:
    if not change:
        return ()
    if one.until is not None:
        address = page("correct", partnership, one.pk) if one.until >= today() else ""
        return _deed("Popraw", f"koniec: {name}", address) if address else Cell("–"), Cell("–")
    return (
        _deed("Zakończ", f"członkostwo: {name}", page("leave", partnership, one.pk)),
        _deed("Zastąp", f"członka: {name}", page("replace", partnership, one.pk)),
    )


def _deed(verb: str, what: str, address: str) -> Cell:
    """A link in one word; a screen reader is told of what too."""
    return Cell(format_html('{}<span class="unseen"> {}</span>', verb, what), address, by=what)


def people_table(partnership: Partnership, *, change: bool) -> Table:
    """People with their roles, past ones too."""
    country = land.current()
    rows = []
    for one in partnership.people.select_related("user"):
        role = one.get_role_display()
        unit = country.label(one.unit) if one.unit else "–"
        cells = [Cell(str(one.user)), Cell(role), Cell(unit), *_dates(one.since, one.until)]
        if change:
            address = page("end_role", partnership, one.pk) if one.until is None else ""
            cells.append(_deed("Zakończ", f"rolę: {one.user}", address) if address else Cell("–"))
        rows.append(tuple(cells))
    heads = [Column("name", "Osoba", sorts=True), Column("role", "Rola", sorts=True)]
    heads += [Column("unit", "Jednostka", sorts=True), _SINCE, _UNTIL]
    heads += [Column("end", "Zakończenie")] if change else []
    return Table("Osoby i role", tuple(heads), tuple(rows))


def invitations_table(partnership: Partnership) -> Table:
    """Invitations with their state; those that wait can be taken back."""
    now = timezone.now()
    rows = []
    for one in partnership.invitations.all():
        closed = one.accepted_at or one.revoked_at
        address = "" if closed else page("revoke", partnership, one.pk)
        expires = timezone.localtime(one.expires_at)
        rows.append(
            (
                Cell(one.email),
                Cell(one.get_role_display()),
                Cell(one.state_at(now)),
                Cell(f"{expires:%d.%m.%Y}", by=expires.date()),
                _deed("Cofnij", f"zaproszenie: {one.email}", address) if address else Cell("–"),
            )
        )
    heads = (
        Column("email", "Adres", sorts=True),
        Column("role", "Rola", sorts=True),
        Column("state", "Stan", sorts=True),
        Column("expires", "Ważne do", sorts=True),
        Column("revoke", "Cofnięcie"),
    )
    return Table("Zaproszenia", heads, tuple(rows))


def documents_table(partnership: Partnership) -> Table:
    """Documents with their metric."""
    rows = []
    for one in partnership.documents.all():
        published = f"{one.published_on:%d.%m.%Y}" if one.published_on else "–"
        rows.append(
            (
                Cell(one.title, page("document", partnership, one.pk)),
                Cell(one.get_kind_display()),
                Cell(one.author),
                Cell(f"{one.created_on:%d.%m.%Y}", by=one.created_on),
                Cell(published, by=one.published_on),
            )
        )
    heads = (
        Column("title", "Tytuł", sorts=True),
        Column("kind", "Rodzaj", sorts=True),
        Column("author", "Wytworzył", sorts=True),
        Column("created", "Wytworzono", sorts=True),
        Column("published", "Opublikowano", sorts=True),
    )
    return Table("Dokumenty", heads, tuple(rows))


def versions_table(partnership: Partnership, document: Document) -> Table:
    """The change log of a document: its versions with their checksums."""
    rows = []
    for one in document.versions.all():
        added = timezone.localtime(one.added_at)
        address = page("download", partnership, document.pk, one.number)
        size = f"{one.size / 1024:.0f} kB"
        rows.append(
            (
                Cell(f"Wersja {one.number}: pobierz", address, by=one.number),
                Cell(f"{added:%d.%m.%Y %H:%M}"),
                Cell(one.added_by),
                Cell(one.note),
                Cell(size),
                Cell(one.sha256[:16]),
            )
        )
    names = ("Plik", "Dodano", "Dodał(a)", "Co się zmieniło", "Wielkość", "SHA-256 (początek)")
    heads = tuple(Column(f"c{at}", name) for at, name in enumerate(names))
    return Table("Rejestr zmian", heads, tuple(rows))


def externals_table(partnership: Partnership, found: Iterable[ExternalPartner]) -> Table:
    """Institutions with their roles; links to end what lasts."""
    rows = []
    for one in found:
        address = page("end_external", partnership, one.pk) if one.until is None else ""
        link = _deed("Zakończ", f"współpracę: {one.name}", address) if address else Cell("–")
        rows.append((Cell(one.name), Cell(one.role), *_dates(one.since, one.until), link))
    heads = (Column("name", "Instytucja", sorts=True), Column("role", "Rola", sorts=True))
    end = Column("end", "Zakończenie")
    return Table("Partnerzy zewnętrzni", (*heads, _SINCE, _UNTIL, end), tuple(rows))


def _dates(since: date, until: date | None) -> tuple[Cell, Cell]:
    last = f"{until:%d.%m.%Y}" if until else "nadal"
    return Cell(f"{since:%d.%m.%Y}", by=since), Cell(last, by=until)
