"""Units change: dated merges, splits, renames and changed kinds, and what became of a unit.

The flat table of a snapshot has a row for each pair of an old and a new unit: ``day``, ``what``
(rename, kind, merge, split, moved), ``old``, ``new``, ``share`` (null: not known), ``note`` (a
Polish sentence) and ``source``.
"""

from terytoria.territory.changes.change import Change, ChangeError, Link, What
from terytoria.territory.changes.compare import RegisterChanges, changes_between
from terytoria.territory.changes.correspondence import Correspondence, Part
from terytoria.territory.changes.edges import Edges
from terytoria.territory.changes.facts import known_changes

__all__ = [
    "Change",
    "ChangeError",
    "Correspondence",
    "Edges",
    "Link",
    "Part",
    "RegisterChanges",
    "What",
    "changes_between",
    "known_changes",
]
