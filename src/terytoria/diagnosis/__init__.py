"""Analyses of a partnership, each with one entry and a frozen result that explains itself."""
