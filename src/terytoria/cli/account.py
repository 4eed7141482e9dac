"""``terytoria account``: the first accounts of an installation, made by whoever runs it."""

from __future__ import annotations

import os

import click

from terytoria.cli.errors import QuestionError
from terytoria.cli.lazy import OPTIONS

ROLES = {"kraj": "national_officer", "doradca": "lead_adviser"}


@click.command(options_metavar=OPTIONS)
@click.argument("address", metavar="ADRES")
@click.option("--name", required=True, metavar="IMIĘ", help="Imię i nazwisko.")
@click.option(
    "--role",
    type=click.Choice(tuple(ROLES)),
    metavar="ROLA",
    help="Rola w programie: kraj (urzędnik programu) albo doradca (wiodący).",
)
def account(address: str, name: str, role: str | None) -> None:
    """Załóż konto w portalu; następne osoby zaprasza się już w portalu.

    O hasło (co najmniej 12 znaków) polecenie zapyta.
    """
    password = click.prompt("Hasło", hide_input=True, confirmation_prompt="Powtórz hasło")
    os.environ["DJANGO_SETTINGS_MODULE"] = "terytoria.portal.settings"
    from terytoria.portal.server import prepare  # noqa: PLC0415 - settings are read when needed

    prepare()
    from django.core.exceptions import ValidationError  # noqa: PLC0415
    from django.db import transaction  # noqa: PLC0415

    from terytoria.portal.accounts.domain import (  # noqa: PLC0415
        assign_programme_role,
        create_user,
    )
    from terytoria.portal.accounts.enums import ProgrammeRole  # noqa: PLC0415

    try:
        with transaction.atomic():
            made = create_user(address, name, password=password, actor=None)
            if role is not None:
                assign_programme_role(made, ProgrammeRole(ROLES[role]), actor=None)
    except ValidationError as problem:
        raise QuestionError(" ".join(problem.messages)) from problem
    click.echo(f"Założono konto {made.email}. Wejście: /konto/wejscie/")
