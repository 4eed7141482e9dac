"""The ``terytoria`` command: every verb and how errors and interruptions end."""

from __future__ import annotations

import gettext
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from terytoria import __version__
from terytoria.cli.composite import composite
from terytoria.cli.data import data
from terytoria.cli.demo import demo, serve
from terytoria.cli.diagnose import diagnose
from terytoria.cli.errors import INTERRUPTED, report, told_in_polish
from terytoria.cli.indicators import indicators
from terytoria.cli.units import units


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="%(prog)s %(version)s")
def terytoria() -> None:
    """Od danych publicznych do diagnozy partnerstwa gmin."""


for command in (demo, diagnose, data, units, indicators, composite, serve):
    terytoria.add_command(command)


def _speak_polish() -> None:
    """Click takes its own words from gettext: give it ours."""
    os.environ.setdefault("LANGUAGE", "pl")
    gettext.bindtextdomain("messages", Path(__file__).parent / "locale")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    _speak_polish()
    try:
        with told_in_polish():
            code = terytoria.main(arguments, prog_name="terytoria", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as helping:
        click.echo(helping.format_message())
        sys.exit(0)
    except click.ClickException as problem:
        sys.exit(report(problem))
    except (click.Abort, KeyboardInterrupt):
        click.echo("Przerwano; nic nie zostało zapisane do połowy.", err=True)
        sys.exit(INTERRUPTED)
    sys.exit(code if isinstance(code, int) else 0)
