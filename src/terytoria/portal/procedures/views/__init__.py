"""Pages of procedures; they read and call verbs."""
