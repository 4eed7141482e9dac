"""Pages of drafts; they read and call verbs."""
