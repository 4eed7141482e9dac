"""Terytoria: from public data to a territorial strategy that can be defended."""

__version__ = "0.1.0"
