"""What the command line says when something is wrong, and the exit code it leaves.

0 success · 1 a defect of the program · 2 a wrong question (unknown code, name or option) ·
3 wrong data (snapshot, own data, catalogue) · 4 a file that cannot be read or written ·
5 the statistics office does not answer or refuses ·
130 interrupted · 141 the reader of the output went away.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from terytoria.cli.problems import told
from terytoria.cli.streams import READER_GONE, forget_reader

DEFECT, USAGE, DATA, FILES, OFFICE, INTERRUPTED = 1, 2, 3, 4, 5, 130


class QuestionError(click.ClickException):
    """A question that has no answer as it was put; the message is Polish and names the remedy."""

    exit_code = USAGE


class DataProblem(click.ClickException):
    """Data that cannot be used; the message is Polish and names the file and the remedy."""

    exit_code = DATA


class FileProblem(click.ClickException):
    """A file that cannot be read or written."""

    exit_code = FILES


class OfficeProblem(click.ClickException):
    """The statistics office does not answer, or does not accept the question."""

    exit_code = OFFICE


_KINDS = (QuestionError, DataProblem, FileProblem, OfficeProblem)
_BY_CODE = {kind.exit_code: kind for kind in _KINDS}


@contextmanager
def told_in_polish() -> Iterator[None]:
    """Turn the library's errors into Polish messages with the right exit code."""
    try:
        yield
    except click.ClickException:
        raise
    except BrokenPipeError as gone:
        forget_reader()
        raise click.exceptions.Exit(READER_GONE) from gone
    except Exception as problem:
        known = told(problem)
        if known is None:
            raise
        raise _BY_CODE[known.code](known.text) from problem


def report(problem: click.ClickException) -> int:
    """Print a problem on standard error and return its exit code."""
    problem.show(file=sys.stderr)
    return problem.exit_code
