"""Pages of meetings; they read and call verbs."""
