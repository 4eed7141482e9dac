"""Documents: one model, many formats. The room knows layout and words, and no domain."""
