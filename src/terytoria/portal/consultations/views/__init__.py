"""Pages of consultations; they read and call verbs."""
