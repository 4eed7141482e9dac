"""Pages of the chain; they read and call verbs."""
