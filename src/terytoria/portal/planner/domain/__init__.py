"""What people do with tasks, and reading them."""
