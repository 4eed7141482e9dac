"""The programming interface below ``/api/``."""
