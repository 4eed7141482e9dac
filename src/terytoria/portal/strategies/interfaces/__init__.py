"""Forms and how values are written."""
