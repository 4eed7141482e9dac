"""Making and checking tokens."""
