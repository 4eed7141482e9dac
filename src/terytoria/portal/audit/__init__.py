"""The log of every verb: who did what, when, and what it changed."""
