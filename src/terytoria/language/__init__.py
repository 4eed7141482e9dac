"""Polish for reports: inflected names, plural forms, numbers, dates, text."""
