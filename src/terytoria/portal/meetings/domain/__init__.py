"""What people do with meetings, and reading them."""
