"""The text of a strategy, written by several people at once."""
