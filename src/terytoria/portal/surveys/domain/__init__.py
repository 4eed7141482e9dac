"""What people do with surveys, and reading it."""
