"""Pages of surveys; they read and call verbs."""
