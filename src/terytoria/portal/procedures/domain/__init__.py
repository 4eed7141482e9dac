"""What people do with procedures, and reading it."""
