"""Adopted strategies followed year after year."""
