"""Making what the demonstration shows."""
