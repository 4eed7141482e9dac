"""Open data, the feed of releases, and what search engines ask for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from terytoria.portal.publishing.open_data import CATALOGUE, TABLES, Link, catalogue, table
from terytoria.portal.publishing.site import Entry, Release
from terytoria.portal.publishing.templatetags.wording import switched
from terytoria.portal.publishing.views.ground import language, site

_NEWEST = 60
_HIDDEN = ("/praca/", "/konto/", "/api/", "/wyglad/")


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What is there to use again, and on what terms."""
    known = site()
    tables = [(name, title) for name, title in TABLES.items()]
    context = {"tables": tables, "catalogue": CATALOGUE, "synthetic": known.synthetic}
    return render(request, "publishing/open_data.html", context)


@require_safe
def file(request: HttpRequest, name: str) -> HttpResponse:
    """A table as CSV, or the catalogue (DCAT-AP)."""
    if name == CATALOGUE:
        told: str | bytes = catalogue(site(), _link(request))
        kind = "application/ld+json"
    elif name in TABLES:
        told, kind = table(site(), name, _link(request)), "text/csv; charset=utf-8"
    else:
        raise Http404(name)
    response = HttpResponse(told, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest releases and withdrawals as Atom."""
    link, known = _link(request), site()
    made = Atom1Feed(
        title=_("Partnerstwa gmin: nowości") + _mark(synthetic=known.synthetic),
        link=link("home"),
        description=_("Uchwały i dokumenty opublikowane przez rady partnerstw."),
        language=language(),
        feed_url=request.build_absolute_uri(),
        feed_guid=link("feed"),
    )
    news = [(entry, one) for entry in known.entries for one in entry.releases]
    for entry, one in sorted(news, key=_newest, reverse=True)[:_NEWEST]:
        with override("pl"):
            address = link("decision", entry.slug, one.ordinal, one.year)
        made.add_item(
            title=f"{entry.short_name}: {_titled(one)}",
            link=address,
            description=_told(one),
            unique_id=address,
            pubdate=_moment(one.released_on),
            updateddate=_moment(_changed(one)),
        )
    return HttpResponse(made.writeString("utf-8"), content_type=made.content_type)


def _titled(release: Release) -> str:
    return f"{release.number} {release.title}"


def _told(release: Release) -> str:
    if not release.alive:
        return _("Wycofano. Powód:") + f" {release.reason}"
    return release.paper_title or release.title


def _changed(release: Release) -> str:
    return release.withdrawn_on or release.released_on


def _newest(pair: tuple[Entry, Release]) -> tuple[str, int]:
    return _changed(pair[1]), pair[1].id


def _moment(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


def _mark(*, synthetic: bool) -> str:
    return " (" + _("przykład syntetyczny") + ")" if synthetic else ""


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page with the day it changed, each also in English."""
    with override("pl"):
        pages = [
            (request.build_absolute_uri(at), request.build_absolute_uri(switched(at)), day)
            for at, day in _pages()
        ]
    context = {"pages": pages}
    return render(request, "publishing/sitemap.xml", context, content_type="application/xml")


def _pages() -> Iterator[tuple[str, str]]:
    yield reverse("home"), ""
    yield reverse("open_data"), ""
    for entry in site().entries:
        news = max((_changed(one) for one in entry.releases), default="")
        yield reverse("partnership", args=[entry.slug]), news
        for member in entry.present:
            if member.is_gmina:
                yield reverse("gmina", args=[entry.slug, member.code]), news
        for paper in entry.standing_papers:
            yield reverse("document", args=[entry.slug, paper.id]), _changed(paper.last)
        for one in entry.decisions:
            args = [entry.slug, one.ordinal, one.year]
            yield reverse("decision", args=args), one.released_on


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What programs need not read, and where the sitemap is."""
    hidden = "".join(f"Disallow: {at}\n" for at in _HIDDEN)
    text = f"User-agent: *\n{hidden}\nSitemap: {_link(request)('sitemap')}\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def _link(request: HttpRequest) -> Link:
    return lambda name, *args: request.build_absolute_uri(reverse(name, args=args))
