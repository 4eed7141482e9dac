"""Words of the log and of letters about procedures, in Polish."""

from __future__ import annotations

VERBS = {
    "procedure.start": "rozpoczęto procedurę",
    "procedure.replan": "zmieniono plan procedury",
    "procedure.tell": "odnotowano krok procedury",
    "procedure.correct": "poprawiono krok procedury",
    "procedure.override": "odnotowano krok wbrew regule",
}
