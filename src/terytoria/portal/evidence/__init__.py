"""Diagnoses of partnerships as kept versions, and what experts make of them."""
