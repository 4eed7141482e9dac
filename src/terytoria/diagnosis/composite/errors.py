"""The error every part of the composite indicator raises."""

from __future__ import annotations


class CompositeError(ValueError):
    """Data, hierarchy, options or a file that a composite indicator cannot be built from.

    The message says what is wrong, where, and what to do.

    >>> str(CompositeError("no units: add at least one row"))
    'no units: add at least one row'
    """
