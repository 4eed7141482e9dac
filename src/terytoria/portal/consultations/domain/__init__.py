"""What people do with consultations, and reading it."""
