"""What publishing needs done in the background."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.conf import settings

from terytoria.portal.jobs.periodic import Every, periodic
from terytoria.portal.jobs.tasks import Context, Write, task
from terytoria.portal.publishing.domain.contents import fill
from terytoria.portal.publishing.domain.releasing import PUBLISH, UNPUBLISH
from terytoria.portal.publishing.domain.site import renew_site
from terytoria.portal.publishing.models import Release
from terytoria.portal.publishing.shelf import put, take_away

RENEW = "publishing.renew"
OFTEN = timedelta(minutes=5)
"""Members join and leave by their dates, and lower rooms do not tell; so the site is compared."""


@task(PUBLISH)
def publish(context: Context, *, release: int) -> Write:
    """Write the files of a release, then the site that leads to them."""
    found = Release.objects.select_related(
        "decision__partnership",
        "decision__diagnosis__partnership",
        "decision__draft__text__partnership",
        "released_by",
    ).get(pk=release)
    root = Path(settings.PUBLICATIONS)
    if found.alive:
        put(root, found.pk, lambda folder: fill(found, folder, context.progress))
    context.progress("strony publiczne")
    renew_site()
    if not Release.objects.filter(pk=release, withdrawn_at=None).exists():  # withdrawn meanwhile
        take_away(root, release)
    return lambda: {"release": release}


@task(UNPUBLISH)
def unpublish(context: Context, *, release: int) -> Write:
    """Say on the site that a release was withdrawn, then delete its files."""
    context.progress("strony publiczne")
    renew_site()
    take_away(Path(settings.PUBLICATIONS), release)
    return lambda: {"release": release}


@periodic(RENEW, Every(OFTEN))
def renew(context: Context) -> Write:
    """Write the site anew when members or releases changed."""
    context.progress("strony publiczne")
    changed = renew_site()
    return lambda: {"changed": changed}
