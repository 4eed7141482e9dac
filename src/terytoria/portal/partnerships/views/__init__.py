"""Pages of partnerships; they read, and call verbs."""
