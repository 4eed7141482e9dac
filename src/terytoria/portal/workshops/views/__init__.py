"""Pages of workshops; they read and call verbs."""
