"""Consultations: drafts shown to the public, remarks, positions, the report."""
