"""Forms, tables and maps."""
