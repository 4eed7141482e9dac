"""What people do in consultations, and reading them."""
