"""What people do in partnerships: verbs, checks, and reading."""
