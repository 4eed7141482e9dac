"""``terytoria monitor``: the yearly report of a partnership, from the database of the portal."""

from __future__ import annotations

import os
from pathlib import Path

import click

from terytoria.cli.errors import FileProblem, QuestionError
from terytoria.cli.lazy import OPTIONS


@click.command(options_metavar=OPTIONS)
@click.argument("partnership", metavar="PARTNERSTWO")
@click.option("--year", type=int, required=True, metavar="ROK", help="Rok, o którym mówi raport.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    metavar="FOLDER",
    help="Dokąd zapisać pliki.",
)
def monitor(partnership: str, year: int, out: Path) -> None:
    """Zapisz raport z monitorowania strategii i rozdział dla każdej gminy.

    PARTNERSTWO to adres partnerstwa w portalu, np. dolina. Powstają pliki HTML, PDF i DOCX.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = "terytoria.portal.settings"
    from terytoria.portal.server import prepare  # noqa: PLC0415 - settings are read when needed

    prepare()
    from terytoria.portal.monitoring.domain.reporting import EARLIEST, year_of  # noqa: PLC0415
    from terytoria.portal.partnerships.domain.acting import today  # noqa: PLC0415
    from terytoria.portal.partnerships.models import Partnership  # noqa: PLC0415
    from terytoria.reports.monitoring import OccupiedError, write_monitoring  # noqa: PLC0415

    if not EARLIEST <= year <= today().year:
        raise QuestionError(f"Raport powstaje za rok od {EARLIEST} do {today().year}.")
    found = Partnership.objects.filter(slug=partnership).first()
    if found is None:
        known = ", ".join(Partnership.objects.order_by("slug").values_list("slug", flat=True)[:20])
        there = f"Są: {known}." if known else "Portal nie ma jeszcze żadnego."
        raise QuestionError(f"Nie ma partnerstwa {partnership}. {there}")
    told = year_of(found.pk, year)
    try:
        files = write_monitoring(told, out, lambda text: click.echo(f"  · {text}", err=True))
    except OccupiedError as problem:
        text = f"{out}: folder ma inne pliki niż raport z monitorowania. Wybierz inny."
        raise FileProblem(text) from problem
    for file in files:
        click.echo(file)
