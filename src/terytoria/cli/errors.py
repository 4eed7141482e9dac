"""What the command line says when something is wrong, and the exit code it leaves.

0 success · 1 a defect of the program · 2 a wrong question (unknown code, name or option) ·
3 wrong data (snapshot, own data, catalogue) · 4 a file that cannot be read or written ·
130 interrupted.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from terytoria.diagnosis.composite import CompositeError
from terytoria.diagnosis.outlook import OutlookDataError
from terytoria.reports.card import CardError
from terytoria.reports.publication import PublicationError
from terytoria.statistics.catalogue import CatalogueError
from terytoria.statistics.snapshot import SnapshotError
from terytoria.statistics.sources.own_data import OwnDataError
from terytoria.territory import AreaError, CodeError, UnknownUnitError

USAGE, DATA, FILES, INTERRUPTED = 2, 3, 4, 130


_DATA_ERRORS = (
    SnapshotError,
    CatalogueError,
    CompositeError,
    OwnDataError,
    OutlookDataError,
    CardError,
    PublicationError,
)


class QuestionError(click.ClickException):
    """A question that has no answer as it was put; the message is Polish and names the remedy."""

    exit_code = USAGE


class DataProblem(click.ClickException):
    """Data that cannot be used; the message is Polish and names the file and the remedy."""

    exit_code = DATA


class FileProblem(click.ClickException):
    """A file that cannot be read or written."""

    exit_code = FILES


@contextmanager
def told_in_polish() -> Iterator[None]:
    """Turn the library's errors into Polish messages with the right exit code."""
    try:
        yield
    except (AreaError, CodeError, UnknownUnitError) as problem:
        raise QuestionError(f"Nie można wyznaczyć obszaru: {problem}") from problem
    except _DATA_ERRORS as problem:
        raise DataProblem(f"Nie można użyć danych: {problem}") from problem
    except OSError as problem:
        raise FileProblem(f"Nie można odczytać lub zapisać: {problem}") from problem


def report(problem: click.ClickException) -> int:
    """Print a problem on standard error and return its exit code."""
    problem.show(file=sys.stderr)
    return problem.exit_code
