"""``python -m bench [--quick] [SUBJECT ...]``: print the benchmark table.

Exit code 1 when a row misses its target. ``--quick`` leaves out the largest country
and puts the portal under load for seconds only.
"""

from __future__ import annotations

import argparse
import importlib
import sys

from bench.row import Row
from bench.table import table

SUBJECTS = (
    *(
        "snapshot",
        "bdl",
        "diagnosis",
        "standing",
        "report",
        "strategy",
        "surveys",
        "remarks",
        "composite",
        "growth",
    ),
    *("load", "killed", "crowd"),
)
SHORTER = frozenset({"growth", "load", "killed", "crowd"})
"""Subjects that have a shorter form."""


def measured(subject: str, *, quick: bool) -> list[Row]:
    """Rows of one subject; a subject that fails is a failed row, and the others go on."""
    print(f"measuring {subject}", file=sys.stderr, flush=True)
    module = importlib.import_module(f"bench.{subject}")
    try:
        rows: list[Row] = module.rows(quick=quick) if subject in SHORTER else module.rows()
    except Exception as problem:
        print(problem, file=sys.stderr)
        return [Row(f"{subject}: not measured", type(problem).__name__, "-", "-", "-", False)]
    return rows


def main() -> int:
    """Measure the subjects asked for (all by default) and print one table."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="measure less where it takes long")
    parser.add_argument("subjects", nargs="*", metavar="SUBJECT", help=", ".join(SUBJECTS))
    asked = parser.parse_args()
    unknown = set(asked.subjects) - set(SUBJECTS)
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(SUBJECTS)}")
    rows = []
    for subject in asked.subjects or SUBJECTS:
        rows += measured(subject, quick=asked.quick)
    print(table(rows))
    return 0 if all(row.passed for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
