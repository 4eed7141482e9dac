"""Workshops: sticky notes, votes, and the trees made of them."""
