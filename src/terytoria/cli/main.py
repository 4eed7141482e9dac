"""The ``terytoria`` command: every verb and how errors and interruptions end."""

from __future__ import annotations

import gettext
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from terytoria import __version__
from terytoria.cli.errors import DEFECT, INTERRUPTED, report, told_in_polish
from terytoria.cli.lazy import COMMAND, OPTIONS, Lazy, LazyGroup
from terytoria.cli.streams import Interruptible, give_up_output, write_any_letter

COMMANDS = {
    "demo": Lazy(
        "terytoria.cli.demo", "demo", "Przygotuj i pokaż partnerstwo pokazowe w przeglądarce."
    ),
    "diagnose": Lazy(
        "terytoria.cli.diagnose", "diagnose", "Zdiagnozuj powiat, listę gmin albo każdy powiat."
    ),
    "data": Lazy("terytoria.cli.data", "data", "Migawki statystyki publicznej i dane własne."),
    "units": Lazy("terytoria.cli.units", "units", "Wyszukiwanie jednostek samorządu."),
    "indicators": Lazy("terytoria.cli.indicators", "indicators", "Katalog wskaźników."),
    "composite": Lazy(
        "terytoria.cli.composite", "composite", "Wskaźnik syntetyczny z pary plików CSV."
    ),
    "monitor": Lazy(
        "terytoria.cli.monitor", "monitor", "Raport z monitorowania i rozdziały dla gmin."
    ),
    "account": Lazy("terytoria.cli.account", "account", "Załóż konto w portalu."),
    "serve": Lazy("terytoria.cli.demo", "serve", "Uruchom stronę z opublikowanymi diagnozami."),
}


class Terytoria(LazyGroup):
    """The whole command line: errors of the library leave it in Polish."""

    def make_context(self, *args: Any, **attributes: Any) -> click.Context:
        """Read the arguments; help and the version are printed here."""
        with told_in_polish():
            return super().make_context(*args, **attributes)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        with told_in_polish():
            return super().invoke(ctx)


@click.group(
    cls=Terytoria,
    lazy=COMMANDS,
    options_metavar=OPTIONS,
    subcommand_metavar=COMMAND,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, message="%(prog)s %(version)s", help="Pokaż wersję i zakończ.")
def terytoria() -> None:
    """Od danych publicznych do diagnozy partnerstwa gmin."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code.

    Raises :class:`SystemExit` with a code of :mod:`terytoria.cli.errors`.
    """
    _speak_polish()
    write_any_letter()
    with Interruptible():
        code = _run(arguments)
    sys.exit(give_up_output() or code)


def _run(arguments: Sequence[str] | None) -> int:
    try:
        code = terytoria.main(arguments, prog_name="terytoria", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as helping:
        click.echo(helping.format_message())
        return 0
    except click.ClickException as problem:
        return report(problem)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Przerwano; nic nie zostało zapisane do połowy.", err=True)
        return INTERRUPTED
    except Exception:
        traceback.print_exc()
        click.echo("Błąd programu. Zgłoś go razem z powyższym opisem.", err=True)
        return DEFECT
    return code if isinstance(code, int) else 0


def _speak_polish() -> None:
    """Click takes its own words from gettext: give it ours, whatever the system speaks."""
    os.environ["LANGUAGE"] = "pl"
    gettext.bindtextdomain("messages", Path(__file__).parent / "locale")
