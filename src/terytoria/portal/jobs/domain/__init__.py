"""Ordering jobs, and taking them through their states."""
