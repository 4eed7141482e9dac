"""Verbs of publishing, and the writing of what is public."""
