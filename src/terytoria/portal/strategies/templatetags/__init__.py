"""Filters of the pages of strategies."""
