"""Meetings of the council and the working group, their votes and decisions."""
