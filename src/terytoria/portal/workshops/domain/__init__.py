"""What people do with workshops, and reading it."""
