"""Tables of drafts."""
