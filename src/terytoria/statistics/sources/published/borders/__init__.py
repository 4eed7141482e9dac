"""Boundaries as the State Register of Borders gives them, simplified as one coverage."""
