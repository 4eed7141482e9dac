"""Forms and the minutes."""
