"""What people do with the chain, and reading it."""
