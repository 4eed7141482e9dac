"""Forms and files of workshops."""
