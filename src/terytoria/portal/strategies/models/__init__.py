"""Tables of the chain."""
