"""What people do with drafts, and reading it."""
