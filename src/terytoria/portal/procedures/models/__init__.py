"""Tables of procedures."""
