"""Forms and the calendar feed."""
