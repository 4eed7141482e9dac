"""Partnerships: their members, people and documents."""
