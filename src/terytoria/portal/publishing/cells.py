"""Open data as CSV: a text never becomes a formula, a number stays a number."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from terytoria.portal.audit.export import safe_cell
from terytoria.portal.publishing.site import Value

REMARK, INVENTED = "uwaga", "przykład syntetyczny"


def csv_bytes(
    columns: Sequence[str], rows: Iterable[Mapping[str, Value]], *, invented: bool = False
) -> bytes:
    """RFC 4180 in UTF-8: commas, CRLF, a decimal point, an empty cell where there is no value.

    Invented data say so in a last column.

    >>> csv_bytes(["a", "b"], [{"a": "=1+1", "b": -2.5}])
    b"a,b\\r\\n'=1+1,-2.5\\r\\n"
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow((*columns, REMARK) if invented else columns)
    for row in rows:
        cells = [_cell(row.get(name)) for name in columns]
        writer.writerow((*cells, INVENTED) if invented else cells)
    return stream.getvalue().encode()


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return safe_cell(value)
    return repr(value).removesuffix(".0")
