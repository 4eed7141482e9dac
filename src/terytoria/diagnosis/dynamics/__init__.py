"""How fast things change, how surely, and how that stands against the comparison group."""
