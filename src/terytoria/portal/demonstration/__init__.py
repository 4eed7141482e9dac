"""The demonstration: a partnership with an account per role, entered by a button."""
