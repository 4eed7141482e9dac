"""What people do with evidence, and reading it."""
