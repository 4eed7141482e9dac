"""Commands are imported when they run, and help says the same as the commands do."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest

from terytoria.cli.lazy import Lazy, LazyGroup
from terytoria.cli.main import COMMANDS, terytoria


@pytest.mark.parametrize("name", COMMANDS)
def test_each_name_leads_to_its_command(name: str) -> None:
    command = terytoria.get_command(click.Context(terytoria), name)
    assert command is not None
    assert command.name == name
    assert command.help


def test_an_unknown_name_leads_nowhere() -> None:
    assert terytoria.get_command(click.Context(terytoria), "nothing") is None


def test_commands_keep_their_order() -> None:
    assert terytoria.list_commands(click.Context(terytoria)) == list(COMMANDS)


def test_something_else_than_a_command_is_refused() -> None:
    with pytest.raises(TypeError, match=r"lazy\.OPTIONS is no command"):
        Lazy("terytoria.cli.lazy", "OPTIONS", "").load()


def test_help_imports_no_command() -> None:
    group = LazyGroup("main", lazy={"x": Lazy("no.such.module", "x", "Pomoc o x.")})
    assert "Pomoc o x." in group.get_help(click.Context(group))


def test_a_slip_in_a_name_is_answered_without_importing() -> None:
    group = LazyGroup("main", lazy={"diagnose": Lazy("no.such.module", "x", "")})
    with pytest.raises(click.UsageError) as problem:
        group.resolve_command(click.Context(group), ["diagnos"])
    assert "diagnose" in problem.value.format_message()


def test_starting_loads_no_heavy_library() -> None:
    code = (
        "import sys, terytoria.cli.main as m\n"
        "try: m.main(['--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'numpy', 'polars', 'scipy', 'django', 'shapely'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_finding_a_unit_loads_no_analysis_and_no_writer() -> None:
    code = (
        "import sys, terytoria.cli.units\n"
        "heavy = {'scipy', 'django', 'docx', 'openpyxl', 'altair', 'typst', 'terytoria.reports'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"
