"""A group whose commands are imported when they are asked for, so that help is quick."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click
from click.exceptions import NoSuchCommand

OPTIONS = "[OPCJE]"
COMMAND = "POLECENIE [ARGUMENTY]…"


@dataclass(frozen=True)
class Lazy:
    """Where a command is defined, and its line in the help of its group."""

    module: str
    name: str
    help: str

    def load(self) -> click.Command:
        """Import the command."""
        command = getattr(import_module(self.module), self.name)
        if not isinstance(command, click.Command):
            raise TypeError(f"{self.module}.{self.name} is no command")
        return command


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports only the one that runs.

    >>> lazy = {"units": Lazy("terytoria.cli.units", "units", "Jednostki samorządu.")}
    >>> LazyGroup("main", lazy=lazy).list_commands(click.Context(click.Command("main")))
    ['units']
    """

    def __init__(self, *args: Any, lazy: Mapping[str, Lazy], **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.lazy = dict(lazy)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the commands, in the order they were declared."""
        return list(self.lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, imported now; ``None`` when there is none."""
        found = self.lazy.get(cmd_name)
        return found.load() if found else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command the arguments begin with; an unknown one is answered with the nearest."""
        try:
            return super().resolve_command(ctx, args)
        except NoSuchCommand as unknown:
            raise NoSuchCommand(args[0], possibilities=self.lazy, ctx=ctx) from unknown

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        with formatter.section("Polecenia"):
            formatter.write_dl([(name, command.help) for name, command in self.lazy.items()])
