"""Compute the worked examples of the method pages: ``make docs``.

Between ``<!-- example:NAME -->`` and ``<!-- /example -->`` a page holds Python with prompts. Every
statement is run and what it prints is written below it, so no number of an example is typed. The
examples of one page share their names. ``--check`` writes nothing and exits 1, with the
differences, when a page is out of date.
"""

from __future__ import annotations

import argparse
import contextlib
import difflib
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

PAGES = Path(__file__).parent / "methods"
BLOCK = re.compile(r"(<!-- example:[\w-]+ -->\n)(.*?)(<!-- /example -->)", re.DOTALL)
FIRST, MORE = ">>> ", "... "


class ExampleError(RuntimeError):
    """A statement of an example that could not be run; the message names page and statement."""


def refreshed(text: str, page: str) -> str:
    """The text of a page with the output of every example computed anew.

    >>> text = "<!-- example:sum -->\\n```python\\n>>> 1 + 1\\n3\\n```\\n<!-- /example -->"
    >>> print(refreshed(text, "page.md"))
    <!-- example:sum -->
    ```python
    >>> 1 + 1
    2
    ```
    <!-- /example -->
    """
    names: dict[str, object] = {"__name__": "example"}

    def recompute(block: re.Match[str]) -> str:
        body = "\n".join(_computed(block[2].splitlines(), names, page))
        return f"{block[1]}{body}\n{block[3]}"

    return BLOCK.sub(recompute, text)


def _computed(lines: list[str], names: dict[str, object], page: str) -> Iterator[str]:
    """Lines of a block: statements as they are, followed by what they print now."""
    fenced, at = False, 0
    while at < len(lines):
        line = lines[at]
        fenced ^= line.startswith("```")
        yield line
        at += 1
        if not fenced or not line.startswith(FIRST):
            continue
        statement = [line[len(FIRST) :]]
        while at < len(lines) and lines[at].startswith(MORE):
            yield lines[at]
            statement.append(lines[at][len(MORE) :])
            at += 1
        while at < len(lines) and not lines[at].startswith((FIRST, "```")):
            at += 1
        yield from _printed("\n".join(statement), names, page)


def _printed(statement: str, names: dict[str, object], page: str) -> list[str]:
    """What a statement prints, a line each."""
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        try:
            exec(compile(f"{statement}\n", page, "single"), names)  # noqa: S102
        except Exception as problem:
            raise ExampleError(f"{page}: {statement}\n{problem!r}") from problem
    return [line.rstrip() for line in shown.getvalue().splitlines()]


def main() -> int:
    """Rewrite the pages whose examples changed, or only compare them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if out of date")
    parser.add_argument("pages", nargs="*", type=Path, help="pages (default: all of docs/methods)")
    asked = parser.parse_args()
    stale = 0
    for page in asked.pages or sorted(PAGES.glob("*.md")):
        before = page.read_text(encoding="utf-8")
        after = refreshed(before, page.name)
        if before == after:
            continue
        stale += 1
        if asked.check:
            sys.stdout.writelines(
                f"{line}\n"
                for line in difflib.unified_diff(
                    before.splitlines(), after.splitlines(), page.name, "computed", lineterm=""
                )
            )
        else:
            page.write_text(after, encoding="utf-8")
            print(f"rewritten: {page.name}")
    return 1 if asked.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
