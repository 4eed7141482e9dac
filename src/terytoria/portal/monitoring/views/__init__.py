"""Pages of monitoring; they read and call verbs."""
