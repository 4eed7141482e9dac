"""What people do with monitoring, and reading it."""
