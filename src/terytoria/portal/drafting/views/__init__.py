"""Pages of the text; they read and call verbs."""
