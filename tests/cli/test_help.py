"""Everything the command line says of itself is Polish."""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import click
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from terytoria.cli import main as module
from terytoria.cli.main import terytoria

MESSAGES = Path(module.__file__).parent / "locale" / "pl" / "LC_MESSAGES"
ENGLISH = re.compile(
    r"\b(Usage|Options|Commands?|Arguments?|Show|this|message|and|exit|default|required|Error|"
    r"Try|for|help|such|option|Missing|Invalid|value|Got|unexpected|extra|does|not|exist|"
    r"file|FILE|DIRECTORY|INTEGER|TEXT|RANGE|PATH|OPTIONS|COMMAND|ARGS|range|valid|Did|you|mean)\b"
)


def walk(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from walk(inner, (*path, name))


def english(text: str) -> list[str]:
    """English words in a text, leaving out names of options and commands."""
    return ENGLISH.findall(re.sub(r"--?[a-z-]+|terytoria( [a-z-]+)*|'[^']*'", " ", text))


@pytest.mark.parametrize("path", list(walk(terytoria)), ids=" ".join)
def test_help_of_every_command_is_polish(path: tuple[str, ...], run) -> None:
    ended = run(*path, "--help")
    assert ended.code == 0
    assert ended.out.startswith("Użycie: terytoria")
    assert not english(ended.out)
    assert "..." not in ended.out, "a line is cut off"


@pytest.mark.parametrize("path", list(walk(terytoria)), ids=" ".join)
def test_every_option_is_explained(path: tuple[str, ...]) -> None:
    command: click.Command = terytoria
    for name in path:
        assert isinstance(command, click.Group)
        command = command.get_command(click.Context(command), name) or command
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{path} {parameter.name}"
            assert parameter.help.endswith("."), f"{path} {parameter.name}"


@pytest.mark.parametrize(
    "words",
    [
        ("diagnos",),
        ("--nothing",),
        ("units", "fnd"),
        ("units", "find"),
        ("units", "find", "x", "--limit"),
        ("units", "find", "x", "--limit", "0"),
        ("units", "find", "x", "--limit", "many"),
        ("diagnose", "3217"),
        ("diagnose", "1", "2", "--out", "x"),
        ("diagnose", "1", "--no-report=x", "--out", "x"),
        ("serve", "--port", "70000"),
        ("serve", "--publications", "no-such-folder"),
        ("data", "import", "no-such-folder"),
        ("data", "import", __file__),
        ("data", "check", "--own", "."),
        ("composite", "no-such-file", "x", "--out", "y"),
        ("indicators", "lst"),
    ],
    ids=" ".join,
)
def test_a_wrong_command_line_is_answered_in_polish(words: tuple[str, ...], run) -> None:
    ended = run(*words)
    assert ended.code == 2
    assert "Błąd: " in ended.err
    assert not english(ended.err)
    assert not ended.out


def test_groups_alone_show_their_help(run) -> None:
    for words in ((), ("data",), ("units",), ("indicators",)):
        ended = run(*words)
        assert ended.code == 0
        assert "Polecenia:" in ended.out
        assert not english(ended.out)


def test_another_language_of_the_system_changes_nothing(
    run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "en_GB")
    monkeypatch.setenv("LC_ALL", "C")
    assert run("--help").out.startswith("Użycie:")


def flat(catalog: Catalog) -> set[tuple[str, ...]]:
    """Every message with its translations, as one row of texts."""
    return {
        tuple(
            text
            for part in (m.id, m.string)
            for text in ((part,) if isinstance(part, str) else part)
        )
        for m in catalog
        if m.id
    }


def test_compiled_messages_equal_their_source() -> None:
    with (MESSAGES / "messages.po").open("rb") as source:
        written = read_po(source)
    compiled = read_mo(BytesIO((MESSAGES / "messages.mo").read_bytes()))
    assert flat(written)
    assert flat(written) == flat(compiled)


def test_every_message_keeps_its_fields() -> None:
    with (MESSAGES / "messages.po").open("rb") as source:
        written = [message for message in read_po(source) if message.id]
    for message in written:
        known = set(re.findall(r"\{\w+", str(message.id)))
        for text in message.string if isinstance(message.string, tuple) else (message.string,):
            assert text, message.id
            assert set(re.findall(r"\{\w+", text)) <= known, message.id


def test_every_word_click_may_say_to_a_person_is_translated() -> None:
    translation = gettext.translation("messages", MESSAGES.parents[1], ["pl"])
    missing = [
        words
        for words in click_says()
        if (translation.ngettext(*words, 1) if len(words) == 2 else translation.gettext(*words))
        == words[0]
        and words[0] not in FOR_PROGRAMMERS
    ]
    assert not missing


FOR_PROGRAMMERS = {
    "d", "%(prog)s %(version)s", "Value must be an iterable.", "Unknown color {colour!r}",
    "{editor}: Editing failed", "{editor}: Editing failed: {e}", "Windows error: {error}",
    "DeprecationWarning: The command {name!r} is deprecated.{extra_message}",
    "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}",
    "Could not determine name for option with declarations {decls!r}",
    "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    (
        "No options defined but a name was passed ({name}). Did you mean to declare an argument"
        " instead? Did you mean to pass '--{name}'?"
    ),
    "Name '{name}' defined twice", "Unknown standard stream '{name}'",
    "Boolean option {decl!r} cannot use the same flag for true/false.",
}  # fmt: skip


def click_says() -> Iterator[tuple[str, ...]]:
    """Arguments of every gettext call in click."""
    for file in sorted(Path(click.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                many = {"_": 1, "ngettext": 2}.get(node.func.id, 0)
                words = [a.value for a in node.args[:many] if isinstance(a, ast.Constant)]
                if many and len(words) == many:
                    yield tuple(words)
