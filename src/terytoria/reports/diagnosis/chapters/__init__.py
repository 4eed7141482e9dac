"""The chapters of the diagnostic report, each a function from the context to its blocks."""
