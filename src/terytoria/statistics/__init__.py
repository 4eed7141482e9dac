"""Indicators, observations and snapshots of public statistics."""
