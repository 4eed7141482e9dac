"""What people do at meetings, and reading them."""
