"""Pages of evidence; they read and call verbs."""
