"""Pages of tasks; they read and call verbs."""
