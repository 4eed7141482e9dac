"""Work done in the background, queued in the database."""
