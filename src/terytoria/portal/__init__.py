"""The web application: what a partnership shows its residents."""
